package dev.mho.experiments.export;

import dev.mho.device.format.Check;

/**
 * Real numbers as whole numbers in two's complement: code = round(v / step), half-way cases to the
 * even neighbour, limited to −2^(bits−1) … 2^(bits−1) − 1.
 *
 * @param bits width of a code, 2 to 24
 * @param step value of one, > 0
 */
public record Quantizer(int bits, double step) {
  public Quantizer {
    Check.within("bits", bits, 2, 24);
    Check.positive("step", step);
  }

  /**
   * The quantizer that takes the largest value to 2^(bits−1) − 1, so that nothing saturates and the
   * most negative code does not occur; with nothing but zeros a step is 1.
   */
  public static Quantizer covering(double[] values, int bits) {
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    int most = (1 << Check.within("bits", bits, 2, 24) - 1) - 1;
    return new Quantizer(bits, largest == 0 ? 1 : largest / most);
  }

  /** Smallest code. */
  public int least() {
    return -(1 << bits - 1);
  }

  /** Largest code. */
  public int most() {
    return (1 << bits - 1) - 1;
  }

  /** The code of a value. */
  public int code(double value) {
    return (int) Math.max(least(), Math.min(most(), Math.rint(value / step)));
  }

  /** Whether a value lies beyond the codes. */
  public boolean saturates(double value) {
    double exact = Math.rint(value / step);
    return exact < least() || exact > most();
  }
}
