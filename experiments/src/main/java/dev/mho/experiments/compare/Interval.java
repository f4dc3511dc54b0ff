package dev.mho.experiments.compare;

import java.util.Optional;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;

/** A 95 % confidence interval. */
public record Interval(double low, double high) {
  static final double LEVEL = 0.95;

  /**
   * The mean of some numbers.
   *
   * @param value the mean
   * @param standardError of it; 0 for one number
   * @param interval mean ± t(0.975, n − 1) · standard error; empty for one number
   */
  record Mean(double value, double standardError, Optional<Interval> interval) {
    static Mean of(double[] numbers) {
      return of(numbers, 0);
    }

    /** The mean of numbers whose variance is not below {@code least}. */
    static Mean of(double[] numbers, double least) {
      int n = numbers.length;
      double mean = StatUtils.mean(numbers);
      if (n < 2) {
        return new Mean(mean, 0, Optional.empty());
      }
      double error = Math.sqrt(Math.max(least, StatUtils.variance(numbers)) / n);
      double reach = quantile(n) * error;
      return new Mean(mean, error, Optional.of(new Interval(mean - reach, mean + reach)));
    }
  }

  /** t(0.975, n − 1). */
  static double quantile(int n) {
    return new TDistribution(n - 1).inverseCumulativeProbability((1 + LEVEL) / 2);
  }
}
