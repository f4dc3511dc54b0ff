package dev.mho.device.curve;

import dev.mho.device.format.Check;

/**
 * f(x) = min(high, a / max(x^p, x_min)): the relative read noise of phase-change memory.
 *
 * @param scale a > 0
 * @param exponent p, −10 to 10
 * @param floor x_min > 0, the smallest value that x^p may take
 * @param high largest value, > 0
 */
public record ClippedPower(double scale, double exponent, double floor, double high)
    implements Curve {
  public ClippedPower {
    Check.positive("scale", scale);
    Check.within("exponent", exponent, -10, 10);
    Check.positive("floor", floor);
    Check.positive("high", high);
  }

  @Override
  public double at(double x) {
    return Math.min(high, scale / Math.max(StrictMath.pow(Math.max(x, 0), exponent), floor));
  }
}
