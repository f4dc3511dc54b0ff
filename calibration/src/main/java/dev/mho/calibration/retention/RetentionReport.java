package dev.mho.calibration.retention;

import dev.mho.calibration.report.Graph;
import dev.mho.calibration.report.Graph.Axis;
import dev.mho.calibration.report.Graph.Series;
import dev.mho.calibration.report.Graph.Style;
import dev.mho.calibration.report.Interval;
import dev.mho.calibration.report.Parameter;
import dev.mho.calibration.report.Report;
import dev.mho.calibration.report.Sources;
import dev.mho.calibration.report.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.math3.stat.regression.SimpleRegression;

/** Says what a {@link RetentionCalibration} found. */
final class RetentionReport {
  private static final double DAY = 86_400;

  private final RetentionCalibration found;
  private final Sources sources;
  private final List<Cell> cells;
  private final Exponents exponents;
  private final List<TimeGroup> groups;
  private final Optional<StateTrend> trend;
  private final List<Parameter> parameters = new ArrayList<>();
  private final List<String> warnings;

  RetentionReport(RetentionCalibration found) {
    this.found = found;
    sources = found.sources();
    cells = found.cells();
    exponents = found.exponents();
    groups = found.groups();
    trend = found.trend();
    warnings = new ArrayList<>(sources.notices());
  }

  Report report() {
    if (exponents.size() > 0) {
      exponents();
      foretell();
    }
    if (cells.size() > 1 || !found.isPowerLaw()) {
      broadening();
    }
    trend.ifPresent(this::say);
    bakes();
    return new Report(
        "Retention: "
            + (found.isPowerLaw() ? "power law" : trend.isPresent() ? "by state" : "broadening"),
        facts(),
        verdict(),
        parameters,
        List.of(),
        warnings,
        graphs());
  }

  private void exponents() {
    int n = exponents.size();
    double mean = exponents.mean();
    if (n == 1) {
      SimpleRegression line =
          cells.stream().filter(c -> c.exponent().isPresent()).findFirst().orElseThrow().line();
      parameters.add(
          Parameter.of(
              "drift.nu_mean",
              mean,
              "",
              Interval.about(mean, line.getSlopeConfidenceInterval(0.05))));
    } else {
      parameters.add(
          Parameter.of("drift.nu_mean", mean, "", Interval.ofMean(mean, exponents.spread(), n))
              .noting("over " + n + " cells with four readings or more"));
      parameters.add(
          Parameter.of(
              "drift.nu_spread",
              exponents.spread(),
              "",
              Interval.ofDeviation(exponents.spread(), n - 1.0)));
      parameters.add(Parameter.of("drift.nu_median", exponents.median(), ""));
      parameters.add(
          Parameter.of("drift.nu_robust_spread", exponents.robustSpread(), "", "by the quartiles"));
    }
    parameters.add(
        Parameter.of(
            "drift.t0", found.onset(), "s", "the first reading after time 0, by convention"));
  }

  private void foretell() {
    if (!found.isPowerLaw()) {
      return;
    }
    double last = cells.stream().mapToDouble(c -> c.seconds()[c.size() - 1]).max().orElseThrow();
    double left = Math.pow(DAY / found.onset(), -exponents.mean());
    if (cells.size() == 1) {
      Cell cell = cells.get(0);
      double atOnset = Math.exp(cell.line().predict(Math.log(found.onset())));
      parameters.add(
          Parameter.of(
              "drift.after_a_day",
              atOnset * left,
              sources.unit(),
              last < DAY ? "extrapolated beyond " + Words.digits(last) + " s" : "within the data"));
    } else {
      parameters.add(
          Parameter.of(
              "drift.left_after_a_day",
              left,
              "of the conductance at t0",
              last < DAY ? "extrapolated beyond " + Words.digits(last) + " s" : "within the data"));
    }
    if (last < 100 * found.onset()) {
      warnings.add("Readings span less than two decades of time: the exponent rests on little.");
    }
  }

