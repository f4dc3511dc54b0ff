package dev.mho.calibration.retention;

import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.math3.distribution.FDistribution;
import org.apache.commons.math3.stat.regression.OLSMultipleLinearRegression;

/**
 * How the change of cells goes with the conductance they were written to, by least squares:
 *
 * <pre>
 * ΔG = c₀ + c₁ G + c₂ G²
 * </pre>
 *
 * It counts as a trend where it explains a quarter of the variance or more and chance would do so
 * in less than one of a thousand sets (F test); otherwise the change is a broadening that has no
 * regard to the state.
 *
 * @param coefficients c₀ in S, c₁, c₂ in 1/S
 * @param explained share of the variance that the state explains, 0 to 1
 * @param residual standard deviation that it leaves, S
 */
record StateTrend(double[] coefficients, double explained, double residual) {
  private static final int LEAST = 8;
  private static final int PARAMETERS = 3;
  private static final double LEAST_EXPLAINED = 0.25;
  private static final double CHANCE = 1e-3;

  /** Looks for a trend. */
  static Optional<StateTrend> in(TimeGroup group) {
    double[] from = group.from();
    double largest = Arrays.stream(from).map(Math::abs).max().orElse(0);
    if (from.length < LEAST || Arrays.stream(from).distinct().count() < PARAMETERS + 1) {
      return Optional.empty();
    }
    double[][] powers = new double[from.length][];
    for (int i = 0; i < from.length; i++) {
      double x = from[i] / largest;
      powers[i] = new double[] {x, x * x};
    }
    OLSMultipleLinearRegression regression = new OLSMultipleLinearRegression();
    regression.newSampleData(group.change(), powers);
    double explained = regression.calculateRSquared();
    double freedom = from.length - PARAMETERS;
    double ratio = explained / (PARAMETERS - 1) / ((1 - explained) / freedom);
    boolean chance =
        1 - new FDistribution(null, PARAMETERS - 1.0, freedom).cumulativeProbability(ratio)
            > CHANCE;
    if (!(explained >= LEAST_EXPLAINED) || chance) {
      return Optional.empty();
    }
    double[] c = regression.estimateRegressionParameters();
    return Optional.of(
        new StateTrend(
            new double[] {c[0], c[1] / largest, c[2] / (largest * largest)},
            explained,
            Math.sqrt(regression.calculateResidualSumOfSquares() / freedom)));
  }

  /** ΔG of cells written to a conductance. */
  double at(double siemens) {
    return coefficients[0] + siemens * (coefficients[1] + siemens * coefficients[2]);
  }
}
