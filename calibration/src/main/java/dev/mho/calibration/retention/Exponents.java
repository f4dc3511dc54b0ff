package dev.mho.calibration.retention;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Exponents ν of the cells that were read often enough for one.
 *
 * @param values ascending
 */
record Exponents(double[] values) {
  /** Quartiles of a normal distribution lie 1.349 σ apart. */
  private static final double QUARTILES = 1.349;

  static Exponents of(List<Cell> cells) {
    return new Exponents(
        cells.stream()
            .map(Cell::exponent)
            .filter(OptionalDouble::isPresent)
            .mapToDouble(OptionalDouble::getAsDouble)
            .sorted()
            .toArray());
  }

  int size() {
    return values.length;
  }

  double mean() {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }

  /** Standard deviation over cells; 0 for one. */
  double spread() {
    double mean = mean();
    double squares = Arrays.stream(values).map(e -> (e - mean) * (e - mean)).sum();
    return size() < 2 ? 0 : Math.sqrt(squares / (size() - 1));
  }

  double median() {
    return values[size() / 2];
  }

  /** Spread by the quartiles, which a few wild cells do not move. */
  double robustSpread() {
    return size() < 4 ? 0 : (values[3 * size() / 4] - values[size() / 4]) / QUARTILES;
  }
}
