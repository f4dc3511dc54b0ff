package dev.mho.emulator.converter;

/**
 * {@link Quantiser} for many numbers at once, in single precision: y' = o + r·rint(clip((y −
 * o)/r)).
 *
 * <p>Adding and subtracting 1.5 · 2²³ rounds a float below 2²² half to even, as {@code Math.rint}
 * does, and unlike it becomes vector instructions.
 */
public final class RoundedRow {
  private static final float INTEGERS_ONLY = 0x1.8p23f;

  private final float origin;
  private final float step;
  private final float stepsPerUnit;
  private final float least;
  private final float most;

  private RoundedRow(Quantiser quantiser) {
    origin = (float) quantiser.origin();
    step = (float) quantiser.step();
    stepsPerUnit = (float) (1 / quantiser.step());
    least = (float) Math.rint((quantiser.low() - quantiser.origin()) / quantiser.step());
    most = (float) Math.rint((quantiser.high() - quantiser.origin()) / quantiser.step());
  }

  /** The rows of a quantiser. */
  public static RoundedRow of(Quantiser quantiser) {
    return new RoundedRow(quantiser);
  }

  /** Rounds {@code y[at … at + length − 1]} in place. */
  public void round(float[] y, int at, int length) {
    for (int i = at; i < at + length; i++) {
      float steps = Math.min(most, Math.max(least, (y[i] - origin) * stepsPerUnit));
      y[i] = origin + step * ((steps + INTEGERS_ONLY) - INTEGERS_ONLY);
    }
  }
}
