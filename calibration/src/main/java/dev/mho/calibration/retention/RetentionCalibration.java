package dev.mho.calibration.retention;

import dev.mho.calibration.measurement.Measurement;
import dev.mho.calibration.report.Calibration;
import dev.mho.calibration.report.Graph;
import dev.mho.calibration.report.Graph.Axis;
import dev.mho.calibration.report.Graph.Series;
import dev.mho.calibration.report.Graph.Style;
import dev.mho.calibration.report.Interval;
import dev.mho.calibration.report.Parameter;
import dev.mho.calibration.report.Report;
import dev.mho.calibration.report.Sources;
import dev.mho.calibration.report.Words;
import dev.mho.device.ConductanceRange;
import dev.mho.device.DeviceModel;
import dev.mho.device.curve.Curve;
import dev.mho.device.curve.Interpolation;
import dev.mho.device.format.BadInputException;
import dev.mho.device.retention.Drift;
import dev.mho.device.retention.PowerLawDrift;
import dev.mho.device.retention.Relaxation;
import dev.mho.device.retention.Temperature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.math3.stat.regression.SimpleRegression;

/**
 * Readings over time become drift. A power law is taken where cells agree on its direction: a mean
 * exponent above zero and above its spread over cells. Otherwise the change is relaxation: mean and
 * spread of the change since the first reading by time, since exponents of both signs are no drift
 * but a broadening; and by state where the state explains it ({@link StateTrend}) or cells are many
 * enough to show it. Time series at several temperatures give an activation energy ({@link
 * Activation}); the drift of the device file is then that at the lowest of them.
 */
public final class RetentionCalibration implements Calibration {
  private static final int FOR_STATES = 40;
  private static final int STATES = 6;
  private static final int LEAST_IN_STATE = 5;
  private static final double DAY = 86_400;

  private final Sources sources;
  private final List<Cell> cells;
  private final double[] exponents;
  private final List<TimeGroup> groups;
  private final Optional<StateTrend> trend;
  private final SortedMap<Double, List<Cell>> byTemperature;
  private final Optional<Activation> activation;

  private RetentionCalibration(List<Measurement> files) {
    sources = new Sources(files);
    List<Cell> all =
        sources.stream()
            .flatMap(m -> m.readings().stream())
            .filter(r -> r.timed() && r.size() > 1)
            .map(Cell::of)
            .toList();
    if (all.isEmpty()) {
      throw BadInputException.at(
          sources.name(),
          "no cell with two readings at known times",
          "readings of the same cell at several times");
    }
    byTemperature = byTemperature(all);
    activation = Activation.in(byTemperature);
    cells = activation.map(a -> byTemperature.get(byTemperature.firstKey())).orElse(all);
    exponents =
        cells.stream()
            .map(Cell::exponent)
            .filter(java.util.OptionalDouble::isPresent)
            .mapToDouble(java.util.OptionalDouble::getAsDouble)
            .toArray();
    groups = TimeGroup.of(cells);
    trend =
        groups.isEmpty() || mixesTemperatures()
            ? Optional.empty()
            : StateTrend.in(groups.get(groups.size() - 1));
  }

  /**
   * Calibrates.
   *
   * @throws BadInputException if no cell was read twice; one line
   */
  public static RetentionCalibration of(List<Measurement> sources) {
    return new RetentionCalibration(sources);
  }

  private double exponentMean() {
    return Arrays.stream(exponents).average().orElse(Double.NaN);
  }

  private double exponentSpread() {
    double mean = exponentMean();
    double squares = Arrays.stream(exponents).map(e -> (e - mean) * (e - mean)).sum();
    return exponents.length < 2 ? 0 : Math.sqrt(squares / (exponents.length - 1));
  }

  /** Spread by the quartiles, which a few wild cells do not move. */
  private double robustSpread() {
    double[] sorted = exponents.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    return n < 4 ? 0 : (sorted[3 * n / 4] - sorted[n / 4]) / 1.349;
  }

