package dev.mho.calibration.measurement;

/** Keeps the arrays of a record together. */
final class Lengths {
  private Lengths() {}

  /** Refuses two arrays of different lengths, which only a programming mistake can make. */
  static void equal(String one, int length, String other, int otherLength) {
    if (length != otherLength) {
      throw new IllegalArgumentException(
          one + " has " + length + " values, " + other + " has " + otherLength);
    }
  }
}
