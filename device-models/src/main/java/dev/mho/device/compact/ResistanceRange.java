package dev.mho.device.compact;

import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;

/**
 * The resistances at the two ends of a model's state.
 *
 * @param onOhms R_on above 0
 * @param offOhms R_off above R_on
 */
public record ResistanceRange(double onOhms, double offOhms) {
  public ResistanceRange {
    Check.positive("on_ohms", onOhms);
    Check.positive("off_ohms", offOhms);
    if (offOhms <= onOhms) {
      throw BadInputException.at(
          "off_ohms", Double.toString(offOhms), "more than on_ohms, " + onOhms);
    }
  }

  /** R_on + (R_off − R_on)·f, in ohms, f the fraction of the way from on to off. */
  double ohms(double fraction) {
    return onOhms + (offOhms - onOhms) * fraction;
  }

  /** The fraction of the way from on to off, the inverse of {@link #ohms}. */
  double fraction(double ohms) {
    return (ohms - onOhms) / (offOhms - onOhms);
  }
}
