package dev.mho.calibration.fit;

import java.util.ArrayList;
import java.util.List;

/**
 * s(u) = max(0, Δ (1 − A e^(κu))) by its steps at two ends of what the train visited:
 *
 * <pre>
 * s(u) = s_a + (s_b − s_a) (e^(κ(u−a)) − 1)/(e^(κ(b−a)) − 1),   θ = (s_a, s_b, κ)
 * </pre>
 *
 * Δ and A cancel each other as κ comes near 0, where the law is a straight line; s_a and s_b do
 * not. |κ(b − a)| stays above 0.01, where Δ and A are still numbers one can write down, and Δ above
 * 0, as the device file wants it.
 */
record ExponentialLaw(Span span) implements StepLaw {
  private static final double LEAST_BEND = 0.01;
  private static final double MOST_BEND = 60;
  private static final double[] BENDS = {-1, 1, -4, 4, -15, 15, -0.1, 0.1, 35, -35};
  private static final double[][] ENDS = {{1, 1}, {2, 0.4}, {6, 0.02}, {0.4, 2}, {20, 0.001}};

  @Override
  public List<String> names() {
    return List.of("step_first", "step_last", "rate");
  }

  @Override
  public double[] low() {
    return new double[] {1e-9, -1, -MOST_BEND / span.width()};
  }

  @Override
  public double[] high() {
    return new double[] {1, 1, MOST_BEND / span.width()};
  }

  @Override
  public List<double[]> starts() {
    List<double[]> starts = new ArrayList<>();
    for (double bend : BENDS) {
      for (double[] ends : ENDS) {
        starts.add(
            new double[] {ends[0] * span.step(), ends[1] * span.step(), bend / span.width()});
      }
    }
    return starts;
  }

  @Override
  public void constrain(double[] theta) {
    double least = LEAST_BEND / span.width();
    double most = 100.0;
    double rate = Math.min(most, Math.max(least, Math.abs(theta[2])));
    theta[2] = Math.copySign(rate, theta[2]);
    double limit = theta[0] * Math.exp(theta[2] * span.width());
    if (theta[2] > 0) {
      theta[1] = Math.min(theta[1], limit * (1 - 1e-6));
    } else {
      theta[1] = Math.max(theta[1], limit * (1 + 1e-6) + 1e-12);
    }
  }

  @Override
  public double step(double u, double[] theta, double[] partials) {
    double rate = theta[2];
    double x = Math.min(u - span.from(), 300 / Math.max(1e-9, Math.abs(rate)));
    double rise = Math.expm1(rate * x);
    double whole = Math.expm1(rate * span.width());
    double share = rise / whole;
    double step = theta[0] + (theta[1] - theta[0]) * share;
    if (!(step > 0)) {
      java.util.Arrays.fill(partials, 0);
      return 0;
    }
    double shareByRate = (x * (rise + 1) - share * span.width() * (whole + 1)) / whole;
    partials[0] = 1 - share;
    partials[1] = share;
    partials[2] = (theta[1] - theta[0]) * shareByRate;
    partials[3] = (theta[1] - theta[0]) * rate * (rise + 1) / whole;
    return step;
  }

  /** Δ, A at u = 0, κ. */
  double[] amplitudes(double[] theta) {
    double bent = (theta[1] - theta[0]) / Math.expm1(theta[2] * span.width());
    double scale = theta[0] - bent;
    return new double[] {scale, -bent * Math.exp(-theta[2] * span.from()) / scale, theta[2]};
  }
}
