package dev.mho.calibration.pulse;

import java.util.stream.IntStream;

/** Fewer points for a picture. */
final class Thinned {
  private Thinned() {}

  /** At most so many indices of n, equally spaced, the last among them. */
  static int[] to(int most, int n) {
    return n <= most
        ? IntStream.range(0, n).toArray()
        : IntStream.range(0, most).map(i -> (int) Math.rint(i * (n - 1.0) / (most - 1))).toArray();
  }

  static double[] of(double[] values, int[] indices) {
    return IntStream.of(indices).mapToDouble(i -> values[i]).toArray();
  }
}
