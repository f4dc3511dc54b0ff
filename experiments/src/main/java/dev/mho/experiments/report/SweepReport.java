package dev.mho.experiments.report;

import dev.mho.experiments.chart.Axis;
import dev.mho.experiments.chart.BarChart;
import dev.mho.experiments.chart.CaptionedChart;
import dev.mho.experiments.chart.LineChart;
import dev.mho.experiments.page.Html;
import dev.mho.experiments.page.Measure;
import dev.mho.experiments.page.Page;
import dev.mho.experiments.page.Table;
import dev.mho.experiments.run.Score;
import dev.mho.experiments.sweep.Outcome;
import dev.mho.experiments.sweep.PlannedRun;
import dev.mho.experiments.sweep.Summary;
import dev.mho.experiments.sweep.SweepResult;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;

/** The page of a sweep: which setting is best, how all of them compare, and what failed. */
final class SweepReport {
  private static final int MOST_CURVES = 8;
  private static final int MOST_BARS = 24;
  private static final int MOST_RUNS = 1000;

  private final SweepResult sweep;
  private final Summary summary;
  private final Links links;

  private SweepReport(SweepResult sweep, Links links) {
    this.sweep = sweep;
    this.summary = sweep.summary();
    this.links = links;
  }

  static String of(SweepResult sweep, Links links) {
    return new SweepReport(sweep, links).page();
  }

  private String page() {
    Page page = new Page(sweep.plan().name(), "sweep").lead(lead());
    links.list().ifPresent(page::under);
    if (!summary.rows().isEmpty()) {
      page.section("figure", "Accuracy by setting", figures());
      page.section("settings", "Settings", settings());
    }
    List<Outcome> failures = failures();
    if (!failures.isEmpty()) {
      page.section("failures", "Failures", failures(failures));
    }
    page.section("runs", "Runs", runs());
    return page.section("repeat", "How to repeat it", repetition()).foot(Report.foot()).text();
  }

  private List<Outcome> failures() {
    return sweep.outcomes().stream().filter(o -> o.failure().isPresent()).toList();
  }

  // --- the verdict -------------------------------------------------------------------------

  private Html lead() {
    int all = sweep.plan().runs().size();
    int ended = sweep.outcomes().size();
    Html html = new Html();
    html.element("p", verdict(all, ended), "class", "verdict");
    Tiles tiles = new Tiles();
    tiles.tile("Runs that ended", Measure.count(ended), "of " + all);
    tiles.tile("Failures", Measure.count(failures().size()), "");
    sweep.chosen().stream()
        .map(SweepResult.Chosen::row)
        .max(Comparator.comparingDouble(row -> row.accuracies().getMean()))
        .ifPresent(
            row ->
                tiles.tile(
                    "Best on " + row.run(),
                    Measure.percent(row.accuracies().getMean()),
                    label(row.setting())));
    return html.add(tiles.html()).add(choices());
  }

  private String verdict(int all, int ended) {
    if (ended < all) {
      return "This sweep has not ended: " + ended + " of " + all + " runs have.";
    }
    Optional<SweepResult.Chosen> best =
        sweep.chosen().stream()
            .max(Comparator.comparingDouble(chosen -> chosen.row().accuracies().getMean()));
    if (best.isEmpty()) {
      return "All " + all + " runs have ended. The sweep file asks for no choice among them.";
    }
    StringBuilder text = new StringBuilder("Of " + all + " runs the best on ");
    text.append(best.get().row().run()).append(" have ").append(label(best.get().row().setting()));
    text.append(": ").append(told(best.get().row())).append(".");
    if (!best.get().tested().isEmpty()) {
      text.append(" On the test samples: ").append(tested(best.get())).append(".");
    }
    return text.toString();
  }

  /** The best of each, where the sweep file asks for several. */
  private Html choices() {
    Table table =
        new Table(
            "chosen-table",
            "Settings that were chosen",
            "setting",
            "chosen on",
            "accuracy by which",
            "on the test samples");
    for (SweepResult.Chosen chosen : sweep.chosen()) {
      table.row(
          label(chosen.row().setting()),
          chosen.row().run(),
          Measure.percent(chosen.row().accuracies().getMean()),
          chosen.tested().isEmpty() ? "chosen on them" : tested(chosen));
    }
    return table.size() > 1 ? table.html() : new Html();
  }

