package dev.mho.experiments.report;

import dev.mho.experiments.chart.Axis;
import dev.mho.experiments.chart.CaptionedChart;
import dev.mho.experiments.chart.LineChart;
import dev.mho.experiments.chart.LineChart.Series;
import dev.mho.experiments.page.Html;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How far reads and changes of each matrix are from what was asked of them, by epoch. */
final class CrossCheckCharts {

  /**
   * A column of the table.
   *
   * @param name in the file
   * @param caption of its chart
   * @param note how to read it
   */
  private record Quantity(String name, String caption, String note, Axis axis) {}

  private static final List<Quantity> QUANTITIES =
      List.of(
          new Quantity(
              "read_snr_db",
              "Signal to noise of reads",
              "reads on hardware against exact products of the same weights; higher is better",
              Axis.of("signal to noise", "dB")),
          new Quantity(
              "twin_cosine",
              "Likeness with the exact twin",
              "cosine between this matrix and its twin's; 1: the same direction",
              Axis.plain("cosine")),
          new Quantity(
              "change_cosine",
              "Direction of changes",
              "cosine between the change that was asked for and the one made; 1: the same direction",
              Axis.plain("cosine")),
          new Quantity(
              "change_gain",
              "Size of changes",
              "size of the change made over the one asked for; 1: the same size",
              Axis.plain("ratio").from(0)));

  private CrossCheckCharts() {}

  static Optional<Html> of(ResultFolder folder) {
    return folder
        .table("crosscheck.csv")
        .filter(checks -> !checks.rows().isEmpty())
        .map(CrossCheckCharts::charts);
  }

  private static Html charts(CsvRows checks) {
    Html html = new Html();
    html.element(
        "p",
        "After each epoch every array reads a probe batch, and is compared with the exact product of"
            + " its own weights and with the same matrix of the exact twin.");
    for (String matrix : checks.values("matrix")) {
      html.element("h3", Character.toUpperCase(matrix.charAt(0)) + matrix.substring(1));
      List<CaptionedChart> figures = new ArrayList<>();
      for (Quantity quantity : QUANTITIES) {
        String id = "crosscheck-" + matrix + "-" + quantity.name().replace('_', '-');
        figures.add(
            new CaptionedChart(
                id,
                quantity.caption() + ", " + matrix,
                quantity.note(),
                chart(checks, matrix, quantity)));
      }
      html.add(CaptionedChart.grid(figures));
    }
    return html;
  }

  private static LineChart chart(CsvRows checks, String matrix, Quantity quantity) {
    List<Series> series = new ArrayList<>();
    for (String layer : checks.values("layer")) {
      double[] epochs = checks.numbers("epoch", row -> is(row, matrix, layer));
      if (epochs.length > 0) {
        double[] values = checks.numbers(quantity.name(), row -> is(row, matrix, layer));
        series.add(Series.line("layer " + layer, epochs, values));
      }
    }
    return new LineChart(Axis.ordinal("epoch"), quantity.axis(), series);
  }

  private static boolean is(CsvRows.Row row, String matrix, String layer) {
    return row.text("matrix").equals(matrix) && row.text("layer").equals(layer);
  }
}
