package dev.mho.calibration.fit;

import java.util.List;

/** s(u) = s₀ max(0, 1 − u): soft bounds whose bound is the end of the measured range. */
record BoundedLaw(Span span) implements StepLaw {
  @Override
  public List<String> names() {
    return List.of("step");
  }

  @Override
  public double[] low() {
    return new double[] {1e-9};
  }

  @Override
  public double[] high() {
    return new double[] {1};
  }

  @Override
  public List<double[]> starts() {
    double m = span.step();
    return List.of(new double[] {2 * m}, new double[] {m}, new double[] {10 * m});
  }

  @Override
  public double step(double u, double[] theta, double[] partials) {
    double left = Math.max(0, 1 - u);
    partials[0] = left;
    partials[1] = left > 0 ? -theta[0] : 0;
    return theta[0] * left;
  }

  @Override
  public int takenFromData() {
    return 1;
  }
}
