package dev.mho.calibration.retention;

import dev.mho.calibration.measurement.Measurement;
import dev.mho.calibration.report.Calibration;
import dev.mho.calibration.report.Report;
import dev.mho.calibration.report.Sources;
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
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

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

  private final Sources sources;
  private final List<Cell> cells;
  private final Exponents exponents;
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
    cells = activation.map(heat -> byTemperature.get(heat.celsius())).orElse(all);
    exponents = Exponents.of(cells);
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

  Sources sources() {
    return sources;
  }

  /**
   * The cells that are described: all, or with an activation energy those at the lowest
   * temperature.
   */
  List<Cell> cells() {
    return cells;
  }

  Exponents exponents() {
    return exponents;
  }

  /** Changes since the first reading by time, ascending. */
  List<TimeGroup> groups() {
    return groups;
  }

  /** How the change at the last time goes with the state. */
  Optional<StateTrend> trend() {
    return trend;
  }

  /** All cells whose temperature is known. */
  SortedMap<Double, List<Cell>> byTemperature() {
    return byTemperature;
  }

  Optional<Activation> activation() {
    return activation;
  }

  /** Whether cells agree that they drift, and which way. */
  boolean isPowerLaw() {
    return exponents.size() > 0
        && exponents.mean() > 0
        && exponents.mean() <= 1
        && exponents.mean() >= exponents.spread();
  }

  /** First time after the write at which a cell was read, in seconds. */
  double onset() {
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
      return new PowerLawDrift(onset(), exponents.mean(), Math.min(1, exponents.spread()));
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
    return new RetentionReport(this).report();
  }
}
