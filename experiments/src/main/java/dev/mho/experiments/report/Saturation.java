package dev.mho.experiments.report;

import dev.mho.experiments.chart.Axis;
import dev.mho.experiments.chart.BarChart;
import dev.mho.experiments.chart.CaptionedChart;
import dev.mho.experiments.page.Html;
import dev.mho.experiments.page.Measure;
import dev.mho.experiments.page.Table;
import dev.mho.experiments.run.RunResult;
import dev.mho.experiments.run.RunResult.ArrayFacts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How many conversions of the ADCs clipped, by matrix and by output. */
final class Saturation {
  private static final int MOST_ROWS = 25;

  private Saturation() {}

  static Optional<Html> of(ResultFolder folder) {
    return folder
        .result()
        .map(RunResult::hardware)
        .filter(arrays -> arrays.values().stream().anyMatch(facts -> facts.conversions() > 0))
        .map(arrays -> section(folder, arrays));
  }

  private static Html section(ResultFolder folder, Map<String, ArrayFacts> arrays) {
    long conversions = arrays.values().stream().mapToLong(ArrayFacts::conversions).sum();
    long clipped = arrays.values().stream().mapToLong(ArrayFacts::saturations).sum();
    Html html = new Html();
    html.element(
        "p",
        clipped == 0
            ? "None of " + Measure.count(conversions) + " ADC conversions clipped."
            : Measure.count(clipped)
                + " of "
                + Measure.count(conversions)
                + " ADC conversions clipped: their currents were beyond the full scale of the ADC.");
    if (clipped == 0) {
      return html;
    }
    List<BarChart.Bar> bars = new ArrayList<>();
    arrays.forEach(
        (name, facts) ->
            bars.add(
                BarChart.Bar.of(
                    name, (double) facts.saturations() / Math.max(1, facts.conversions()))));
    html.add(
        CaptionedChart.grid(
            List.of(
                new CaptionedChart(
                    "saturation-share",
                    "Conversions that clipped",
                    "",
                    new BarChart(
                        Axis.finePercent("share of conversions"),
                        "array",
                        List.of("clipped"),
                        bars)))));
    folder
        .table("clipping.csv")
        .filter(clipping -> !clipping.rows().isEmpty())
        .ifPresent(clipping -> html.add(outputs(clipping).html()));
    return html;
  }

  private static Table outputs(CsvRows clipping) {
    List<CsvRows.Row> worst =
        clipping.rows().stream()
            .sorted(Comparator.comparingDouble(row -> -share(row)))
            .limit(MOST_ROWS)
            .toList();
    String caption =
        worst.size() < clipping.rows().size()
            ? "The " + MOST_ROWS + " of " + clipping.rows().size() + " outputs that clip most"
            : "Outputs that clip";
    Table table =
        new Table(
            "saturation-table",
            caption + ", reads from the inputs (clipping.csv)",
            "matrix",
            "array",
            "output",
            "conversions",
            "clipped",
            "share");
    for (CsvRows.Row row : worst) {
      table.row(
          "layer " + row.text("layer") + " " + row.text("matrix"),
          Measure.count((long) row.number("tile")),
          Measure.count((long) row.number("output")),
          Measure.count((long) row.number("conversions")),
          Measure.count((long) row.number("clipped")),
          Measure.finePercent(share(row)));
    }
    return table;
  }

  private static double share(CsvRows.Row row) {
    return row.number("clipped") / Math.max(1, row.number("conversions"));
  }
}
