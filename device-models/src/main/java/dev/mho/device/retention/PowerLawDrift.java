package dev.mho.device.retention;

import dev.mho.device.curve.Curve;
import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;

/**
 * G(t) = G(t₀) (t/t₀)^(−ν) for t ≥ t₀, unchanged before; t counts from the write. ν is the device's
 * own: ν = |ν̄(x) + σ_ν(x) ξ| with x = G/G_max as it was written.
 *
 * <p>Source: Karpov et al., "Fundamental drift of parameters in chalcogenide phase change memory",
 * J. Appl. Phys. 102:124503 (2007); ν against the conductance as Nandakumar et al., ICECS 2019.
 *
 * @param t0Seconds t₀ > 0
 * @param nuMean ν̄ from 0 to 1, against x
 * @param nuSpread σ_ν from 0 to 1, absolute, against x
 */
public record PowerLawDrift(double t0Seconds, Curve nuMean, Curve nuSpread) implements Drift {
  public PowerLawDrift {
    Check.positive("t0_seconds", t0Seconds);
    exponents("nu_mean", nuMean);
    exponents("nu_spread", nuSpread);
  }

  /** Drift whose exponents do not depend on the conductance. */
  public PowerLawDrift(double t0Seconds, double nuMean, double nuSpread) {
    this(t0Seconds, Curve.constant(nuMean), Curve.constant(nuSpread));
  }

  private static void exponents(String key, Curve curve) {
    Check.present(key, curve);
    if (curve.smallest() < 0 || curve.largest() > 1) {
      String found =
          curve.isConstant()
              ? Double.toString(curve.largest())
              : "values from " + curve.smallest() + " to " + curve.largest();
      throw BadInputException.at(key, found, "0.0 to 1.0 from G = 0 to G_max");
    }
  }

  @Override
  public double onsetSeconds() {
    return t0Seconds;
  }

  /** ν of a device. */
  public double exponent(double x, double xi) {
    return Math.abs(nuMean.at(x) + nuSpread.at(x) * xi);
  }

  @Override
  public double after(double x, double seconds, double xi) {
    return seconds <= t0Seconds ? x : x * StrictMath.pow(seconds / t0Seconds, -exponent(x, xi));
  }

  @Override
  public boolean redrawn() {
    return false;
  }
}
