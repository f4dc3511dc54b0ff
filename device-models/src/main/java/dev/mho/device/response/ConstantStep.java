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
 * @param down Δ_down, fraction of the range per pulse, above 0 and at most 1
 */
public record ConstantStep(
    double up,
    double down,
    Optional<CycleToCycle> cycleToCycle,
    Optional<DeviceToDevice> deviceToDevice)
    implements PulseResponse {

  public ConstantStep {
    Check.fraction("up", up);
    Check.fraction("down", down);
  }

  @Override
  public double step(Polarity polarity, double g, double low, double high) {
    return polarity == Polarity.UP ? up : down;
  }

  @Override
  public ConstantStep withSpreads(Optional<CycleToCycle> cycle, Optional<DeviceToDevice> device) {
    return new ConstantStep(up, down, cycle, device);
  }
}