  private double median() {
    double[] sorted = exponents.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /** Whether cells agree that they drift, and which way. */
  private boolean isPowerLaw() {
    return exponents.length > 0
        && exponentMean() > 0
        && exponentMean() <= 1
        && exponentMean() >= exponentSpread();
  }

  private double onset() {
    return cells.stream().mapToDouble(Cell::firstSeconds).min().orElseThrow();
  }

  @Override
  public Optional<ConductanceRange> range() {
    double low = cells.stream().mapToDouble(Cell::first).min().orElseThrow();
    double high = cells.stream().mapToDouble(Cell::first).max().orElseThrow();
    boolean siemens = sources.inSiemens();
    return siemens && high > Math.max(0, low)
        ? Optional.of(ConductanceRange.of(Math.max(0, low), high))
        : Optional.empty();
  }

  @Override
  public void addTo(DeviceModel.Builder device, ConductanceRange range) {
    sources.requireSiemens("conductances");
    device.drift(Optional.of(drift(range)));
    activation.ifPresent(
        heat ->
            device.temperature(
                Optional.of(new Temperature(heat.electronVolts(), heat.kelvin(), heat.kelvin()))));
  }

  private Drift drift(ConductanceRange range) {
    if (isPowerLaw()) {
      return new PowerLawDrift(onset(), exponentMean(), Math.min(1, exponentSpread()));
    }
    if (groups.isEmpty()) {
      throw BadInputException.at(
          sources.name(), "readings at time 0 alone", "readings at later times");
    }
    if (mixesTemperatures()) {
      throw BadInputException.at(
          sources.name(),
          "readings at " + byTemperature.size() + " temperatures that give no activation energy",
          "one temperature, or at each a reading at time 0 and three or more after it");
    }
    List<Relaxation.Snapshot> snapshots = new ArrayList<>();
    // What the write itself left; the first readings show no change of it.
    snapshots.add(
        new Relaxation.Snapshot(
            groups.get(0).seconds() / 10, Curve.constant(0), Curve.constant(0)));
    for (TimeGroup group : groups) {
      snapshots.add(
          new Relaxation.Snapshot(
              group.seconds(),
              curve(group, range.maxSiemens(), true),
              curve(group, range.maxSiemens(), false)));
    }
    return new Relaxation(snapshots, Relaxation.TimeScale.LOGARITHMIC);
  }

  /** Mean or spread of the change in fractions of G_max, by state where that is known. */
  private static Curve curve(TimeGroup group, double maximum, boolean mean) {
    Optional<StateTrend> trend = StateTrend.in(group);
    double low = Arrays.stream(group.from()).min().orElseThrow();
    double width = Arrays.stream(group.from()).max().orElseThrow() - low;
    List<Double> x = new ArrayList<>();
    List<Double> f = new ArrayList<>();
    if (group.size() >= FOR_STATES) {
      for (int i = 0; i < STATES; i++) {
        double end = i == STATES - 1 ? Double.POSITIVE_INFINITY : low + (i + 1) * width / STATES;
        TimeGroup state = group.within(low + i * width / STATES, end);
        if (state.size() >= LEAST_IN_STATE) {
          x.add(state.meanFrom() / maximum);
          f.add((mean ? state.mean() : state.deviation()) / maximum);
        }
      }
    } else if (trend.isPresent() && mean) {
      for (int i = 0; i < STATES; i++) {
        double state = low + i * width / (STATES - 1);
        x.add(state / maximum);
        f.add(trend.get().at(state) / maximum);
      }
    }
    if (x.size() >= 2) {
      return new Interpolation(x, f);
    }
    double spread = trend.map(StateTrend::residual).orElseGet(group::deviation);
    return Curve.constant((mean ? group.mean() : spread) / maximum);
  }

  private static SortedMap<Double, List<Cell>> byTemperature(List<Cell> cells) {
    SortedMap<Double, List<Cell>> byTemperature = new TreeMap<>();
    for (Cell cell : cells) {
      cell.celsius()
          .ifPresent(t -> byTemperature.computeIfAbsent(t, at -> new ArrayList<>()).add(cell));
    }
    return byTemperature;
  }

  /** Whether the cells to be described were read at several temperatures. */
  private boolean mixesTemperatures() {
    return activation.isEmpty() && byTemperature.size() > 1;
  }

  @Override
  public Report report() {
    List<Parameter> parameters = new ArrayList<>();
    List<String> warnings = new ArrayList<>(sources.notices());
    if (exponents.length > 0) {
      exponents(parameters);
      foretell(parameters, warnings);
    }
    if (cells.size() > 1 || !isPowerLaw()) {
      broadening(parameters);
    }
    trend.ifPresent(found -> say(found, parameters));
    bakes(parameters, warnings);
    return new Report(
        "Retention: "
            + (isPowerLaw() ? "power law" : trend.isPresent() ? "by state" : "broadening"),
        facts(),
        verdict(),
        parameters,
        List.of(),
        warnings,
        graphs());
  }

  private void exponents(List<Parameter> parameters) {
    int n = exponents.length;
    double mean = exponentMean();
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
          Parameter.of("drift.nu_mean", mean, "", Interval.ofMean(mean, exponentSpread(), n))
              .noting("over " + n + " cells with four readings or more"));
      parameters.add(
          Parameter.of(
              "drift.nu_spread",
              exponentSpread(),
              "",
              Interval.ofDeviation(exponentSpread(), n - 1.0)));
      parameters.add(Parameter.of("drift.nu_median", median(), ""));
      parameters.add(
          Parameter.of("drift.nu_robust_spread", robustSpread(), "", "by the quartiles"));
    }
    parameters.add(
        Parameter.of("drift.t0", onset(), "s", "the first reading after time 0, by convention"));
  }

  private void foretell(List<Parameter> parameters, List<String> warnings) {
    if (!isPowerLaw()) {
      return;
    }
    double last = cells.stream().mapToDouble(c -> c.seconds()[c.size() - 1]).max().orElseThrow();
    double left = Math.pow(DAY / onset(), -exponentMean());
    if (cells.size() == 1) {
      Cell cell = cells.get(0);
      double atOnset = Math.exp(cell.line().predict(Math.log(onset())));
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
    if (last < 100 * onset()) {
      warnings.add("Readings span less than two decades of time: the exponent rests on little.");
    }
  }

  private void broadening(List<Parameter> parameters) {
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

  private void say(StateTrend found, List<Parameter> parameters) {
    String unit = sources.unit();
    double[] c = found.coefficients();
    String at = "at " + Words.digits(groups.get(groups.size() - 1).seconds()) + " s";
    parameters.add(
        Parameter.of(
            "change.by_state.c0", c[0], unit, "of c₀ + c₁ G + c₂ G², G as written, " + at));
    parameters.add(Parameter.of("change.by_state.c1", c[1], ""));
    parameters.add(Parameter.of("change.by_state.c2", c[2], "per " + unit));
    parameters.add(
        Parameter.of(
            "change.by_state.explained", found.explained(), "of the variance of the change"));
    parameters.add(
        Parameter.of("change.by_state.residual", found.residual(), unit, "what the state leaves"));
  }

  private void bakes(List<Parameter> parameters, List<String> warnings) {
    if (byTemperature.size() < 2) {
      return;
    }
    boolean series = false;
    for (Map.Entry<Double, List<Cell>> bake : byTemperature.entrySet()) {
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
    activation.ifPresent(
        heat ->
            parameters.add(
                Parameter.of("temperature.activation", heat.electronVolts(), "eV", heat.interval())
                    .noting(
                        "time runs faster with heat by Arrhenius; the drift is that at "
                            + Words.digits(heat.kelvin())
                            + " K")));
    if (series && activation.isEmpty()) {
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
    if (isPowerLaw()) {
      return "Cells drift downward by a power law, ν = "
          + Words.digits(exponentMean())
          + (exponents.length > 1 ? " ± " + Words.digits(exponentSpread()) + " over cells." : ".");
    }
    if (trend.isPresent()) {
      StateTrend found = trend.get();
      double[] from = groups.get(groups.size() - 1).from();
      double low = Arrays.stream(from).min().orElseThrow();
      double high = Arrays.stream(from).max().orElseThrow();
      return "The change goes by the state, which explains "
          + Words.percent(found.explained())
          + " of it: from "
          + Words.quantity(found.at(low), sources.unit())
          + " at "
          + Words.quantity(low, sources.unit())
          + " to "
          + Words.quantity(found.at(high), sources.unit())
          + " at "
          + Words.quantity(high, sources.unit())
          + ". No single exponent describes it; the device file holds it by time and state.";
    }
    if (exponents.length == 0) {
      return "Too few readings a cell for an exponent: the change is told by time and state.";
    }
    return "Cells do not agree on a direction (ν = "
        + Words.digits(exponentMean())
        + " ± "
        + Words.digits(exponentSpread())
        + "): this is broadening, not drift. The device file holds mean and spread of the change by"
        + " time and state.";
  }

  private Graph byState(StateTrend found) {
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
                Arrays.stream(ascending).map(found::at).toArray())));
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
    trend.ifPresent(found -> graphs.add(byState(found)));
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
