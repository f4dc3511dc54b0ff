package dev.mho.calibration.fit;

import java.util.Arrays;

/** Medians of stretches of an array. */
final class Medians {
  private Medians() {}

  static double of(double[] values) {
    return of(values, 0, values.length);
  }

  static double of(double[] values, int from, int to) {
    double[] sorted = Arrays.copyOfRange(values, from, to);
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
