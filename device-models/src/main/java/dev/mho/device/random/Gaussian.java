package dev.mho.device.random;

/**
 * Box–Muller in single precision, from additions, multiplications and square roots alone, so that
 * every machine gets the same bits (library logarithms and sines may differ by one unit in the last
 * place between platforms).
 *
 * <p>The logarithm and the two trigonometric polynomials are the minimax polynomials of Cephes
 * ({@code logf}, {@code sinf}, {@code cosf}); their relative error is below 2e-7. With 31 random
 * bits for the radius the largest |ξ| is 6.66, which a true normal exceeds once in 3.6e10 draws.
 */
final class Gaussian {
  private static final float LN_2_HIGH = 0.693359375f;
  private static final float LN_2_LOW = -2.12194440e-4f;
  private static final float SQRT_HALF = 0.70710678f;
  private static final float TWO_POW_MINUS_31 = 0x1p-31f;
  private static final float QUARTER_TURN = 1.5707964f;

  private Gaussian() {}

  /** Radius sqrt(−2 ln u) of the uniform that {@code word} stands for, u in (0, 1]. */
  static float radius(int word) {
    float u = ((word >>> 1) + 0.5f) * TWO_POW_MINUS_31;
    return (float) Math.sqrt(Math.max(-2f * ln(u), 0f));
  }

  /** Cosine of the angle 2π·u that {@code word} stands for. */
  static float cosine(int word) {
    return quadrant(word, 1);
  }

  /** Sine of the angle 2π·u that {@code word} stands for. */
  static float sine(int word) {
    return quadrant(word, 0);
  }

  private static float quadrant(int word, int quarterTurns) {
    // The angle is 2π·word/2^32; shifting by an eighth turn centres each quadrant on its axis.
    int shifted = word + 0x20000000;
    int quadrant = ((shifted >>> 30) + quarterTurns) & 3;
    float x = ((shifted & 0x3FFFFFFF) - 0x20000000) * 0x1p-30f * QUARTER_TURN;
    float x2 = x * x;
    float sine =
        x + x * x2 * (-1.6666654611e-1f + x2 * (8.3321608736e-3f + x2 * -1.9515295891e-4f));
    float cosine =
        1f
            - 0.5f * x2
            + x2
                * x2
                * (4.166664568298827e-2f
                    + x2 * (-1.388731625493765e-3f + x2 * 2.443315711809948e-5f));
    float value = (quadrant & 1) == 0 ? sine : cosine;
    return quadrant < 2 ? value : -value;
  }

  /** Natural logarithm of a positive normal float at most 1. */
  private static float ln(float u) {
    int bits = Float.floatToRawIntBits(u);
    int exponent = (bits >>> 23) - 126;
    float mantissa = Float.intBitsToFloat((bits & 0x007FFFFF) | 0x3F000000);
    if (mantissa < SQRT_HALF) {
      exponent -= 1;
      mantissa += mantissa;
    }
    float x = mantissa - 1f;
    float z = x * x;
    float y = 7.0376836292e-2f;
    y = y * x - 1.1514610310e-1f;
    y = y * x + 1.1676998740e-1f;
    y = y * x - 1.2420140846e-1f;
    y = y * x + 1.4249322787e-1f;
    y = y * x - 1.6668057665e-1f;
    y = y * x + 2.0000714765e-1f;
    y = y * x - 2.4999993993e-1f;
    y = y * x + 3.3333331174e-1f;
    y = y * x * z + exponent * LN_2_LOW - 0.5f * z;
    return x + y + exponent * LN_2_HIGH;
  }
}
