package dev.mho.device.response;

import dev.mho.device.format.Check;
import java.util.Optional;

/**
 * The step changes linearly with the distance travelled from the nominal end of the range:
 *
 * <pre>
 * s_up(g)   = Δ_up   max(0, 1 − γ_up g)
 * s_down(g) = Δ_down max(0, 1 − γ_down (1 − g))
 * </pre>
 *
 * γ between 0 and 1 shrinks the step on its way, γ &lt; 0 makes it grow (the "reversed" linear step
 * of IBM aihwkit). A device's own slope is γ times its shape multiplier.
 *
 * <p>aihwkit's LinearStep, s(w) = δ (1 − γ' w/w_max) for weights from w_min to w_max, is Δ = δ (1 −
 * γ' w_min/w_max)/R and γ = γ' R/(w_max − γ' w_min) with R = w_max − w_min.
 */
public record LinearStep(
    Branch up,
    Optional<Branch> down,
    Optional<CycleToCycle> cycleToCycle,
    Optional<DeviceToDevice> deviceToDevice)
    implements PulseResponse {

  /**
   * One direction.
   *
   * @param step Δ, fraction of the range per pulse at the start, above 0 and at most 1
   * @param slope γ, loss of the step over the range, −100 to 1e6
   */
  public record Branch(double step, double slope) {
    public Branch {
      Check.fraction("step", step);
      Check.within("slope", slope, -100, 1e6);
    }
  }

  public LinearStep {
    Check.present("up", up);
  }

  @Override
  public double step(Polarity polarity, double g, Specimen own) {
    Branch branch = polarity.of(up, down);
    double slope = branch.slope * own.shape(polarity);
    double travelled = Specimen.travelled(polarity, g);
    return own.scale(polarity) * branch.step * Math.max(0, 1 - slope * travelled);
  }

  @Override
  public void meanSteps(PulsedDevices devices) {
    Branch lower = down.orElse(up);
    double upStep = up.step;
    double downStep = lower.step;
    double upSlope = up.slope;
    double downSlope = lower.slope;
    double[] raised = devices.raised().values;
    double[] travelled = devices.travelled().values;
    double[] multiplier = devices.scale().values;
    double[] shape = devices.shape().values;
    double[] step = devices.step().values;
    for (int i = 0; i < devices.size(); i++) {
      double lowered = 1 - raised[i];
      double slope = (raised[i] * upSlope + lowered * downSlope) * shape[i];
      double start = multiplier[i] * (raised[i] * upStep + lowered * downStep);
      step[i] = start * Math.max(0, 1 - slope * travelled[i]);
    }
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
  public LinearStep withoutCycleToCycle() {
    return new LinearStep(up, down, Optional.empty(), deviceToDevice);
  }

  @Override
  public LinearStep withoutDeviceToDevice() {
    return new LinearStep(up, down, cycleToCycle, Optional.empty());
  }
}
