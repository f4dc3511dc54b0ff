package dev.mho.emulator.converter;

import dev.mho.device.format.Check;

/**
 * A digital-to-analogue converter for inputs in [−1, 1]: 2^b − 2 equal steps, symmetric about zero.
 * It rounds half to even and then clips: x' = clip(rint(x/r)·r, ±1), r = 2/(2^b − 2).
 *
 * @param bits b, 2 to 16
 */
public record Dac(int bits) {
  public Dac {
    Check.within("bits", bits, 2, 16);
  }

  /** Width of one step r. */
  public double step() {
    return 2.0 / ((1 << bits) - 2);
  }

  /** The converted value. */
  public float convert(double x) {
    double rounded = Math.rint(x / step()) * step();
    return (float) Math.min(1, Math.max(-1, rounded));
  }
}
