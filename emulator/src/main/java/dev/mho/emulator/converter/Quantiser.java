package dev.mho.emulator.converter;

import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;

/**
 * Rounding to evenly spaced levels, both ends among them: y' = clip(o + r·rint((y − o)/r), low,
 * high), r = (high − low)/steps. It rounds half to even, counted from the origin o: the middle
 * level of a mid-tread quantiser, the lowest level of a mid-rise one.
 *
 * @param levels where the levels lie
 * @param bits b, 2 to 16
 * @param low lowest level
 * @param high highest level, above {@code low}
 */
public record Quantiser(Levels levels, int bits, double low, double high) {
  public Quantiser {
    Check.present("levels", levels);
    Check.within("bits", bits, 2, 16);
    Check.finite("low", low);
    Check.finite("high", high);
    if (high <= low) {
      throw BadInputException.at("high", Double.toString(high), "above low, " + low);
    }
  }

  /** Width of one step r. */
  public double step() {
    return (high - low) / levels.steps(bits);
  }

  /** The level from which steps are counted. */
  double origin() {
    return levels == Levels.MID_TREAD ? (low + high) / 2 : low;
  }

  /** The level nearest to {@code y}. */
  public double round(double y) {
    double rounded = origin() + step() * Math.rint((y - origin()) / step());
    return Math.min(high, Math.max(low, rounded));
  }
}
