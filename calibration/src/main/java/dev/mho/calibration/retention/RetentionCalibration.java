package dev.mho.calibration.retention;

import dev.mho.calibration.measurement.Measurement;
import dev.mho.calibration.measurement.ValueUnit;
import dev.mho.calibration.report.Calibration;
import dev.mho.calibration.report.Graph;
import dev.mho.calibration.report.Graph.Series;
import dev.mho.calibration.report.Graph.Style;
import dev.mho.calibration.report.Interval;
import dev.mho.calibration.report.Parameter;
import dev.mho.calibration.report.Report;
import dev.mho.calibration.report.Words;
import dev.mho.device.ConductanceRange;
import dev.mho.device.DeviceModel;
import dev.mho.device.curve.Curve;
import dev.mho.device.curve.Interpolation;
import dev.mho.device.format.BadInputException;
import dev.mho.device.retention.Drift;
import dev.mho.device.retention.PowerLawDrift;
import dev.mho.device.retention.Relaxation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.regression.SimpleRegression;

/**
 * Readings over time become drift. A power law is taken where cells agree on its direction: a mean
 * exponent above zero and above its spread over cells. Otherwise the change is relaxation: mean and
 * spread of the change since the first reading, by time and, with cells enough, by state, since
 * exponents of both signs are no drift but a broadening.
 */
public final class RetentionCalibration implements Calibration {
  private static final int FOR_STATES = 40;
  private static final int STATES = 6;
  private static final int LEAST_IN_STATE = 5;
  private static final double DAY = 86_400;

  private final List<Measurement> sources;
  private final List<Cell> cells;
  private final double[] exponents;
  private final List<TimeGroup> groups;

  private RetentionCalibration(List<Measurement> sources) {
    this.sources = List.copyOf(sources);
    cells =
        sources.stream()
            .flatMap(m -> m.readings().stream())
            .filter(r -> r.timed() && r.size() > 1)
            .map(Cell::of)
            .toList();
    if (cells.isEmpty()) {
      throw BadInputException.at(
          sources.get(0).sourceName(),
          "no cell with two readings at known times",
          "readings of the same cell at several times");
    }
    exponents =
        cells.stream()
            .map(Cell::exponent)
            .filter(java.util.OptionalDouble::isPresent)
            .mapToDouble(java.util.OptionalDouble::getAsDouble)
            .toArray();
    groups = TimeGroup.of(cells);
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
    boolean siemens = sources.get(0).valueUnit() == ValueUnit.SIEMENS;
    return siemens && high > Math.max(0, low)
        ? Optional.of(ConductanceRange.of(Math.max(0, low), high))
        : Optional.empty();
  }

  @Override
  public void addTo(DeviceModel.Builder device, ConductanceRange range) {
    if (sources.get(0).valueUnit() != ValueUnit.SIEMENS) {
      throw BadInputException.at(
          sources.get(0).sourceName(),
          "conductances in a unit of their own",
          "siemens for a device file: let the mapping say unit and scale");
    }
    device.drift(Optional.of(drift(range)));
  }

