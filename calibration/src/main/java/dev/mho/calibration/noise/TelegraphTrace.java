package dev.mho.calibration.noise;

import java.util.Arrays;
import java.util.Optional;

/**
 * A trace that switches between two levels. The levels are the means of two groups of reads
 * (k-means in one dimension); they count as levels if they are five read-to-read σ apart, and three
 * standard deviations within groups. A switch counts when a read passes three quarters of the way
 * to the other level, so that noise on the way is not taken for switching.
 *
 * @param amplitude distance of the levels
 * @param switches how often the level changed
 * @param highSeconds mean dwell at the higher level; NaN where reads have no time
 * @param lowSeconds mean dwell at the lower level
 */
record TelegraphTrace(double amplitude, int switches, double highSeconds, double lowSeconds) {
  /** Fewer switches than this give no dwell times. */
  static final int FOR_DWELLS = 10;

  private static final double APART = 5;
  private static final double DISTINCT = 3;
  private static final double FAR = 0.75;
  private static final int ROUNDS = 50;

  static Optional<TelegraphTrace> in(double[] values, double white, double interval) {
    double low = Arrays.stream(values).min().orElseThrow();
    double high = Arrays.stream(values).max().orElseThrow();
    for (int round = 0; round < ROUNDS; round++) {
      double middle = (low + high) / 2;
      double nextLow = Arrays.stream(values).filter(v -> v <= middle).average().orElse(low);
      double nextHigh = Arrays.stream(values).filter(v -> v > middle).average().orElse(high);
      boolean settled = nextLow == low && nextHigh == high;
      low = nextLow;
      high = nextHigh;
      if (settled) {
        break;
      }
    }
    double amplitude = high - low;
    double within = within(values, low, high);
    if (!(amplitude > APART * white && amplitude > DISTINCT * within)) {
      return Optional.empty();
    }
    return Optional.of(dwells(values, low, amplitude, interval));
  }

  private static double within(double[] values, double low, double high) {
    double middle = (low + high) / 2;
    double squares =
        Arrays.stream(values).map(v -> Math.pow(v - (v > middle ? high : low), 2)).sum();
    return Math.sqrt(squares / values.length);
  }

  private static TelegraphTrace dwells(
      double[] values, double low, double amplitude, double interval) {
    boolean up = values[0] > low + amplitude / 2;
    int switches = 0;
    int[] reads = new int[2];
    int[] visits = new int[] {1, 1};
    for (double value : values) {
      double share = (value - low) / amplitude;
      boolean changes = up ? share < 1 - FAR : share > FAR;
      if (changes) {
        up = !up;
        switches++;
        visits[up ? 1 : 0]++;
      }
      reads[up ? 1 : 0]++;
    }
    return new TelegraphTrace(
        amplitude,
        switches,
        reads[1] * interval / Math.max(1, visits[1] - 0.5),
        reads[0] * interval / Math.max(1, visits[0] - 0.5));
  }
}
