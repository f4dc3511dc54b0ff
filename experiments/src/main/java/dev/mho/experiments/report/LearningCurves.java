package dev.mho.experiments.report;

import dev.mho.experiments.chart.Axis;
import dev.mho.experiments.chart.CaptionedChart;
import dev.mho.experiments.chart.LineChart;
import dev.mho.experiments.chart.LineChart.Series;
import dev.mho.experiments.page.Html;
import dev.mho.experiments.run.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Accuracy and loss by epoch, on hardware and exact. */
final class LearningCurves {
  private LearningCurves() {}

  static Optional<Html> of(ResultFolder folder) {
    return folder
        .table("metrics.csv")
        .filter(metrics -> !metrics.rows().isEmpty())
        .map(metrics -> charts(folder, metrics));
  }

  private static Html charts(ResultFolder folder, CsvRows metrics) {
    String samples = folder.samples();
    boolean programmed =
        folder.result().filter(result -> result.scores().containsKey("hardware")).isPresent()
            && !metrics.values("run").contains("hardware");
    Html html = new Html();
    html.element(
        "p",
        programmed
            ? "The network was trained exactly and then programmed onto the hardware, whose score is"
                + " the dotted line."
            : "Scores after each epoch. Where there are two lines, both networks saw the same samples"
                + " in the same order.");
    List<CaptionedChart> figures = new ArrayList<>();
    Axis accuracy = Axis.percent("accuracy");
    Axis loss = Axis.plain("loss").from(0);
    figures.add(
        figure(
            "curves-test-accuracy",
            "Accuracy on the " + samples + " samples",
            chart(folder, metrics, "test_accuracy", accuracy, programmed)));
    figures.add(
        figure(
            "curves-test-loss",
            "Loss on the " + samples + " samples",
            chart(folder, metrics, "test_loss", loss, programmed)));
    figures.add(
        figure(
            "curves-train-accuracy",
            "Accuracy in training",
            chart(folder, metrics, "train_accuracy", accuracy, false)));
    figures.add(
        figure(
            "curves-train-loss",
            "Loss in training",
            chart(folder, metrics, "train_loss", loss, false)));
    return html.add(CaptionedChart.grid(figures));
  }

  private static CaptionedChart figure(String id, String caption, LineChart chart) {
    return new CaptionedChart(id, caption, "", chart);
  }

  private static LineChart chart(
      ResultFolder folder, CsvRows metrics, String column, Axis y, boolean programmed) {
    List<Series> series = new ArrayList<>();
    for (String run : metrics.values("run")) {
      series.add(
          Series.line(
              run,
              metrics.numbers("epoch", row -> row.text("run").equals(run)),
              metrics.numbers(column, row -> row.text("run").equals(run))));
    }
    if (programmed) {
      Score score = Objects.requireNonNull(folder.result().orElseThrow().scores().get("hardware"));
      double[] epochs = series.get(0).x();
      series.add(
          Series.guide(
              "hardware, programmed",
              epochs[0],
              epochs[epochs.length - 1],
              column.endsWith("loss") ? score.loss() : score.accuracy()));
    }
    return new LineChart(Axis.ordinal("epoch"), y, series);
  }
}
