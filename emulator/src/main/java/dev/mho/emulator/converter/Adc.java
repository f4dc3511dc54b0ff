package dev.mho.emulator.converter;

import dev.mho.device.format.Check;

/**
 * An analogue-to-digital converter with 2^b − 2 equal steps over ±bound, symmetric about zero. It
 * rounds half to even and then clips: y' = clip(rint(y/r)·r, ±bound), r = 2·bound/(2^b − 2).
 *
 * @param bits b, 2 to 16
 * @param bound full scale, in units of the current of one device driven over its whole range at the
 *     full input: the sum of {@code bound} such devices saturates the converter; > 0
 */
public record Adc(int bits, double bound) {
  public Adc {
    Check.within("bits", bits, 2, 16);
    Check.positive("bound", bound);
  }

  /** Width of one step r. */
  public double step() {
    return 2 * bound / ((1 << bits) - 2);
  }

  /** Whether converting {@code y} clips it. */
  public boolean saturates(double y) {
    return Math.abs(Math.rint(y / step())) * step() > bound * (1 + 1e-9);
  }

  /** The converted value. */
  public double convert(double y) {
    return Math.min(bound, Math.max(-bound, Math.rint(y / step()) * step()));
  }
}
