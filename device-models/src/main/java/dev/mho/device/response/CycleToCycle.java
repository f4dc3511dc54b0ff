package dev.mho.device.response;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.mho.device.format.Check;

/**
 * Spread of the step from pulse to pulse on one device, normal and independent.
 *
 * <p>With ξ standard normal and m·s(g) the device's mean step, a pulse moves g by
 *
 * <ul>
 *   <li>{@code step}: ±m·s(g)·(1 + σξ);
 *   <li>{@code range}: ±m·s(g) + σξ (NeuroSim's convention).
 * </ul>
 *
 * @param sigma σ ≥ 0, relative to what {@code relativeTo} names
 */
public record CycleToCycle(double sigma, Reference relativeTo) {

  /** What σ is a fraction of. */
  public enum Reference {
    /** The step that this device makes at this conductance. */
    @JsonProperty("step")
    STEP,
    /** The nominal conductance range. */
    @JsonProperty("range")
    RANGE
  }

  public CycleToCycle {
    Check.notNegative("sigma", sigma);
    Check.present("relative_to", relativeTo);
  }
}
