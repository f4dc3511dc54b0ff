package dev.mho.device.curve;

import dev.mho.device.format.Check;
import java.util.List;

/**
 * f(x) = c₀ + c₁ x + c₂ x² + …
 *
 * @param coefficients c₀, c₁, …, at least one, finite
 */
public record Polynomial(List<Double> coefficients) implements Curve {
  public Polynomial {
    coefficients = Check.numbers("coefficients", coefficients, 1);
  }

  @Override
  public double at(double x) {
    double value = 0;
    for (int i = coefficients.size() - 1; i >= 0; i--) {
      value = value * x + coefficients.get(i);
    }
    return value;
  }
}
