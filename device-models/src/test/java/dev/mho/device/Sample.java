package dev.mho.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.RealDistribution;
import org.apache.commons.math3.distribution.UniformRealDistribution;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.apache.commons.math3.stat.descriptive.moment.Mean;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;

/**
 * Claims about samples. Each bound is five standard errors of its estimator (or p = 1e-6): a right
 * sample fails with probability below 1e-6, and one that is wrong by ten standard errors passes
 * with probability below 1e-6.
 */
public final class Sample {
  private static final double STANDARD_ERRORS = 5;
  private static final double P_VALUE = 1e-6;

  private Sample() {}

  /** Mean, standard deviation and shape of a normal distribution. */
  public static void assertNormal(double mean, double sd, double[] sample) {
    double root = Math.sqrt(sample.length);
    assertEquals(mean, new Mean().evaluate(sample), STANDARD_ERRORS * sd / root, "mean");
    assertEquals(
        sd,
        new StandardDeviation().evaluate(sample),
        STANDARD_ERRORS * sd / (Math.sqrt(2) * root),
        "standard deviation");
    assertDistribution(new NormalDistribution(mean, sd), sample);
  }

  /** Kolmogorov–Smirnov against the uniform distribution on (0, 1). */
  public static void assertUniform(double[] sample) {
    assertDistribution(new UniformRealDistribution(0, 1), sample);
  }

  /** A count of independent events of probability p. */
  public static void assertCount(double p, int trials, long count) {
    double standardError = Math.sqrt(trials * p * (1 - p));
    assertEquals(trials * p, count, STANDARD_ERRORS * standardError, "events in " + trials);
  }

  /** No linear dependence between pairs; the estimator's standard error is 1/√n. */
  public static void assertUncorrelated(double[] a, double[] b, String what) {
    double bound = STANDARD_ERRORS / Math.sqrt(a.length);
    assertEquals(0, new PearsonsCorrelation().correlation(a, b), bound, "correlation " + what);
  }

  private static void assertDistribution(RealDistribution expected, double[] sample) {
    double p = new KolmogorovSmirnovTest().kolmogorovSmirnovTest(expected, sample);
    assertTrue(p > P_VALUE, () -> "Kolmogorov-Smirnov p = " + p);
  }
}
