package dev.mho.calibration.fit;

import java.util.List;

/**
 * s(u) = max(0, s_a + (s_b − s_a)(u − a)/(b − a)), θ = (s_a, s_b) the steps at the two ends of what
 * the train visited.
 *
 * @param shrinks whether steps may only shrink on the way, as soft bounds do
 * @param bounded whether the device comes to a halt at the end of the measured range
 */
record AffineLaw(Span span, boolean shrinks, boolean bounded) implements StepLaw {
  @Override
  public List<String> names() {
    return List.of("step_first", "step_last");
  }

  @Override
  public double[] low() {
    return new double[] {1e-9, -1};
  }

  @Override
  public double[] high() {
    return new double[] {1, 1};
  }

  @Override
  public List<double[]> starts() {
    double m = span.step();
    return List.of(
        new double[] {m, m},
        new double[] {2 * m, 0.4 * m},
        new double[] {6 * m, 0.02 * m},
        new double[] {30 * m, 0},
        new double[] {0.4 * m, 2 * m},
        new double[] {0.1 * m, 5 * m});
  }

  @Override
  public double halt(double[] theta) {
    return bounded ? 1 : Double.POSITIVE_INFINITY;
  }

  @Override
  public void constrain(double[] theta) {
    if (shrinks) {
      theta[1] = Math.min(theta[1], theta[0]);
    }
  }

  @Override
  public double step(double u, double[] theta, double[] partials) {
    double share = (u - span.from()) / span.width();
    double step = theta[0] + (theta[1] - theta[0]) * share;
    if (step <= 0) {
      partials[0] = 0;
      partials[1] = 0;
      partials[2] = 0;
      return 0;
    }
    partials[0] = 1 - share;
    partials[1] = share;
    partials[2] = (theta[1] - theta[0]) / span.width();
    return step;
  }

  /** The step at u = 0 and its slope there, before it is cut at zero. */
  double[] line(double[] theta) {
    double slope = (theta[1] - theta[0]) / span.width();
    return new double[] {theta[0] - slope * span.from(), slope};
  }
}
