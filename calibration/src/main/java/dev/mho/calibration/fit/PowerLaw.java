package dev.mho.calibration.fit;

import java.util.ArrayList;
import java.util.List;

/**
 * s(u) = s_a ((B − u)/(B − a))^γ, nothing beyond B: θ = (s_a, γ) with the bound B at the end of the
 * measured range, or (s_a, γ, B).
 *
 * @param freeBound whether B is a parameter
 */
record PowerLaw(Span span, boolean freeBound) implements StepLaw {
  private static final double NEAREST = 1e-6;

  @Override
  public List<String> names() {
    return freeBound
        ? List.of("step_first", "exponent", "bound")
        : List.of("step_first", "exponent");
  }

  @Override
  public double[] low() {
    return freeBound ? new double[] {1e-9, -3, span.to() + 1e-4} : new double[] {1e-9, -3};
  }

  @Override
  public double[] high() {
    return freeBound ? new double[] {1, 20, span.to() + 8} : new double[] {1, 20};
  }

  @Override
  public List<double[]> starts() {
    List<double[]> starts = new ArrayList<>();
    double m = span.step();
    for (double exponent : new double[] {0.1, 0.5, 1, 2, 5, 12, -0.5}) {
      for (double over : freeBound ? new double[] {0.02, 0.2, 1, 5} : new double[] {0}) {
        double first = m * Math.max(0.3, 1 + exponent);
        starts.add(
            freeBound
                ? new double[] {first, exponent, span.to() + over}
                : new double[] {first, exponent});
      }
    }
    return starts;
  }

  double bound(double[] theta) {
    return freeBound ? theta[2] : 1;
  }

  @Override
  public double halt(double[] theta) {
    return bound(theta);
  }

  @Override
  public double step(double u, double[] theta, double[] partials) {
    double whole = Math.max(NEAREST, bound(theta) - span.from());
    double left = Math.max(NEAREST, bound(theta) - u);
    double logarithm = Math.log(left / whole);
    double share = Math.exp(theta[1] * logarithm);
    double step = theta[0] * share;
    partials[0] = share;
    partials[1] = step * logarithm;
    if (freeBound) {
      partials[2] = theta[1] * step * (1 / left - 1 / whole);
    }
    partials[partials.length - 1] = -theta[1] * step / left;
    return step;
  }

  @Override
  public int takenFromData() {
    return freeBound ? 0 : 1;
  }
}
