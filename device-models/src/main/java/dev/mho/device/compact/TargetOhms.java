package dev.mho.device.compact;

import dev.mho.device.format.Check;

/**
 * r(V) = r₀ + r₁ V, the resistance that a voltage drives towards.
 *
 * @param ohms r₀
 * @param ohmsPerVolt r₁
 */
public record TargetOhms(double ohms, double ohmsPerVolt) {
  public TargetOhms {
    Check.finite("ohms", ohms);
    Check.finite("ohms_per_volt", ohmsPerVolt);
  }

  /**
   * Ohms still to go from {@code from} to r(V) in the direction of {@code drive}; not above 0 where
   * nothing moves: the target lies behind, or there is no drive.
   */
  double way(double from, double volts, double drive) {
    return Math.signum(drive) * (ohms + ohmsPerVolt * volts - from);
  }
}
