package dev.mho.calibration.fit;

import dev.mho.device.format.BadInputException;

/**
 * The measured range, on whose scale trains are fitted: y = (G − low)/(high − low).
 *
 * @param low smallest value of the trains, in the measurement's unit
 * @param high largest value, above {@code low}
 */
public record Scale(double low, double high) {
  /** Checks the order. */
  public Scale {
    if (!(high > low)) {
      throw BadInputException.at(
          "pulse trains",
          "one value alone, " + low,
          "values that change, so that steps can be seen");
    }
  }

  /** y of a measured value. */
  public double normalised(double value) {
    return (value - low) / (high - low);
  }

  /** The measured value of y. */
  public double value(double y) {
    return low + y * (high - low);
  }

  /** high − low. */
  public double width() {
    return high - low;
  }
}
