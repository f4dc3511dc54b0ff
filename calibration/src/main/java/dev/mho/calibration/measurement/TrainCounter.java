package dev.mho.calibration.measurement;

/**
 * Follows the pulses of one device and says which train each belongs to and which pulse of it it
 * is. A train ends when the direction turns, or when the file's own count starts again.
 *
 * <p>A count that runs on over several trains is taken from where the train before ended. Where the
 * file does not count, the first row of all is {@code firstPulse}, and the first row after a
 * reading or after the other direction is pulse 1, for one pulse lies between them.
 */
final class TrainCounter {
  private final double firstPulse;
  private final int[] trains = new int[2];

  private boolean started;
  private int polarity;
  private double first = Double.NaN;
  private double last = Double.NaN;
  private double base;
  private double count;
  private boolean carriedOn;

  TrainCounter(double firstPulse) {
    this.firstPulse = firstPulse;
  }

  /** A reading between pulses; {@code number} is the file's count, NaN if it has none. */
  void read(double number) {
    started = true;
    last = number;
    polarity = 0;
  }

  /**
   * A pulse; {@code number} is the file's count, NaN if it has none.
   *
   * @return which pulse of its train it is
   */
  double pulse(int sign, double number) {
    boolean restarted = last > first && number <= first;
    if (sign != polarity || restarted) {
      trains[sign > 0 ? 0 : 1]++;
      base = started && number >= last ? last : 0;
      carriedOn |= base != 0;
      count = started ? 1 : firstPulse;
      polarity = sign;
      first = number;
    } else {
      count++;
    }
    started = true;
    last = number;
    return Double.isNaN(number) ? count : number - base;
  }

  /** How many trains of a direction there were, the present one included. */
  int trains(int sign) {
    return trains[sign > 0 ? 0 : 1];
  }

  /** Whether the file's count ran on from one train into the next. */
  boolean carriedOn() {
    return carriedOn;
  }
}