  private static String tested(SweepResult.Chosen chosen) {
    return chosen.tested().stream()
        .map(row -> row.run() + " " + Measure.percent(row.accuracies().getMean()))
        .collect(Collectors.joining(", "));
  }

  private static String told(Summary.Row row) {
    DescriptiveStatistics a = row.accuracies();
    return "mean accuracy "
        + Measure.percent(a.getMean())
        + (a.getN() > 1
            ? " over "
                + a.getN()
                + " seeds ("
                + Measure.percent(a.getMin())
                + " to "
                + Measure.percent(a.getMax())
                + ")"
            : "");
  }

  /** Values of the keys, each with the last part of its name. */
  private static String label(Map<String, String> setting) {
    String label =
        setting.entrySet().stream()
            .map(
                e ->
                    e.getKey().replaceAll("^learning\\.|^hardware\\.", "")
                        + "\u00a0"
                        + number(e.getValue()))
            .collect(Collectors.joining(", "));
    return label.isEmpty() ? "as it is" : label;
  }

  /** 0.0003 for 3.0E-4; other texts as they are. */
  private static String number(String text) {
    if (!text.matches("-?\\d+\\.\\d+(E-?\\d+)?")) {
      return text;
    }
    BigDecimal value = new BigDecimal(text).stripTrailingZeros();
    return value.scale() <= 6 && value.precision() - value.scale() <= 6
        ? value.toPlainString()
        : value.toString().replace("E+", "e").replace('E', 'e');
  }

  // --- charts ------------------------------------------------------------------------------

  private Html figures() {
    Html html = new Html();
    html.element(
        "p", "Means over seeds; bands and whiskers reach from the lowest seed to the highest.");
    List<CaptionedChart> figures = new ArrayList<>();
    List<String> left = new ArrayList<>();
    Map<String, SweepResult.Line> lines = sweep.lines();
    for (String run : summary.rows().stream().map(Summary.Row::run).distinct().toList()) {
      SweepResult.Line line = lines.get(run);
      if (line != null && line.curves().size() <= MOST_CURVES) {
        figures.add(curves(run, line));
      } else {
        List<Summary.Row> rows =
            summary.rows().stream().filter(row -> row.run().equals(run)).toList();
        if (rows.size() > MOST_BARS) {
          left.add(run + ": the first " + MOST_BARS + " of " + rows.size() + " settings are drawn");
        }
        figures.add(bars(run, rows.subList(0, Math.min(MOST_BARS, rows.size()))));
      }
    }
    html.add(CaptionedChart.grid(figures));
    left.forEach(line -> html.element("p", line + ".", "class", "note"));
    return html;
  }

  private static CaptionedChart curves(String run, SweepResult.Line line) {
    List<LineChart.Series> series = new ArrayList<>();
    line.curves().forEach((name, rows) -> series.add(curve(name, line.key(), rows)));
    double[] xs = series.stream().flatMapToDouble(s -> Arrays.stream(s.x())).toArray();
    double least = Arrays.stream(xs).min().orElseThrow();
    double most = Arrays.stream(xs).max().orElseThrow();
    // Several magnitudes are drawn by magnitude.
    Axis x = Axis.plain(line.key());
    return new CaptionedChart(
        "figure-" + run.replace(' ', '-'),
        "Accuracy, " + run,
        "",
        new LineChart(
            least > 0 && most >= 30 * least ? x.logarithmic() : x,
            Axis.percent("accuracy"),
            series));
  }

  private static LineChart.Series curve(String name, String key, List<Summary.Row> rows) {
    return new LineChart.Series(
        name,
        LineChart.Style.LINE,
        numbers(rows, row -> Double.parseDouble(row.setting().get(key))),
        numbers(rows, row -> row.accuracies().getMean()),
        Optional.of(
            new LineChart.Band(
                numbers(rows, row -> row.accuracies().getMin()),
                numbers(rows, row -> row.accuracies().getMax()))));
  }

  private static double[] numbers(Collection<Summary.Row> rows, ToDoubleFunction<Summary.Row> of) {
    return rows.stream().mapToDouble(of).toArray();
  }

