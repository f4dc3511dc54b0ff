package dev.mho.device.response;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Optional;

/**
 * How one pulse moves the normalised conductance g = (G − G_min)/(G_max − G_min).
 *
 * <p>A pulse of direction d ∈ {+1, −1} changes g by d·m_d·s_d(g)·(1 + σξ) (or with the noise form
 * that {@link CycleToCycle} names), then clips to the device's own bounds [g_lo, g_hi]; m_d is the
 * device's own step multiplier, near one, from {@link DeviceToDevice}. The records of this family
 * give s_d(g) ≥ 0, in fractions of the nominal range per pulse.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "model")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ConstantStep.class, name = "constant-step"),
  @JsonSubTypes.Type(value = SoftBounds.class, name = "soft-bounds"),
  @JsonSubTypes.Type(value = ExponentialStep.class, name = "exponential-step")
})
public sealed interface PulseResponse permits ConstantStep, SoftBounds, ExponentialStep {

  /**
   * Mean size s_d(g) ≥ 0 of the step that one pulse makes.
   *
   * @param g normalised conductance before the pulse
   * @param low the device's own lower bound
   * @param high the device's own upper bound
   */
  double step(Polarity polarity, double g, double low, double high);

  /** Spread from pulse to pulse; empty if it was not measured. */
  Optional<CycleToCycle> cycleToCycle();

  /** Spread of the step size from device to device; empty if it was not measured. */
  Optional<DeviceToDevice> deviceToDevice();

  /** The same mean response with these spreads instead. */
  PulseResponse withSpreads(Optional<CycleToCycle> cycle, Optional<DeviceToDevice> device);

  /** Step of the nominal device (bounds 0 and 1) in the middle of its range. */
  default double nominalStep(Polarity polarity) {
    return step(polarity, 0.5, 0, 1);
  }
}
