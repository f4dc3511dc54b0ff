package dev.mho.calibration.noise;

import java.util.Arrays;
import java.util.List;

/**
 * Spread between groups and within them, of one quantity measured several times on each of several
 * devices, by the mean squares of a one-way analysis of variance with random effects:
 *
 * <pre>
 * σ_within²  = MS_within
 * σ_between² = max(0, (MS_between − MS_within)/n₀),   n₀ = (N − Σ n_i²/N)/(k − 1)
 * </pre>
 *
 * Source: Searle, Casella and McCulloch, Variance Components (1992), chapter 3.
 *
 * @param mean mean of the groups' means
 * @param between σ_between, from device to device
 * @param within σ_within, from repetition to repetition
 * @param groups number of devices
 */
public record VarianceComponents(double mean, double between, double within, int groups) {

  /**
   * Separates the two.
   *
   * @param groups at least one, none empty
   */
  public static VarianceComponents of(List<double[]> groups) {
    int k = groups.size();
    double n = groups.stream().mapToInt(group -> group.length).sum();
    double grand = groups.stream().flatMapToDouble(Arrays::stream).sum() / n;
    double squaresWithin = 0;
    double squaresBetween = 0;
    double sizes = 0;
    double means = 0;
    for (double[] group : groups) {
      double mean = Arrays.stream(group).average().orElseThrow();
      squaresWithin += Arrays.stream(group).map(v -> (v - mean) * (v - mean)).sum();
      squaresBetween += group.length * (mean - grand) * (mean - grand);
      sizes += (double) group.length * group.length;
      means += mean / k;
    }
    double within = n > k ? squaresWithin / (n - k) : 0;
    if (k < 2) {
      return new VarianceComponents(means, 0, Math.sqrt(within), k);
    }
    double size = (n - sizes / n) / (k - 1);
    double between = Math.max(0, (squaresBetween / (k - 1) - within) / size);
    return new VarianceComponents(means, Math.sqrt(between), Math.sqrt(within), k);
  }
}
