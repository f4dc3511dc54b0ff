package dev.mho.device.fault;

import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;
import java.util.Optional;

/**
 * What does not work. Fractions of a population are stuck from the start: no pulse or write moves
 * them, then or later. The others wear out by use where the endurance is known.
 *
 * @param stuckMin fraction stuck at g = 0
 * @param stuckMax fraction stuck at g = 1
 * @param stuckBetween fraction stuck at a g uniform in (0, 1)
 * @param endurance pulses in a life; empty: without end
 */
public record Faults(
    double stuckMin, double stuckMax, double stuckBetween, Optional<Endurance> endurance) {
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

  /** Devices that are stuck from the start, and none that wears out. */
  public Faults(double stuckMin, double stuckMax, double stuckBetween) {
    this(stuckMin, stuckMax, stuckBetween, Optional.empty());
  }

  /** Whether any device is stuck or will be. */
  public boolean isPresent() {
    return fraction() > 0 || endurance.isPresent();
  }

  /** Fraction of the population that is stuck from the start. */
  public double fraction() {
    return stuckMin + stuckMax + stuckBetween;
  }
}
