package dev.mho.device.response;

import dev.mho.device.format.Check;

/**
 * One strong pulse that erases a device, whatever its conductance: it leaves g = g_r + σ_d ξ₁ + σ
 * ξ₂ within the device's own bounds, ξ₁ the device's own and ξ₂ new for each reset. What brings a
 * one-directional device down.
 *
 * @param to g_r in [0, 1]
 * @param deviceSpread σ_d in [0, 1], fraction of the range
 * @param spread σ in [0, 1], fraction of the range
 */
public record AbruptReset(double to, double deviceSpread, double spread) {
  public AbruptReset {
    Check.within("to", to, 0, 1);
    Check.within("device_spread", deviceSpread, 0, 1);
    Check.within("spread", spread, 0, 1);
  }

  /** The conductance that a reset leaves, before bounds. */
  public double leaves(double ofDevice, double ofReset) {
    return to + deviceSpread * ofDevice + spread * ofReset;
  }
}