  private void broadening() {
    SimpleRegression mean = new SimpleRegression();
    SimpleRegression spread = new SimpleRegression();
    for (TimeGroup group : groups) {
      String place = "change.at_" + Words.digits(group.seconds()) + "_s.";
      int n = group.size();
      String unit = sources.unit();
      if (n == 1) {
        parameters.add(Parameter.of(place + "mean", group.mean(), unit, "of 1 cell"));
        continue;
      }
      double deviation = group.deviation();
      parameters.add(
          Parameter.of(
                  place + "mean", group.mean(), unit, Interval.ofMean(group.mean(), deviation, n))
              .noting("of " + n + " cells"));
      parameters.add(
          Parameter.of(
              place + "spread", deviation, unit, Interval.ofDeviation(deviation, n - 1.0)));
      mean.addData(Math.log(group.seconds()), group.mean());
      spread.addData(Math.log(group.seconds()), deviation);
    }
    if (mean.getN() > 2) {
      boolean within = groups.get(0).seconds() <= 10;
      String a = "a of a + b ln t" + (within ? "" : "; 1 s lies far before the first reading");
      String b = "b of a + b ln t";
      String unit = sources.unit();
      parameters.add(Parameter.of("change.mean_at_1_s", mean.getIntercept(), unit, a));
      parameters.add(Parameter.of("change.mean_per_ln_t", mean.getSlope(), unit, b));
      parameters.add(Parameter.of("change.spread_at_1_s", spread.getIntercept(), unit, a));
      parameters.add(Parameter.of("change.spread_per_ln_t", spread.getSlope(), unit, b));
    }
  }

  private void say(StateTrend by) {
    String unit = sources.unit();
    double[] c = by.coefficients();
    String at = "at " + Words.digits(groups.get(groups.size() - 1).seconds()) + " s";
    parameters.add(
        Parameter.of(
            "change.by_state.c0", c[0], unit, "of c₀ + c₁ G + c₂ G², G as written, " + at));
    parameters.add(Parameter.of("change.by_state.c1", c[1], ""));
    parameters.add(Parameter.of("change.by_state.c2", c[2], "per " + unit));
    parameters.add(
        Parameter.of("change.by_state.explained", by.explained(), "of the variance of the change"));
    parameters.add(
        Parameter.of("change.by_state.residual", by.residual(), unit, "what the state leaves"));
  }

  private void bakes() {
    if (found.byTemperature().size() < 2) {
      return;
    }
    boolean series = false;
    for (Map.Entry<Double, List<Cell>> bake : found.byTemperature().entrySet()) {
      List<TimeGroup> at = TimeGroup.of(bake.getValue());
      series |= at.size() > 2;
      TimeGroup last = at.get(at.size() - 1);
      String place = "bake.at_" + Words.digits(bake.getKey()) + "_c.";
      parameters.add(
          Parameter.of(
              place + "mean",
              last.mean(),
              sources.unit(),
              "after " + Words.digits(last.seconds()) + " s, of " + last.size() + " cells"));
      parameters.add(Parameter.of(place + "spread", last.deviation(), sources.unit()));
    }
    found
        .activation()
        .ifPresent(
            heat ->
                parameters.add(
                    Parameter.of(
                            "temperature.activation", heat.electronVolts(), "eV", heat.interval())
                        .noting(
                            "time runs faster with heat by Arrhenius; the drift is that at "
                                + Words.digits(heat.kelvin())
                                + " K")));
    if (series && found.activation().isEmpty()) {
      warnings.add(
          "No activation energy follows from these temperatures: it needs at two or more a reading"
              + " at time 0, three or more after it, and a change that heat makes faster.");
    }
    if (!series) {
      warnings.add(
          "One bake time at each temperature gives no activation energy: how change goes with time"
              + " and how it goes with temperature cannot be told apart.");
    }
  }

  private List<String> facts() {
    List<String> facts = sources.facts();
    facts.add(
        Words.count(cells.size(), "cell")
            + ", "
            + Words.count(groups.size(), "time")
            + " after the first reading");
    return facts;
  }

