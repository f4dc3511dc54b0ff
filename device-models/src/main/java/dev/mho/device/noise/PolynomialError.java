package dev.mho.device.noise;

import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;
import java.util.List;

/**
 * Normal error with σ(g) = max(0, c₀ + c₁ g + c₂ g² + …), g the normalised target.
 *
 * @param coefficients c₀, c₁, …, fractions of the nominal range; at least one
 */
public record PolynomialError(List<Double> coefficients) implements ProgrammingError {
  public PolynomialError {
    if (coefficients == null || coefficients.isEmpty()) {
      throw new BadInputException("coefficients: missing; allowed: a list of at least one number");
    }
    for (Double c : coefficients) {
      Check.finite("coefficients", Check.present("coefficients", c));
    }
    coefficients = List.copyOf(coefficients);
    double largest = 0;
    for (int i = 0; i <= 100; i++) {
      largest = Math.max(largest, at(coefficients, i / 100.0));
    }
    if (!(largest > 0 && largest <= 1)) {
      throw BadInputException.at(
          "coefficients",
          "a largest sigma of " + largest,
          "a sigma above 0 and at most 1 of the range, somewhere from g = 0 to g = 1");
    }
  }

  @Override
  public double sigma(double g) {
    return Math.max(0, at(coefficients, g));
  }

  private static double at(List<Double> coefficients, double g) {
    double value = 0;
    for (int i = coefficients.size() - 1; i >= 0; i--) {
      value = value * g + coefficients.get(i);
    }
    return value;
  }
}