  private static CaptionedChart bars(String run, List<Summary.Row> rows) {
    List<BarChart.Bar> bars = new ArrayList<>();
    for (Summary.Row row : rows) {
      DescriptiveStatistics a = row.accuracies();
      bars.add(
          new BarChart.Bar(
              label(row.setting()),
              new double[] {a.getMean()},
              a.getN() > 1
                  ? Optional.of(new BarChart.Spread(a.getMin(), a.getMax()))
                  : Optional.empty()));
    }
    return new CaptionedChart(
        "figure-" + run.replace(' ', '-'),
        "Accuracy, " + run,
        "",
        new BarChart(Axis.percent("accuracy"), "setting", List.of("accuracy (%)"), bars));
  }

  // --- tables ------------------------------------------------------------------------------

  private Html settings() {
    List<String> header = new ArrayList<>(List.of("setting"));
    header.addAll(
        List.of(
            "run",
            "seeds",
            "mean accuracy",
            "standard deviation",
            "lowest",
            "highest",
            "mean loss"));
    Table table = new Table("settings-table", "Scores over seeds", header.toArray(String[]::new));
    for (Summary.Row row : summary.rows()) {
      DescriptiveStatistics a = row.accuracies();
      DescriptiveStatistics l = row.losses();
      table.row(
          label(row.setting()),
          row.run(),
          Measure.count(a.getN()),
          Measure.percent(a.getMean()),
          a.getN() > 1 ? Measure.points(a.getStandardDeviation()).unsigned() : "",
          Measure.percent(a.getMin()),
          Measure.percent(a.getMax()),
          Measure.plain(l.getMean()));
    }
    return table.quiet().html();
  }

  private static Html failures(List<Outcome> failures) {
    Table table = new Table("failures-table", "Runs without a result", "run", "reason");
    failures.forEach(o -> table.row(label(o.run().settings()), o.failure().orElseThrow()));
    return new Html()
        .element("p", "These runs would end in the same way again, and are not repeated.")
        .add(table.quiet().html());
  }

  private Html runs() {
    Map<String, Outcome> ended = new LinkedHashMap<>();
    sweep.outcomes().forEach(outcome -> ended.put(outcome.run().id(), outcome));
    List<String> scored =
        sweep.outcomes().stream().flatMap(o -> o.scores().keySet().stream()).distinct().toList();
    List<String> header = new ArrayList<>(List.of("run", "state"));
    scored.forEach(name -> header.add("accuracy, " + name));
    header.add("directory");
    Table table = new Table("runs-table", "All runs", header.toArray(String[]::new));
    List<PlannedRun> all = sweep.plan().runs();
    for (PlannedRun run : all.subList(0, Math.min(MOST_RUNS, all.size()))) {
      Optional<Outcome> outcome = Optional.ofNullable(ended.get(run.id()));
      Map<String, Score> scores = outcome.map(Outcome::scores).orElse(Map.of());
      List<Object> cells = new ArrayList<>(List.of(name(run), state(run, outcome)));
      for (String name : scored) {
        cells.add(
            Optional.ofNullable(scores.get(name))
                .<Object>map(score -> Measure.percent(score.accuracy()))
                .orElse(""));
      }
      cells.add(new Html().element("code", "runs/" + run.id()));
      table.row(cells.toArray());
    }
    Html html = new Html().add(table.quiet().html());
    if (all.size() > MOST_RUNS) {
      html.element("p", "The first " + MOST_RUNS + " of " + all.size() + " runs.");
    }
    return html;
  }

  private Html name(PlannedRun run) {
    Html html = new Html();
    links
        .run(run.id())
        .filter(address -> sweep.hasBegun(run))
        .ifPresentOrElse(
            address -> html.element("a", label(run.settings()), "href", address),
            () -> html.text(label(run.settings())));
    return html;
  }

  private Html state(PlannedRun run, Optional<Outcome> outcome) {
    RunState.Phase phase =
        outcome
            .map(o -> o.result().isPresent() ? RunState.Phase.FINISHED : RunState.Phase.FAILED)
            .orElse(RunState.Phase.UNDER_WAY);
    boolean waits = outcome.isEmpty() && !sweep.hasBegun(run);
    return new Html()
        .element(
            "span",
            waits ? "to do" : phase.label(),
            "class",
            "state " + (waits ? "off" : phase.style()));
  }

  private Html repetition() {
    Html html = new Html();
    html.element("p", "This runs what is missing, and sums all up again.");
    ShellCommand again =
        new ShellCommand(
            "./mho", "sweep", sweep.plan().file(), "--out", sweep.directory().toString());
    return html.add(again.html());
  }
}
