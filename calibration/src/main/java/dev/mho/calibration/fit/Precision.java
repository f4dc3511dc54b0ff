package dev.mho.calibration.fit;

import dev.mho.calibration.report.Interval;
import dev.mho.device.format.BadInputException;
import dev.mho.device.response.Polarity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/**
 * 95 % intervals of what a fit says, by the covariance of its parameters ({@link
 * TrainFit#covariance}) carried through to each number by its gradient, with Student's quantile for
 * the readings that are independent. What a number is good for is seen best from the steps at a
 * tenth, a half and nine tenths of the way through the range: they are determined even where
 * amplitude and rate cancel each other.
 */
public final class Precision {
  private static final double LEVEL = 0.975;

  /** With fewer readings than this beyond its parameters a curve hides what they miss. */
  private static final int LEAST_SPARE = 2;

  private static final double[] PLACES = {0.1, 0.5, 0.9};

  private final Expression expression;
  private final ResponseFit fit;

  /** Of a fit as it was expressed. */
  public Precision(ResponseFit fit, Expression expression) {
    this.fit = fit;
    this.expression = expression;
  }

  /**
   * A number and its interval.
   *
   * @param name as in the device file, without the direction
   * @param value the number
   * @param interval its 95 % interval; empty where the data do not determine it
   */
  public record Estimate(String name, double value, Optional<Interval> interval) {}

  /** What misses in a mean train. */
  public record Noise(double seen, double kept, double independent) {}

  /** All numbers of a direction. */
  public List<Estimate> of(Polarity polarity, Noise noise) {
    TrainFit train = fit.train(polarity).orElseThrow();
    RealMatrix covariance = train.covariance(noise.seen, noise.kept);
    double freedom = Math.max(1, noise.independent - train.point().length);
    boolean told = train.size() - train.point().length >= LEAST_SPARE;
    double quantile =
        told
            ? new TDistribution(null, freedom).inverseCumulativeProbability(LEVEL)
            : Double.POSITIVE_INFINITY;
    List<Estimate> estimates = new ArrayList<>();
    List<String> names = expression.names();
    for (int j = 0; j < names.size(); j++) {
      int index = j;
      estimates.add(
          estimate(
              names.get(j),
              train,
              covariance,
              quantile,
              at -> expression.numbers(polarity, at)[index]));
    }
    for (double place : PLACES) {
      estimates.add(
          estimate(
              "step_at_" + (int) Math.rint(100 * place) + "_percent",
              train,
              covariance,
              quantile,
              at -> expression.step(polarity, at, place)));
    }
    if (train.law() instanceof AffineLaw) {
      estimates.addAll(approach(polarity, train, covariance, quantile));
    }
    return estimates;
  }

  /**
   * Of an exponential approach: the share of the distance left that a pulse takes, and its end. The
   * end lies beyond what was visited, near or far: its distance has the wider, on either side, of
   * the interval on its logarithm and that on itself.
   */
  private List<Estimate> approach(
      Polarity polarity, TrainFit train, RealMatrix covariance, double quantile) {
    List<Estimate> estimates = new ArrayList<>();
    estimates.add(estimate("share_per_pulse", train, covariance, quantile, at -> -line(at)[1]));
    double visited = Span.of(train.trace()).to();
    ToDoubleFunction<TrainFit> beyond = at -> -line(at)[0] / line(at)[1] - visited;
    double distance = line(train)[1] < 0 ? beyond.applyAsDouble(train) : 0;
    if (distance > 0) {
      double half = half(train, covariance, quantile, at -> Math.log(beyond.applyAsDouble(at)));
      double plain = half(train, covariance, quantile, beyond);
      double near = end(polarity, visited + Math.min(distance - plain, distance * Math.exp(-half)));
      double far = end(polarity, visited + Math.max(distance + plain, distance * Math.exp(half)));
      estimates.add(
          new Estimate(
              "approaches",
              end(polarity, visited + distance),
              Double.isFinite(near + far)
                  ? Optional.of(new Interval(Math.min(near, far), Math.max(near, far)))
                  : Optional.empty()));
    }
    return estimates;
  }

  private double end(Polarity polarity, double u) {
    return fit.data().value(polarity, u);
  }

  private static double[] line(TrainFit train) {
    return ((AffineLaw) train.law()).line(train.point());
  }

  private static Estimate estimate(
      String name,
      TrainFit train,
      RealMatrix covariance,
      double quantile,
      ToDoubleFunction<TrainFit> number) {
    double value = number.applyAsDouble(train);
    double half = half(train, covariance, quantile, number);
    return new Estimate(
        name,
        value,
        Double.isFinite(half) ? Optional.of(Interval.about(value, half)) : Optional.empty());
  }

  /** Half of the interval by the gradient; infinite where a number ends at the next one. */
  private static double half(
      TrainFit train, RealMatrix covariance, double quantile, ToDoubleFunction<TrainFit> number) {
    int k = train.point().length;
    RealVector gradient = new ArrayRealVector(k);
    for (int j = 0; j < k; j++) {
      double by = 1e-5 * Math.max(Math.abs(train.point()[j]), 1e-6);
      try {
        double above = number.applyAsDouble(moved(train, j, by));
        double below = number.applyAsDouble(moved(train, j, -by));
        gradient.setEntry(j, (above - below) / (2 * by));
      } catch (BadInputException outside) {
        return Double.POSITIVE_INFINITY;
      }
    }
    double variance = gradient.dotProduct(covariance.operate(gradient));
    return quantile * Math.sqrt(Math.max(0, variance));
  }

  private static TrainFit moved(TrainFit train, int j, double by) {
    double[] point = train.point().clone();
    point[j] += by;
    return new TrainFit(train.family(), train.law(), point, train.trace(), train.squares());
  }
}
