package dev.mho.experiments.cli;

import dev.mho.device.format.BadInputException;
import org.jspecify.annotations.Nullable;

/** Options that were given and could do nothing. */
final class IdleOption {
  private IdleOption() {}

  /**
   * Refuses an option if it was given.
   *
   * @param given its value, null if it was left out
   * @param why it cannot act
   */
  static void refuse(String option, @Nullable Object given, String why) {
    if (given != null) {
      throw new BadInputException(option + " cannot act: " + why);
    }
  }
}
