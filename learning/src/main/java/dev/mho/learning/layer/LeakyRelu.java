package dev.mho.learning.layer;

import dev.mho.device.format.Check;

/**
 * φ(a) = max(a, s·a); φ'(a) = 1 for a > 0, else s (also at 0).
 *
 * @param negativeSlope s, 0 ≤ s &lt; 1; the paper uses 0.01
 */
public record LeakyRelu(double negativeSlope) implements Activation {
  public LeakyRelu {
    Check.within("negative_slope", negativeSlope, 0, Math.nextDown(1.0));
  }

  @Override
  public double value(double a) {
    return Math.max(a, negativeSlope * a);
  }

  @Override
  public double slope(double a) {
    // Without a branch, which a processor would guess wrong every other time: the sign bit of -a.
    double positive = Double.doubleToRawLongBits(0 - a) >>> 63;
    return positive + (1 - positive) * negativeSlope;
  }
}
