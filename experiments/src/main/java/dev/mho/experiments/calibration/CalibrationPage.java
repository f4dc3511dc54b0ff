package dev.mho.experiments.calibration;

import dev.mho.calibration.report.Graph;
import dev.mho.calibration.report.Parameter;
import dev.mho.calibration.report.Prefixed;
import dev.mho.calibration.report.Report;
import dev.mho.experiments.chart.Axis;
import dev.mho.experiments.chart.CaptionedChart;
import dev.mho.experiments.chart.LineChart;
import dev.mho.experiments.page.Html;
import dev.mho.experiments.page.Measure;
import dev.mho.experiments.page.Page;
import dev.mho.experiments.page.Table;
import dev.mho.experiments.run.Version;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** One calibration as a page that needs nothing else: text, tables and pictures. */
public final class CalibrationPage {
  private CalibrationPage() {}

  /** The page of a report. */
  public static String of(Report report) {
    Page page = new Page(report.title(), "calibration").lead(lead(report));
    if (!report.graphs().isEmpty()) {
      page.section("graphs", "Data and fit", CaptionedChart.grid(figures(report.graphs())));
    }
    page.section("numbers", "Numbers", parameters(report.parameters()));
    int number = 0;
    for (Report.Table table : report.rankings()) {
      page.section("table-" + ++number, table.title(), table(table, number));
    }
    return page.foot("Made by " + Version.text() + ".").text();
  }

  private static Html lead(Report report) {
    Html html = new Html();
    report.facts().forEach(fact -> html.element("p", fact, "class", "fact"));
    html.element("p", report.verdict(), "class", "verdict");
    if (!report.warnings().isEmpty()) {
      html.open("ul", "class", "remarks", "aria-label", "To know before use");
      report.warnings().forEach(warning -> html.element("li", warning));
      html.close();
    }
    return html;
  }

  private static List<CaptionedChart> figures(List<Graph> graphs) {
    List<CaptionedChart> figures = new ArrayList<>();
    for (Graph graph : graphs) {
      Axis x = axis(graph.x(), graph.logX(), graph, Graph.Series::x);
      figures.add(
          new CaptionedChart(
              "graph-" + (figures.size() + 1),
              graph.title(),
              "",
              new LineChart(
                  graph.logX() ? x.logarithmic() : x,
                  axis(graph.y(), false, graph, Graph.Series::y),
                  graph.series().stream().map(CalibrationPage::series).toList())));
    }
    return figures;
  }

  /** Numbers get the prefix that suits the largest of them. */
  private static Axis axis(
      Graph.Axis given, boolean byMagnitude, Graph graph, Function<Graph.Series, double[]> of) {
    if (given.unit().isEmpty()) {
      return Axis.plain(given.name());
    }
    double largest =
        graph.series().stream()
            .flatMapToDouble(series -> Arrays.stream(of.apply(series)))
            .map(Math::abs)
            .filter(Double::isFinite)
            .max()
            .orElse(1);
    Prefixed in = byMagnitude ? new Prefixed(1, given.unit()) : Prefixed.of(largest, given.unit());
    return Axis.prefixed(given.name(), in.factor(), in.unit());
  }

  private static LineChart.Series series(Graph.Series series) {
    LineChart.Style style =
        switch (series.style()) {
          case POINTS -> LineChart.Style.POINTS;
          case LINE -> LineChart.Style.LINE;
          case BACKDROP -> LineChart.Style.BACKDROP;
          case GUIDE -> LineChart.Style.GUIDE;
        };
    return new LineChart.Series(series.name(), style, series.x(), series.y(), Optional.empty());
  }

  private static Html parameters(List<Parameter> parameters) {
    Table table =
        new Table(
            "numbers-table",
            "What the calibration found",
            "parameter",
            "value",
            "95 % interval",
            "unit",
            "remark");
    for (Parameter p : parameters) {
      Prefixed in = p.prefixed();
      table.row(
          p.name(),
          new Measure(p.value(), in.digits(p.value())),
          p.interval().map(i -> in.digits(i.low()) + " to " + in.digits(i.high())).orElse(""),
          in.unit(),
          p.remark());
    }
    return table.quiet().html();
  }

  private static Html table(Report.Table given, int number) {
    Table table =
        new Table(
            "table-" + number + "-caption",
            "Table: " + given.title(),
            given.header().toArray(String[]::new));
    given.rows().forEach(row -> table.row(row.toArray()));
    return table.quiet().html();
  }
}
