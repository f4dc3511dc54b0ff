package dev.mho.calibration.fit;

import java.util.List;

/**
 * s(u) = s₀.
 *
 * @param bounded whether the device comes to a halt at the end of the measured range
 */
record ConstantLaw(Span span, boolean bounded) implements StepLaw {
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
    return List.of(new double[] {span.step()}, new double[] {3 * span.step()});
  }

  @Override
  public double halt(double[] theta) {
    return bounded ? 1 : Double.POSITIVE_INFINITY;
  }

  @Override
  public double step(double u, double[] theta, double[] partials) {
    partials[0] = 1;
    partials[1] = 0;
    return theta[0];
  }
}
