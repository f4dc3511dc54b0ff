package dev.mho.device.response;

import dev.mho.device.format.Check;
import dev.mho.device.random.NoiseStream;

/**
 * Spread of the step from pulse to pulse on one device, normal and independent. At conductance g,
 * with a mean step m s(g) and a scale Δ of the response, its standard deviation is
 *
 * <pre>
 * σ(g) = a m s(g) + b m Δ + c + e g      fractions of the nominal range
 * </pre>
 *
 * One of the four is enough for most devices: a multiplies the step (Gokmen and Vlasov 2016), b is
 * a fraction of the device's own step scale whatever the conductance, c a fraction of the range
 * (NeuroSim). Their sum is the form that Nandakumar et al. (Front. Neurosci. 14:406, 2020) fitted
 * to phase-change memory.
 *
 * @param ofStep a ≥ 0, of the mean step at this conductance
 * @param ofScale b ≥ 0, of the response's scale Δ times the device's multiplier
 * @param ofRange c ≥ 0, of the nominal range
 * @param ofState e ≥ 0, of the normalised conductance (its magnitude)
 */
public record CycleToCycle(double ofStep, double ofScale, double ofRange, double ofState) {
  public CycleToCycle {
    Check.notNegative("of_step", ofStep);
    Check.notNegative("of_scale", ofScale);
    Check.notNegative("of_range", ofRange);
    Check.notNegative("of_state", ofState);
  }

  /** Noise proportional to the step. */
  public static CycleToCycle ofStep(double sigma) {
    return new CycleToCycle(sigma, 0, 0, 0);
  }

  /** Noise of one size, a fraction of the nominal range. */
  public static CycleToCycle ofRange(double sigma) {
    return new CycleToCycle(0, 0, sigma, 0);
  }

  /** Whether there is any. */
  public boolean isPresent() {
    return ofStep > 0 || ofScale > 0 || ofRange > 0 || ofState > 0;
  }

  /**
   * σ(g) in fractions of the nominal range.
   *
   * @param step m s(g)
   * @param scale m Δ
   */
  double sigma(double step, double scale, double g) {
    return ofStep * step + ofScale * scale + ofRange + ofState * Math.abs(g);
  }

  /** Adds noise to mean steps; {@code up} and {@code down} are Δ without devices' multipliers. */
  void spread(PulsedDevices devices, double up, double down, NoiseStream noise) {
    double[] xi = devices.drawn(noise);
    double[] raised = devices.raised().values;
    double[] step = devices.step().values;
    double[] multiplier = devices.scale().values;
    double[] g = devices.conductance().values;
    for (int i = 0; i < devices.size(); i++) {
      double scale = raised[i] * up + (1 - raised[i]) * down;
      step[i] += sigma(step[i], multiplier[i] * scale, g[i]) * xi[i];
    }
  }
}
