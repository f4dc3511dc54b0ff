package dev.mho.calibration.measurement;

import dev.mho.device.format.BadInputException;

/**
 * Something that a file leaves open and a mapping decides.
 *
 * @param key of the mapping file that decides it
 * @param found what the file says, or does not say
 * @param allowed what the key may say
 */
public record Question(String key, String found, String allowed) {
  /** The mistake of leaving it open. */
  BadInputException refusal(String file) {
    return new BadInputException(
        file + ": " + found + "; in a mapping file set " + key + " to " + allowed);
  }

  /** One line: what is open and what decides it. */
  public String text() {
    return found + "; set " + key + " to " + allowed;
  }
}
