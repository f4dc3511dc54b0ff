package dev.mho.calibration.fit;

import dev.mho.device.format.BadInputException;

/**
 * One train to be fitted, as the distance u travelled after so many pulses.
 *
 * @param firstPulse whole pulses before the state at which the fitted curve begins
 * @param pulses pulses before each reading, ascending, may be fractional
 * @param travelled u at each reading
 * @param weights weight of each reading, above 0
 */
record Trace(int firstPulse, double[] pulses, double[] travelled, double[] weights) {
  /** Every pulse of a train is walked. */
  private static final double LONGEST = 1e6;

  Trace {
    double length = pulses[pulses.length - 1] - pulses[0];
    if (!(length <= LONGEST && Math.abs(pulses[0]) < Integer.MAX_VALUE)) {
      throw BadInputException.at(
          "pulse trains",
          "a train from pulse " + pulses[0] + " to " + pulses[pulses.length - 1],
          "trains of at most 1000000 pulses");
    }
  }

  /** A trace whose readings weigh alike. */
  static Trace of(double[] pulses, double[] travelled) {
    double[] weights = new double[pulses.length];
    java.util.Arrays.fill(weights, 1);
    return of(pulses, travelled, weights);
  }

  /** A trace that begins at the whole pulse at or before its first reading. */
  static Trace of(double[] pulses, double[] travelled, double[] weights) {
    return new Trace((int) Math.floor(pulses[0]), pulses, travelled, weights);
  }

  int size() {
    return pulses.length;
  }

  /** Whole pulses from {@link #firstPulse} to the last reading, rounded up. */
  int length() {
    return (int) Math.ceil(pulses[size() - 1]) - firstPulse;
  }

  /** Every {@code every}th reading, with the first and the last. */
  Trace thinned(int every) {
    if (every <= 1) {
      return this;
    }
    int kept = (size() - 1) / every + 1;
    boolean last = (kept - 1) * every < size() - 1;
    int n = kept + (last ? 1 : 0);
    double[][] columns = new double[3][n];
    for (int i = 0; i < n; i++) {
      int from = i < kept ? i * every : size() - 1;
      columns[0][i] = pulses[from];
      columns[1][i] = travelled[from];
      columns[2][i] = weights[from];
    }
    return new Trace(firstPulse, columns[0], columns[1], columns[2]);
  }

  /** Means of so many neighbours each, with their weights together. */
  Trace folded(int together) {
    if (together <= 1) {
      return this;
    }
    int n = (size() + together - 1) / together;
    double[][] columns = new double[3][n];
    for (int i = 0; i < size(); i++) {
      int block = i / together;
      columns[0][block] += weights[i] * pulses[i];
      columns[1][block] += weights[i] * travelled[i];
      columns[2][block] += weights[i];
    }
    for (int block = 0; block < n; block++) {
      columns[0][block] /= columns[2][block];
      columns[1][block] /= columns[2][block];
    }
    return new Trace(firstPulse, columns[0], columns[1], columns[2]);
  }
}
