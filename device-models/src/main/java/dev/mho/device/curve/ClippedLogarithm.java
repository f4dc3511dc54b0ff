package dev.mho.device.curve;

import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;

/**
 * f(x) = min(high, max(low, a ln x + b)), with x no smaller than 1e-7: how published drift
 * exponents of phase-change memory and read noises of oxides depend on the conductance.
 *
 * @param slope a, finite
 * @param offset b = f(1) where not clipped, finite
 * @param low smallest value, finite
 * @param high largest value, above low
 */
public record ClippedLogarithm(double slope, double offset, double low, double high)
    implements Curve {
  private static final double SMALLEST = 1e-7;

  public ClippedLogarithm {
    Check.finite("slope", slope);
    Check.finite("offset", offset);
    Check.finite("low", low);
    Check.finite("high", high);
    if (high <= low) {
      throw BadInputException.at("high", Double.toString(high), "more than low, " + low);
    }
  }

  @Override
  public double at(double x) {
    double value = slope * StrictMath.log(Math.max(x, SMALLEST)) + offset;
    return Math.min(high, Math.max(low, value));
  }
}
