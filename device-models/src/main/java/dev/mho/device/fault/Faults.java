package dev.mho.device.fault;

import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;

/**
 * Fractions of a population that are stuck: no pulse or write moves them, then or later.
 *
 * @param stuckMin fraction stuck at g = 0
 * @param stuckMax fraction stuck at g = 1
 * @param stuckBetween fraction stuck at a g uniform in (0, 1)
 */
public record Faults(double stuckMin, double stuckMax, double stuckBetween) {
  public Faults {
    Check.within("stuck_min", stuckMin, 0, 1);
    Check.within("stuck_max", stuckMax, 0, 1);
    Check.within("stuck_between", stuckBetween, 0, 1);
    if (stuckMin + stuckMax + stuckBetween > 1) {
      throw BadInputException.at(
          "stuck fractions",
          "a sum of " + (stuckMin + stuckMax + stuckBetween),
          "stuck_min + stuck_max + stuck_between of at most 1");
    }
  }

  /** Fraction of the population that is stuck anywhere. */
  public double fraction() {
    return stuckMin + stuckMax + stuckBetween;
  }
}
