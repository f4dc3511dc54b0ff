package dev.mho.calibration.fit;

import java.util.List;
import java.util.OptionalDouble;

/**
 * NeuroSim's unit curve from one end of a train to the other in as many pulses as the train has:
 *
 * <pre>
 * u(p) = u_0 + w (1 − e^(−βp/P))/(1 − e^(−β)),   θ = β = 1/a
 * s(u) = (u_0 + w/(1 − e^(−β)) − u)(1 − e^(−β/P))
 * </pre>
 *
 * @param from u_0
 * @param width w
 * @param pulses P
 */
record UnitCurveLaw(double from, double width, double pulses) implements StepLaw {
  private static final double STRAIGHT = 1e-5;

  @Override
  public List<String> names() {
    return List.of("bend");
  }

  @Override
  public double[] low() {
    return new double[] {-60};
  }

  @Override
  public double[] high() {
    return new double[] {60};
  }

  @Override
  public List<double[]> starts() {
    return List.of(
        new double[] {0.1},
        new double[] {-0.1},
        new double[] {2},
        new double[] {-2},
        new double[] {8},
        new double[] {-8});
  }

  @Override
  public OptionalDouble fixedStart() {
    return OptionalDouble.of(from);
  }

  @Override
  public void constrain(double[] theta) {
    if (Math.abs(theta[0]) < STRAIGHT) {
      theta[0] = Math.copySign(STRAIGHT, theta[0]);
    }
  }

  @Override
  public double step(double u, double[] theta, double[] partials) {
    double bend = theta[0];
    double share = -Math.expm1(-bend / pulses);
    double rest = -Math.expm1(-bend);
    double left = from + width / rest - u;
    double leftByBend = -width * Math.exp(-bend) / (rest * rest);
    partials[0] = leftByBend * share + left * Math.exp(-bend / pulses) / pulses;
    partials[1] = -share;
    return left * share;
  }

  @Override
  public int takenFromData() {
    return 2;
  }

  /** The step at u = 0 and its slope. */
  double[] line(double[] theta) {
    double share = -Math.expm1(-theta[0] / pulses);
    return new double[] {share * (from - width / Math.expm1(-theta[0])), -share};
  }
}
