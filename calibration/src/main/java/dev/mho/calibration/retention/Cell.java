package dev.mho.calibration.retention;

import dev.mho.calibration.measurement.Readings;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.regression.SimpleRegression;

/**
 * One written state and its readings over time.
 *
 * @param seconds time since the write, ascending
 * @param siemens conductance at each
 * @param celsius temperature, if known
 */
record Cell(double[] seconds, double[] siemens, OptionalDouble celsius) {
  private static final int LEAST = 4;

  static Cell of(Readings readings) {
    return new Cell(readings.seconds(), readings.siemens(), readings.celsius());
  }

  /** The first reading, to which changes refer. */
  double first() {
    return siemens[0];
  }

  int size() {
    return seconds.length;
  }

  /**
   * ν of G ∝ t^(−ν) by least squares of ln G on ln t, over readings with t &gt; 0 and G &gt; 0; a
   * reading at t = 0 is a reference and not on the logarithmic axis.
   */
  OptionalDouble exponent() {
    SimpleRegression line = line();
    // Readings all at one time have no slope.
    return line.getN() < LEAST || !Double.isFinite(line.getSlope())
        ? OptionalDouble.empty()
        : OptionalDouble.of(-line.getSlope());
  }

  SimpleRegression line() {
    SimpleRegression line = new SimpleRegression();
    IntStream.range(0, size())
        .filter(i -> seconds[i] > 0 && siemens[i] > 0)
        .forEach(i -> line.addData(Math.log(seconds[i]), Math.log(siemens[i])));
    return line;
  }

  /** First positive time. */
  double firstSeconds() {
    return IntStream.range(0, size())
        .filter(i -> seconds[i] > 0)
        .mapToDouble(i -> seconds[i])
        .findFirst()
        .orElse(Double.POSITIVE_INFINITY);
  }
}
