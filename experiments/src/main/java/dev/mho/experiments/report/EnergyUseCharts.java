package dev.mho.experiments.report;

import dev.mho.emulator.energy.EnergyUse;
import dev.mho.experiments.chart.Axis;
import dev.mho.experiments.chart.BarChart;
import dev.mho.experiments.chart.CaptionedChart;
import dev.mho.experiments.page.Html;
import dev.mho.experiments.run.RunResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What the arrays took, by what it was spent on. */
final class EnergyUseCharts {
  private EnergyUseCharts() {}

  static Optional<Html> of(ResultFolder folder) {
    return folder.result().filter(result -> !uses(result).isEmpty()).map(EnergyUseCharts::section);
  }

  private static Map<String, EnergyUse> uses(RunResult result) {
    Map<String, EnergyUse> uses = new LinkedHashMap<>();
    result
        .hardware()
        .forEach((name, facts) -> facts.energy().ifPresent(use -> uses.put(name, use)));
    return uses;
  }

  private static Html section(RunResult result) {
    Map<String, EnergyUse> uses = uses(result);
    double mostJoules = uses.values().stream().mapToDouble(EnergyUse::joules).max().orElse(0);
    double mostSeconds = uses.values().stream().mapToDouble(EnergyUse::seconds).max().orElse(0);
    Html html = new Html();
    html.element(
        "p",
        "By the model in energy.json, over all that the run did to its arrays. Times are from"
            + " beginning to end if nothing overlaps.");
    html.add(
        CaptionedChart.grid(
            List.of(
                figure(
                    "energy",
                    "Energy by array",
                    Axis.si("energy", "J", mostJoules),
                    List.of("devices, read", "lines", "ADCs", "DACs", "devices, pulsed"),
                    uses,
                    use ->
                        new double[] {
                          use.arrayJoules(),
                          use.lineJoules(),
                          use.adcJoules(),
                          use.dacJoules(),
                          use.pulseJoules()
                        }),
                figure(
                    "time",
                    "Time by array",
                    Axis.si("time", "s", mostSeconds),
                    List.of("reads", "conversions", "pulses"),
                    uses,
                    use ->
                        new double[] {
                          use.readSeconds(), use.conversionSeconds(), use.pulseSeconds()
                        }))));
    if (!result.energyLeavesOut().isEmpty()) {
      html.element("p", "Left out: " + String.join("; ", result.energyLeavesOut()) + ".");
    }
    return html;
  }

  private static CaptionedChart figure(
      String what,
      String caption,
      Axis axis,
      List<String> parts,
      Map<String, EnergyUse> uses,
      Function<EnergyUse, double[]> values) {
    List<BarChart.Bar> bars = new ArrayList<>();
    uses.forEach(
        (name, use) -> bars.add(new BarChart.Bar(name, values.apply(use), Optional.empty())));
    return new CaptionedChart(
        "energy-" + what, caption, "", new BarChart(axis, "array", parts, bars));
  }
}
