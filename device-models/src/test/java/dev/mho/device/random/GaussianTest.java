package dev.mho.device.random;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Single-precision Box–Muller against a twin in double precision. */
class GaussianTest {
  /** What Cephes promises for its polynomials, 2e-7, and as much again for the other roundings. */
  private static final double RELATIVE_ERROR = 4e-7;

  private static final int SWEEP = 1 << 20;
  private static final int STRIDE = 4099;

  @Test
  void radiusIsExactButForRounding() {
    for (int i = 0, word = 0; i < SWEEP; i++, word += STRIDE) {
      float u = ((word >>> 1) + 0.5f) * 0x1p-31f;
      assertRelative(Math.sqrt(-2 * Math.log(u)), Gaussian.radius(word), word);
    }
  }

  @Test
  void angleIsExactButForRounding() {
    for (int i = 0, word = 0; i < SWEEP; i++, word += STRIDE) {
      double angle = Math.PI * word * 0x1p-31;
      assertRelative(Math.cos(angle), Gaussian.cosine(word), word);
      assertRelative(Math.sin(angle), Gaussian.sine(word), word);
    }
  }

  @Test
  void largestRadius() {
    assertEquals(Math.sqrt(64 * Math.log(2)), Gaussian.radius(0), 1e-6);
  }

  @Test
  void smallestRadius() {
    assertEquals(0, Gaussian.radius(-1));
  }

  @Test
  void quarterTurns() {
    float[] cosines = {1, 0, -1, 0};
    for (int turn = 0; turn < 4; turn++) {
      assertEquals(cosines[turn], Gaussian.cosine(turn * 0x40000000), 0, "turn " + turn);
      assertEquals(cosines[(turn + 3) % 4], Gaussian.sine(turn * 0x40000000), 0, "turn " + turn);
    }
  }

  private static void assertRelative(double expected, double actual, int word) {
    // Near a zero of the twin its own angle is rounded: 1e-15 absolute.
    double bound = RELATIVE_ERROR * Math.abs(expected) + 1e-15;
    if (Math.abs(expected - actual) > bound) {
      assertEquals(expected, actual, bound, "word " + Integer.toHexString(word));
    }
  }
}
