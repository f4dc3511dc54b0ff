package dev.mho.device.random;

import org.apache.commons.math3.special.Erf;

/**
 * The standard normal number that a uniform 32-bit word w stands for, by inversion: Φ⁻¹(u), u = (w
 * + ½)/2³². The largest is 6.34, which a true normal exceeds once in 8.6e9 draws.
 *
 * <p>Quantiles of 4,096 equally likely cells are interpolated linearly; in either tail of 1/256 the
 * cells are 256 times finer, and beyond 1/65536 every word has its own quantile. The distribution
 * function is off by at most 2e-6, which takes 1e11 draws to notice.
 */
final class Gaussian {
  private static final int CELLS = 4096;

  /** Cells of either tail that are cut finer, and finest cells that are not interpolated. */
  private static final int TAIL = 16;

  private static final int FAR = 16;
  private static final int SHIFT = 20;
  private static final int TAIL_SHIFT = 12;
  private static final float[] QUANTILES = quantiles(TAIL, CELLS - TAIL, CELLS);
  private static final float[] TAIL_QUANTILES = quantiles(FAR, CELLS, CELLS * CELLS / TAIL);

  private Gaussian() {}

  /** Φ⁻¹((word + ½)/2³²). */
  static float of(int word) {
    int cell = word >>> SHIFT;
    if (cell < TAIL) {
      return lowerTail(word);
    }
    if (cell >= CELLS - TAIL) {
      return -lowerTail(~word);
    }
    return between(QUANTILES[cell], QUANTILES[cell + 1], word << 32 - SHIFT >>> 8);
  }

  private static float lowerTail(int word) {
    int cell = word >>> TAIL_SHIFT;
    if (cell < FAR) {
      return (float) quantile((word + 0.5) * 0x1p-32);
    }
    return between(TAIL_QUANTILES[cell], TAIL_QUANTILES[cell + 1], word << 32 - TAIL_SHIFT >>> 8);
  }

  /** Part of the way from one number to the other; {@code part} counts 2⁻²⁴. */
  private static float between(float from, float to, int part) {
    return from + (to - from) * (part * 0x1p-24f);
  }

  private static float[] quantiles(int first, int last, int of) {
    float[] quantiles = new float[CELLS + 1];
    for (int i = first; i <= last; i++) {
      quantiles[i] = (float) quantile(i / (double) of);
    }
    return quantiles;
  }

  private static double quantile(double probability) {
    return Math.sqrt(2) * Erf.erfInv(2 * probability - 1);
  }
}
