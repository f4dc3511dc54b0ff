package dev.mho.calibration.report;

/**
 * A 95 % interval.
 *
 * @param low its lower end
 * @param high its upper end
 */
public record Interval(double low, double high) {

  /** Symmetric about a value. */
  public static Interval about(double value, double half) {
    return new Interval(value - half, value + half);
  }

  /** Whether a value lies within. */
  public boolean contains(double value) {
    return value >= low && value <= high;
  }
}
