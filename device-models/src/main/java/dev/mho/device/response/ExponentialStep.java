package dev.mho.device.response;

import dev.mho.device.format.Check;
import java.util.Optional;

/**
 * The step changes exponentially with the distance travelled:
 *
 * <pre>
 * s_up(g)   = Δ_up   max(0, 1 − A_up   exp(κ_up   g))
 * s_down(g) = Δ_down max(0, 1 − A_down exp(κ_down (1 − g)))
 * </pre>
 *
 * A device's own rate is κ times its shape multiplier. Equivalent to the ExpStep device of Rasch et
 * al. (IBM aihwkit) with weights from w_min to w_max = w_min + R: κ = 2aγ of the direction, A_up' =
 * A_up e^(γ_up (2a w_min/R + b)) and A_down' = A_down e^(−γ_down (2a w_max/R + b)).
 */
public record ExponentialStep(
    Branch up,
    Optional<Branch> down,
    Optional<CycleToCycle> cycleToCycle,
    Optional<DeviceToDevice> deviceToDevice)
    implements PulseResponse {

  private static final double LARGEST_EXPONENT = 300;

  /**
   * One direction.
   *
   * @param step Δ, fraction of the range per pulse, above 0 and at most 1
   * @param amplitude A, any finite number; negative makes steps larger than Δ
   * @param rate κ, per range; negative lets the exponential die out along the way
   */
  public record Branch(double step, double amplitude, double rate) {
    public Branch {
      Check.fraction("step", step);
      Check.finite("amplitude", amplitude);
      Check.within("rate", rate, -100, 100);
    }
  }

  public ExponentialStep {
    Check.present("up", up);
  }

  @Override
  public double step(Polarity polarity, double g, Specimen own) {
    Branch branch = polarity.of(up, down);
    double rate = branch.rate * own.shape(polarity);
    double exponent = bounded(rate * Specimen.travelled(polarity, g));
    double exponential = branch.amplitude * Exponential.of(exponent);
    return own.scale(polarity) * branch.step * Math.max(0, 1 - exponential);
  }

  @Override
  public void meanSteps(PulsedDevices devices) {
    Branch lower = down.orElse(up);
    double upRate = up.rate;
    double downRate = lower.rate;
    double[] raised = devices.raised().values;
    double[] travelled = devices.travelled().values;
    double[] multiplier = devices.scale().values;
    double[] shape = devices.shape().values;
    double[] step = devices.step().values;
    for (int i = 0; i < devices.size(); i++) {
      double rate = raised[i] * upRate + (1 - raised[i]) * downRate;
      step[i] = bounded(rate * shape[i] * travelled[i]);
    }
    Exponential.of(step, devices.size());
    double upAmplitude = up.amplitude;
    double downAmplitude = lower.amplitude;
    double upStep = up.step;
    double downStep = lower.step;
    for (int i = 0; i < devices.size(); i++) {
      double lowered = 1 - raised[i];
      double amplitude = raised[i] * upAmplitude + lowered * downAmplitude;
      double largest = multiplier[i] * (raised[i] * upStep + lowered * downStep);
      step[i] = largest * Math.max(0, 1 - amplitude * step[i]);
    }
  }

  /** Beyond these an own rate would turn no amplitude at all into no number. */
  private static double bounded(double exponent) {
    return Math.max(-LARGEST_EXPONENT, Math.min(LARGEST_EXPONENT, exponent));
  }

  @Override
  public double scale(Polarity polarity) {
    return polarity.of(up, down).step;
  }

  @Override
  public boolean lowers() {
    return down.isPresent();
  }

  @Override
  public ExponentialStep withoutCycleToCycle() {
    return new ExponentialStep(up, down, Optional.empty(), deviceToDevice);
  }

  @Override
  public ExponentialStep withoutDeviceToDevice() {
    return new ExponentialStep(up, down, cycleToCycle, Optional.empty());
  }
}