  private Drift drift(ConductanceRange range) {
    if (isPowerLaw()) {
      return new PowerLawDrift(onset(), exponentMean(), Math.min(1, exponentSpread()));
    }
    if (groups.isEmpty()) {
      throw BadInputException.at(
          sources.get(0).sourceName(), "readings at time 0 alone", "readings at later times");
    }
    if (temperatures().size() > 1) {
      throw BadInputException.at(
          sources.get(0).sourceName(),
          "readings at " + temperatures().size() + " temperatures",
          "one temperature for a relaxation in a device file");
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

  /** Mean or spread of the change in fractions of G_max, by state where cells are enough. */
  private static Curve curve(TimeGroup group, double maximum, boolean mean) {
    List<Double> x = new ArrayList<>();
    List<Double> f = new ArrayList<>();
    if (group.size() >= FOR_STATES) {
      double low = Arrays.stream(group.from()).min().orElseThrow();
      double high = Arrays.stream(group.from()).max().orElseThrow();
      for (int s = 0; s < STATES; s++) {
        double from = low + s * (high - low) / STATES;
        double to =
            s == STATES - 1 ? Double.POSITIVE_INFINITY : low + (s + 1) * (high - low) / STATES;
        TimeGroup state = group.within(from, to);
        if (state.size() >= LEAST_IN_STATE) {
          x.add(state.meanFrom() / maximum);
          f.add((mean ? state.mean() : state.deviation()) / maximum);
        }
      }
    }
    return x.size() >= 2
        ? new Interpolation(x, f)
        : Curve.constant((mean ? group.mean() : group.deviation()) / maximum);
  }

  private Map<Double, List<Cell>> temperatures() {
    Map<Double, List<Cell>> byTemperature = new TreeMap<>();
    for (Cell cell : cells) {
      if (cell.celsius().isPresent()) {
        byTemperature
            .computeIfAbsent(cell.celsius().getAsDouble(), t -> new ArrayList<>())
            .add(cell);
      }
    }
    return byTemperature;
  }

  @Override
  public Report report() {
    List<Parameter> parameters = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    sources.forEach(source -> warnings.addAll(Words.gathered(source.notices())));
    if (exponents.length > 0) {
      exponents(parameters);
      foretell(parameters, warnings);
    }
    broadening(parameters);
    bakes(parameters, warnings);
    return new Report(
        "Retention: " + (isPowerLaw() ? "power law" : "relaxation"),
        facts(),
        verdict(),
        parameters,
        List.of(),
        warnings,
        graphs());
  }

  private void exponents(List<Parameter> parameters) {
    int n = exponents.length;
    if (n == 1) {
      SimpleRegression line =
          cells.stream().filter(c -> c.exponent().isPresent()).findFirst().orElseThrow().line();
      parameters.add(
          Parameter.of(
              "drift.nu_mean",
              exponentMean(),
              "",
              Interval.about(exponentMean(), line.getSlopeConfidenceInterval(0.05))));
    } else {
      double half =
          new TDistribution(null, n - 1.0).inverseCumulativeProbability(0.975)
              * exponentSpread()
              / Math.sqrt(n);
      parameters.add(
          Parameter.of("drift.nu_mean", exponentMean(), "", Interval.about(exponentMean(), half))
              .noting("over " + n + " cells with four readings or more"));
      parameters.add(Parameter.of("drift.nu_spread", exponentSpread(), ""));
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
              "S",
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
      parameters.add(
          Parameter.of(place + "mean", group.mean(), "S", "of " + group.size() + " cells"));
      if (group.size() > 1) {
        parameters.add(Parameter.of(place + "spread", group.deviation(), "S"));
        mean.addData(Math.log(group.seconds()), group.mean());
        spread.addData(Math.log(group.seconds()), group.deviation());
      }
    }
    if (mean.getN() > 2) {
      parameters.add(
          Parameter.of("change.mean_at_1_s", mean.getIntercept(), "S", "a of a + b ln t"));
      parameters.add(Parameter.of("change.mean_per_ln_t", mean.getSlope(), "S", "b of a + b ln t"));
      parameters.add(
          Parameter.of("change.spread_at_1_s", spread.getIntercept(), "S", "a of a + b ln t"));
      parameters.add(
          Parameter.of("change.spread_per_ln_t", spread.getSlope(), "S", "b of a + b ln t"));
    }
  }

  private void bakes(List<Parameter> parameters, List<String> warnings) {
    Map<Double, List<Cell>> bakes = temperatures();
    if (bakes.size() < 2) {
      return;
    }
    boolean series = false;
    for (Map.Entry<Double, List<Cell>> bake : bakes.entrySet()) {
      List<TimeGroup> at = TimeGroup.of(bake.getValue());
      series |= at.size() > 2;
      TimeGroup last = at.get(at.size() - 1);
      String place = "bake.at_" + Words.digits(bake.getKey()) + "_c.";
      parameters.add(
          Parameter.of(
              place + "mean",
              last.mean(),
              "S",
              "after " + Words.digits(last.seconds()) + " s, of " + last.size() + " cells"));
      parameters.add(Parameter.of(place + "spread", last.deviation(), "S"));
    }
    if (!series) {
      warnings.add(
          "One bake time at each temperature gives no activation energy: how change goes with time"
              + " and how it goes with temperature cannot be told apart.");
    }
  }

  private List<String> facts() {
    List<String> facts = new ArrayList<>();
    sources.forEach(s -> facts.add(s.sourceName() + ": " + s.size() + " rows"));
    facts.add(
        cells.size()
            + (cells.size() == 1 ? " cell, " : " cells, ")
            + groups.size()
            + " times after the first reading");
    return facts;
  }

  private String verdict() {
    if (isPowerLaw()) {
      return "Cells drift downward by a power law, ν = "
          + Words.digits(exponentMean())
          + (exponents.length > 1 ? " ± " + Words.digits(exponentSpread()) + " over cells." : ".");
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

  private List<Graph> graphs() {
    List<Graph> graphs = new ArrayList<>();
    List<TimeGroup> several = groups.stream().filter(g -> g.size() > 1).toList();
    if (several.size() > 1) {
      double[] t = several.stream().mapToDouble(TimeGroup::seconds).toArray();
      graphs.add(
          new Graph(
              "Change since the first reading",
              "time (s)",
              "conductance (S)",
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
      graphs.add(new Graph("Cells over time", "time (s)", "conductance (S)", true, series));
    }
    return graphs;
  }
}
