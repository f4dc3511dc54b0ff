package dev.mho.device.response;

import dev.mho.device.format.Check;

/**
 * Spread of the step size over a population: a device's multipliers are m_up = |1 + σ_s ξ₁ + σ_a
 * ξ₂| and m_down = |1 + σ_s ξ₁ − σ_a ξ₂| with independent standard normals (the absolute value
 * keeps a pulse in its direction, as in aihwkit's {@code enforce_consistency}).
 *
 * @param step σ_s ≥ 0, spread shared by both directions, fraction of the step
 * @param asymmetry σ_a ≥ 0, spread of the imbalance between the directions, fraction of the step
 */
public record DeviceToDevice(double step, double asymmetry) {
  public DeviceToDevice {
    Check.notNegative("step", step);
    Check.notNegative("asymmetry", asymmetry);
  }
}
