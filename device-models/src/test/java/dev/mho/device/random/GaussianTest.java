package dev.mho.device.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;

/** The normal number of a word against the normal distribution function. */
class GaussianTest {
  private static final NormalDistribution NORMAL = new NormalDistribution();
  private static final int SWEEP = 1 << 18;
  private static final int STRIDE = 16411;

  @Test
  void distributionFunctionIsMet() {
    for (int i = 0, word = 0; i < SWEEP; i++, word += STRIDE) {
      double u = ((word & 0xFFFFFFFFL) + 0.5) * 0x1p-32;
      double error = Math.abs(NORMAL.cumulativeProbability(Gaussian.of(word)) - u);
      assertTrue(error < 2e-6, "word " + Integer.toHexString(word) + " is off by " + error);
    }
  }

  /** Quantiles of 30 digits, by an independent program. */
  @Test
  void tailsAreExact() {
    assertEquals(-6.337957754553789, Gaussian.of(0), 1e-6);
    assertEquals(6.337957754553789, Gaussian.of(-1), 1e-6);
    assertEquals(-4.7534462973432285, Gaussian.of(4294), 1e-6);
  }

  @Test
  void rises() {
    float last = Gaussian.of(0);
    for (long word = 1; word < 1L << 32; word += 8191) {
      float next = Gaussian.of((int) word);
      assertTrue(next >= last, "at word " + word);
      last = next;
    }
  }

  @Test
  void isSymmetric() {
    for (int i = 0, word = 0; i < SWEEP; i++, word += STRIDE) {
      assertEquals(-Gaussian.of(word), Gaussian.of(~word), 1e-6);
    }
  }
}