  private String verdict() {
    if (found.isPowerLaw()) {
      return "Cells drift downward by a power law, ν = "
          + Words.digits(exponents.mean())
          + (exponents.size() > 1
              ? " ± " + Words.digits(exponents.spread()) + " over cells."
              : ".");
    }
    if (trend.isPresent()) {
      StateTrend by = trend.get();
      double[] from = groups.get(groups.size() - 1).from();
      double low = Arrays.stream(from).min().orElseThrow();
      double high = Arrays.stream(from).max().orElseThrow();
      return "The change goes by the state, which explains "
          + Words.percent(by.explained())
          + " of it: from "
          + Words.quantity(by.at(low), sources.unit())
          + " at "
          + Words.quantity(low, sources.unit())
          + " to "
          + Words.quantity(by.at(high), sources.unit())
          + " at "
          + Words.quantity(high, sources.unit())
          + ". No single exponent describes it; the device file holds it by time and state.";
    }
    if (exponents.size() == 0) {
      return "Too few readings a cell for an exponent: the change is told by time and state.";
    }
    if (groups.stream().allMatch(group -> Arrays.stream(group.change()).allMatch(c -> c == 0))) {
      return "No reading differs from the first: as far as these data tell, nothing drifts.";
    }
    return "Cells do not agree on a direction (ν = "
        + Words.digits(exponents.mean())
        + " ± "
        + Words.digits(exponents.spread())
        + "): this is broadening, not drift. The device file holds mean and spread of the change by"
        + " time and state.";
  }

  private Graph byState(StateTrend by) {
    TimeGroup last = groups.get(groups.size() - 1);
    double[] ascending = Arrays.stream(last.from()).sorted().toArray();
    return new Graph(
        "Change after " + Words.digits(last.seconds()) + " s by state",
        sources.axis("conductance as written"),
        sources.axis("change"),
        false,
        List.of(
            new Series("cells", Style.POINTS, last.from(), last.change()),
            new Series(
                "c₀ + c₁ G + c₂ G²",
                Style.LINE,
                ascending,
                Arrays.stream(ascending).map(by::at).toArray())));
  }

  private List<Graph> graphs() {
    List<Graph> graphs = new ArrayList<>();
    List<TimeGroup> several = groups.stream().filter(g -> g.size() > 1).toList();
    if (several.size() > 1) {
      double[] t = several.stream().mapToDouble(TimeGroup::seconds).toArray();
      graphs.add(
          new Graph(
              "Change since the first reading",
              new Axis("time", "s"),
              sources.axis("change"),
              true,
              List.of(
                  new Series(
                      "mean",
                      Style.POINTS,
                      t,
                      several.stream().mapToDouble(TimeGroup::mean).toArray()),
                  new Series(
                      "spread",
                      Style.POINTS,
                      t,
                      several.stream().mapToDouble(TimeGroup::deviation).toArray()))));
    }
    trend.ifPresent(by -> graphs.add(byState(by)));
    if (cells.size() <= 24) {
      List<Series> series = new ArrayList<>();
      for (int i = 0; i < Math.min(6, cells.size()); i++) {
        Cell cell = cells.get(i);
        int from = cell.seconds()[0] > 0 ? 0 : 1;
        double[] t = Arrays.copyOfRange(cell.seconds(), from, cell.size());
        double[] g = Arrays.copyOfRange(cell.siemens(), from, cell.size());
        series.add(new Series("cell " + (i + 1), Style.POINTS, t, g));
        if (cell.exponent().isPresent()) {
          SimpleRegression line = cell.line();
          series.add(
              new Series(
                  "",
                  Style.LINE,
                  t,
                  Arrays.stream(t).map(s -> Math.exp(line.predict(Math.log(s)))).toArray()));
        }
      }
      graphs.add(
          new Graph(
              "Cells over time", new Axis("time", "s"), sources.axis("conductance"), true, series));
    }
    return graphs;
  }
}
