package dev.mho.device.curve;

import dev.mho.device.format.Check;

/**
 * f(x) = A (1 − e^(−x/B)): rises from zero and levels off, as the spread of charge-trap memory
 * does.
 *
 * @param level A, finite
 * @param scale B > 0, in units of x
 */
public record Saturating(double level, double scale) implements Curve {
  public Saturating {
    Check.finite("level", level);
    Check.positive("scale", scale);
  }

  @Override
  public double at(double x) {
    return -level * StrictMath.expm1(-Math.max(x, 0) / scale);
  }
}
