package dev.mho.calibration.report;

import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * A 95 % interval.
 *
 * @param low its lower end
 * @param high its upper end
 */
public record Interval(double low, double high) {
  private static final double LOWER = 0.025;
  private static final double UPPER = 0.975;

  /** Symmetric about a value. */
  public static Interval about(double value, double half) {
    return new Interval(value - half, value + half);
  }

  /**
   * Of a mean of independent normal values: m ± t s/√n.
   *
   * @param n how many, at least two
   */
  public static Interval ofMean(double mean, double deviation, int n) {
    double quantile = new TDistribution(null, n - 1.0).inverseCumulativeProbability(UPPER);
    return about(mean, quantile * deviation / Math.sqrt(n));
  }

  /**
   * Of a standard deviation of normal values: s √(f/χ²).
   *
   * @param freedom f, degrees of freedom of s, above 0
   */
  public static Interval ofDeviation(double deviation, double freedom) {
    ChiSquaredDistribution chi = new ChiSquaredDistribution(null, freedom);
    return new Interval(
        deviation * Math.sqrt(freedom / chi.inverseCumulativeProbability(UPPER)),
        deviation * Math.sqrt(freedom / chi.inverseCumulativeProbability(LOWER)));
  }

  /** Whether a value lies within. */
  public boolean contains(double value) {
    return value >= low && value <= high;
  }
}
