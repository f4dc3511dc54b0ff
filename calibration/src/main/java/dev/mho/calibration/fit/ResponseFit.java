package dev.mho.calibration.fit;

import dev.mho.device.response.Polarity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * One family fitted to the trains of both directions, each on its own, so that neither is spoiled
 * by the other's start.
 */
public final class ResponseFit {
  private final Family family;
  private final PulseData data;
  private final Optional<TrainFit> up;
  private final Optional<TrainFit> down;
  private final Optional<Ends> ends;

  /** y of the lowest and the highest state that a device can take. */
  record Ends(double low, double high) {}

  private ResponseFit(
      Family family,
      PulseData data,
      Optional<TrainFit> up,
      Optional<TrainFit> down,
      Optional<Ends> ends) {
    this.family = family;
    this.data = data;
    this.up = up;
    this.down = down;
    this.ends = ends;
  }

  /** Fits a family to the directions that were measured. */
  public static ResponseFit of(Family family, PulseData data) {
    return new ResponseFit(
        family,
        data,
        data.trace(Polarity.UP).map(trace -> TrainFit.of(family, trace)),
        data.trace(Polarity.DOWN).map(trace -> TrainFit.of(family, trace)),
        Optional.empty());
  }

  /** The same for devices whose states are known to lie between two values, ends included. */
  public ResponseFit between(double lowest, double highest) {
    Ends known = new Ends(data.scale().normalised(lowest), data.scale().normalised(highest));
    return new ResponseFit(family, data, up, down, Optional.of(known));
  }

  /** Where the states of the device are known to end. */
  Optional<Ends> ends() {
    return ends;
  }

  /** Which family. */
  public Family family() {
    return family;
  }

  /** What it was fitted to. */
  public PulseData data() {
    return data;
  }

  /** The fit of a direction. */
  Optional<TrainFit> train(Polarity polarity) {
    return polarity == Polarity.UP ? up : down;
  }

  /** Whether a direction was fitted. */
  public boolean has(Polarity polarity) {
    return train(polarity).isPresent();
  }

  private Stream<TrainFit> trains() {
    return Stream.concat(up.stream(), down.stream());
  }

  /** Number of parameters of both directions: fitted ones, and those read off the data. */
  public int parameters() {
    return trains().mapToInt(TrainFit::parameters).sum();
  }

  /** Readings of both mean trains. */
  public int size() {
    return trains().mapToInt(TrainFit::size).sum();
  }

  /** Root of the mean squared residual of both directions, in fractions of the measured range. */
  public double rmse() {
    double squares = trains().mapToDouble(fit -> fit.rmse() * fit.rmse() * fit.size()).sum();
    return Math.sqrt(squares / size());
  }

  /** Root of the mean squared residual of a direction, in fractions of the measured range. */
  public double rmse(Polarity polarity) {
    return train(polarity).orElseThrow().rmse();
  }

  /** Share of the variance of the readings that the curves explain, both directions together. */
  public double r2() {
    double left = trains().mapToDouble(TrainFit::squares).sum();
    return 1 - left / trains().mapToDouble(TrainFit::scatter).sum();
  }

  /**
   * A sum over directions, for information criteria.
   *
   * @param score of a direction
   */
  public double score(ToDoubleFunction<Polarity> score) {
    double sum = 0;
    for (Polarity polarity : Polarity.values()) {
      sum += has(polarity) ? score.applyAsDouble(polarity) : 0;
    }
    return sum;
  }

  /** Parameters of a direction. */
  public int parameters(Polarity polarity) {
    return train(polarity).orElseThrow().parameters();
  }

  /** What the curve leaves of the mean train, in fractions of the measured range, rising upward. */
  public double[] residuals(Polarity polarity) {
    double[] residuals = train(polarity).orElseThrow().residuals();
    for (int i = 0; polarity == Polarity.DOWN && i < residuals.length; i++) {
      residuals[i] = -residuals[i];
    }
    return residuals;
  }

  /** The fitted curve after so many pulses, in the measurement's unit. */
  public double[] curve(Polarity polarity, double[] pulses) {
    TrainFit fit = train(polarity).orElseThrow();
    int first = fit.trace().firstPulse();
    double last = DoubleStream.of(pulses).max().orElse(first);
    Walk walk =
        new Walk(fit.law(), fit.point(), fit.start(), Math.max(1, (int) Math.ceil(last) - first));
    double[] values = new double[pulses.length];
    for (int i = 0; i < values.length; i++) {
      double u = walk.at(Math.max(0, pulses[i] - first));
      values[i] = data.scale().value(polarity == Polarity.UP ? u : 1 - u);
    }
    return values;
  }

  /** The fitted state before the first pulse of a direction, in the measurement's unit. */
  public double start(Polarity polarity) {
    return curve(polarity, new double[] {0})[0];
  }

  /** Parameters that ended at a limit of the search, with their direction. */
  public List<String> atLimits() {
    List<String> limits = new ArrayList<>();
    up.ifPresent(fit -> fit.atLimits().forEach(name -> limits.add("up." + name)));
    down.ifPresent(fit -> fit.atLimits().forEach(name -> limits.add("down." + name)));
    return limits;
  }
}
