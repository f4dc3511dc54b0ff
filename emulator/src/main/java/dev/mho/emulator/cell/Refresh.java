package dev.mho.emulator.cell;

import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;

/**
 * When a pair of one-directional devices, which can only rise, is made free again: before a batch
 * of updates that finds the higher of the two beyond {@code upper} and the lower one beyond {@code
 * lower}, both are reset and the difference is pulsed onto the higher one anew, as near as a whole
 * pulse comes. The thresholds that usually serve are those of IBM aihwkit.
 *
 * @param upper normalised conductance of the higher device, above {@code lower}, at most 1
 * @param lower normalised conductance of the lower device, 0 to 1
 */
public record Refresh(double upper, double lower) {
  public Refresh {
    Check.within("upper", upper, 0, 1);
    Check.within("lower", lower, 0, 1);
    if (upper <= lower) {
      throw BadInputException.at("upper", Double.toString(upper), "more than lower, " + lower);
    }
  }

  /** 0.75 and 0.25. */
  public static Refresh usual() {
    return new Refresh(0.75, 0.25);
  }

  /** Whether a pair is due. */
  boolean due(double one, double other) {
    return Math.max(one, other) > upper && Math.min(one, other) > lower;
  }
}
