package dev.mho.device.compact;

import dev.mho.device.format.BadInputException;

/** Check of a number whose sign carries meaning. */
final class NotZero {
  private NotZero() {}

  /** Returns {@code value} if it is finite and not zero. */
  static double check(String key, double value) {
    if (value == 0 || !Double.isFinite(value)) {
      throw BadInputException.at(key, Double.toString(value), "a finite number other than 0");
    }
    return value;
  }
}
