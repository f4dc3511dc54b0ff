package dev.mho.experiments.report;

import dev.mho.experiments.page.Html;
import dev.mho.experiments.page.Measure;
import dev.mho.experiments.page.Table;
import dev.mho.experiments.run.PerturbationSizes;
import dev.mho.experiments.run.RunResult;
import dev.mho.experiments.run.RunResult.ArrayFacts;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Counts of what was done to and by the arrays of each matrix. */
final class ArrayActivity {
  private ArrayActivity() {}

  static Optional<Html> of(ResultFolder folder) {
    return folder
        .result()
        .filter(result -> !result.hardware().isEmpty())
        .map(ArrayActivity::section);
  }

  private static Html section(RunResult result) {
    Map<String, ArrayFacts> arrays = result.hardware();
    Html html = new Html();
    Table counts =
        new Table(
            "arrays-table",
            "Work of the arrays",
            "matrix",
            "arrays",
            "devices",
            "emulated time",
            "ADC conversions",
            "clipped",
            "full scale (device currents)",
            "pulses",
            "weights clipped");
    arrays.forEach(
        (name, facts) ->
            counts.row(
                name,
                Measure.count(facts.tiles()),
                Measure.count(facts.devices()),
                Measure.time(facts.emulatedSeconds()),
                Measure.count(facts.conversions()),
                Measure.count(facts.saturations()),
                facts.adcBound().<Object>map(Measure::plain).orElse("none"),
                Measure.count(facts.pulses()),
                Measure.count(facts.clippedWeights())));
    html.add(counts.html());
    add(html, steps(arrays));
    add(html, wires(arrays));
    add(html, programming(arrays));
    add(html, refreshes(arrays));
    result.perturbation().ifPresent(sizes -> add(html, perturbation(sizes)));
    return html;
  }

  private static void add(Html html, Table table) {
    if (table.size() > 0) {
      html.add(table.html());
    }
  }

  private static Table steps(Map<String, ArrayFacts> arrays) {
    Table table =
        new Table(
            "steps-table",
            "Changes by pulses, all cells added up, in mean steps of a cell",
            "matrix",
            "asked for (steps)",
            "given as pulses (steps)",
            "made (steps)");
    arrays.forEach(
        (name, facts) ->
            facts
                .steps()
                .ifPresent(
                    s ->
                        table.row(
                            name,
                            Measure.plain(s.requested()),
                            Measure.plain(s.delivered()),
                            Measure.plain(s.realised()))));
    return table;
  }

  private static Table wires(Map<String, ArrayFacts> arrays) {
    Table table =
        new Table(
            "wires-table",
            "Wires",
            "matrix",
            "solutions of the circuit",
            "largest error of effective conductances in between");
    arrays.forEach(
        (name, facts) ->
            facts
                .wires()
                .ifPresent(
                    w ->
                        table.row(
                            name, Measure.count(w.solves()), Measure.finePercent(w.staleError()))));
    return table;
  }

  private static Table programming(Map<String, ArrayFacts> arrays) {
    Table table =
        new Table(
            "programming-table",
            "Programming by pulses and verifying reads",
            "matrix",
            "devices within tolerance",
            "mean pulses of a device",
            "largest error of them (share of the range)");
    arrays.forEach(
        (name, facts) ->
            facts
                .programming()
                .ifPresent(
                    p ->
                        table.row(
                            name,
                            Measure.finePercent(p.verifiedShare()),
                            Measure.plain(p.meanPulses()),
                            Measure.finePercent(p.largestError()))));
    return table;
  }

  private static Table refreshes(Map<String, ArrayFacts> arrays) {
    Table table =
        new Table("refresh-table", "One-directional pairs made free again", "matrix", "pairs");
    arrays.forEach(
        (name, facts) -> facts.refreshedPairs().ifPresent(n -> table.row(name, Measure.count(n))));
    return table;
  }

  private static Table perturbation(List<PerturbationSizes.Size> sizes) {
    Table table =
        new Table(
            "perturbation-table",
            "Node perturbation beside the noise of reads",
            "layer",
            "σ of the perturbation",
            "σ of a read",
            "ratio");
    sizes.forEach(
        size ->
            table.row(
                "layer " + size.layer(),
                Measure.plain(size.sigma()),
                Measure.plain(size.readNoise()),
                size.ratio().<Object>map(Measure::plain).orElse("none")));
    return table;
  }
}
