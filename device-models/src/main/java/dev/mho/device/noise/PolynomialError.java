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
  }

  @Override
  public double sigma(double g) {
    double value = 0;
    for (int i = coefficients.size() - 1; i >= 0; i--) {
      value = value * g + coefficients.get(i);
    }
    return Math.max(0, value);
  }
}
