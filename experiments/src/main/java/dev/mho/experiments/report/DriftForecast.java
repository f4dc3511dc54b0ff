package dev.mho.experiments.report;

import dev.mho.experiments.chart.Axis;
import dev.mho.experiments.chart.CaptionedChart;
import dev.mho.experiments.chart.LineChart;
import dev.mho.experiments.chart.LineChart.Series;
import dev.mho.experiments.page.Html;
import dev.mho.experiments.page.Measure;
import dev.mho.experiments.page.Table;
import dev.mho.experiments.run.RunResult;
import dev.mho.experiments.run.RunResult.ReadOut;
import dev.mho.experiments.run.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** What becomes of the scores as the devices drift. */
final class DriftForecast {
  private DriftForecast() {}

  static Optional<Html> of(ResultFolder folder) {
    return folder
        .result()
        .filter(result -> !result.readOuts().isEmpty())
        .map(result -> section(folder, result));
  }

  private static Html section(ResultFolder folder, RunResult result) {
    Html html = new Html();
    html.element(
        "p",
        "The network was tested again after waiting, in emulated time, on devices that change with"
            + " it. Times are by magnitude; 0 s stands apart.");
    html.add(
        CaptionedChart.grid(
            List.of(
                figure(folder, result, "accuracy", Axis.percent("accuracy"), Score::accuracy),
                figure(folder, result, "loss", Axis.plain("loss").from(0), Score::loss))));
    return html.add(table(result.readOuts()).html());
  }

  private static CaptionedChart figure(
      ResultFolder folder,
      RunResult result,
      String what,
      Axis axis,
      ToDoubleFunction<Score> value) {
    double[] seconds = result.readOuts().stream().mapToDouble(ReadOut::seconds).toArray();
    double[] values =
        result.readOuts().stream().mapToDouble(r -> value.applyAsDouble(r.score())).toArray();
    List<Series> series = new ArrayList<>(List.of(Series.line("hardware", seconds, values)));
    Optional.ofNullable(result.scores().get("exact"))
        .ifPresent(
            exact ->
                series.add(
                    Series.guide(
                        "exact",
                        seconds[0],
                        seconds[seconds.length - 1],
                        value.applyAsDouble(exact))));
    return new CaptionedChart(
        "drift-" + what,
        "After waiting: " + what + " on the " + folder.samples() + " samples",
        "",
        new LineChart(Axis.time("time since training"), axis, series));
  }

  private static Table table(List<ReadOut> readOuts) {
    boolean compensated = readOuts.stream().anyMatch(r -> r.compensation().isPresent());
    List<String> header = new ArrayList<>(List.of("time", "accuracy", "loss"));
    if (compensated) {
      header.add("outputs were scaled by");
    }
    Table table = new Table("drift-table", "Scores over time", header.toArray(String[]::new));
    for (ReadOut readOut : readOuts) {
      List<Object> cells =
          new ArrayList<>(
              List.of(
                  Measure.time(readOut.seconds()),
                  Measure.percent(readOut.score().accuracy()),
                  Measure.plain(readOut.score().loss())));
      if (compensated) {
        cells.add(
            readOut
                .compensation()
                .map(f -> Measure.plain(f.least()) + " to " + Measure.plain(f.most()))
                .orElse("1"));
      }
      table.row(cells.toArray());
    }
    return table;
  }
}
