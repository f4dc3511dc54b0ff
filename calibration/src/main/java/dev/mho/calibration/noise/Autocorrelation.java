package dev.mho.calibration.noise;

/** How long a series remembers. */
public final class Autocorrelation {
  private Autocorrelation() {}

  /**
   * Integrated autocorrelation time τ = 1 + 2 Σ ρ_l ≥ 1, summed until pairs of neighbouring ρ are
   * no longer positive together: a series of n values says as much about its mean as n/τ
   * independent ones.
   *
   * <p>Source: Geyer, "Practical Markov chain Monte Carlo", Stat. Sci. 7:473 (1992), the initial
   * positive sequence.
   */
  public static double time(double[] series) {
    int n = series.length;
    double variance = covariance(series, 0);
    if (n < 8 || variance == 0) {
      return 1;
    }
    double time = 1 + 2 * covariance(series, 1) / variance;
    for (int lag = 2; lag + 1 < n / 2; lag += 2) {
      double pair = covariance(series, lag) + covariance(series, lag + 1);
      if (pair <= 0) {
        break;
      }
      time += 2 * pair / variance;
    }
    return Math.max(1, time);
  }

  /** Σ x_i x_(i+lag) / n about the mean. */
  public static double covariance(double[] series, int lag) {
    double mean = 0;
    for (double value : series) {
      mean += value / series.length;
    }
    double sum = 0;
    for (int i = 0; i + lag < series.length; i++) {
      sum += (series[i] - mean) * (series[i + lag] - mean);
    }
    return sum / series.length;
  }
}
