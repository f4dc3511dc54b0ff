package dev.mho.device.response;

import dev.mho.device.format.Check;
import java.util.Optional;

/**
 * Every pulse makes the same step, whatever the conductance: s_up(g) = Δ_up, s_down(g) = Δ_down.
 *
 * <p>Source: Gokmen and Vlasov, "Acceleration of deep neural network training with resistive
 * cross-point devices", Front. Neurosci. 10:333 (2016).
 *
 * @param up Δ_up, fraction of the range per pulse, above 0 and at most 1
 * @param down Δ_down, likewise; empty: one-directional
 */
public record ConstantStep(
    double up,
    Optional<Double> down,
    Optional<CycleToCycle> cycleToCycle,
    Optional<DeviceToDevice> deviceToDevice)
    implements PulseResponse {

  public ConstantStep {
    Check.fraction("up", up);
    down.ifPresent(step -> Check.fraction("down", step));
    DeviceToDevice.requireNoShape(deviceToDevice, "constant-step");
  }

  @Override
  public double step(Polarity polarity, double g, Specimen own) {
    return own.scale(polarity) * scale(polarity);
  }

  @Override
  public void meanSteps(PulsedDevices devices) {
    double lower = lowers() ? scale(Polarity.DOWN) : up; // boxing up would hide it from vectors
    double[] raised = devices.raised().values;
    double[] multiplier = devices.scale().values;
    double[] step = devices.step().values;
    for (int i = 0; i < devices.size(); i++) {
      double scale = raised[i] * up + (1 - raised[i]) * lower;
      step[i] = multiplier[i] * scale;
    }
  }

  @Override
  public double scale(Polarity polarity) {
    return polarity.of(up, down);
  }

  @Override
  public boolean lowers() {
    return down.isPresent();
  }

  @Override
  public ConstantStep withoutCycleToCycle() {
    return new ConstantStep(up, down, Optional.empty(), deviceToDevice);
  }

  @Override
  public ConstantStep withoutDeviceToDevice() {
    return new ConstantStep(up, down, cycleToCycle, Optional.empty());
  }
}
