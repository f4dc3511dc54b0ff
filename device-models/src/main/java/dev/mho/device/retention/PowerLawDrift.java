package dev.mho.device.retention;

import dev.mho.device.format.Check;

/**
 * G(t) = G(t₀) (t/t₀)^(−ν) for t ≥ t₀, unchanged before; t counts from the write, so t = 0 is
 * legal. ν is the device's own: ν = |ν̄ + σ_ν ξ|.
 *
 * <p>Source: Karpov et al., "Fundamental drift of parameters in chalcogenide phase change memory",
 * J. Appl. Phys. 102:124503 (2007).
 *
 * @param t0Seconds t₀ > 0
 * @param nuMean ν̄ ≥ 0
 * @param nuSpread σ_ν ≥ 0, absolute
 */
public record PowerLawDrift(double t0Seconds, double nuMean, double nuSpread) implements Drift {
  public PowerLawDrift {
    Check.positive("t0_seconds", t0Seconds);
    Check.within("nu_mean", nuMean, 0, 1);
    Check.within("nu_spread", nuSpread, 0, 1);
  }

  @Override
  public double onsetSeconds() {
    return t0Seconds;
  }

  @Override
  public double exponent(double xi) {
    return Math.abs(nuMean + nuSpread * xi);
  }

  @Override
  public double factor(double seconds, double exponent) {
    return seconds <= t0Seconds ? 1 : StrictMath.pow(seconds / t0Seconds, -exponent);
  }
}
