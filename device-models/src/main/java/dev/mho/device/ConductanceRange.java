package dev.mho.device;

import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;

/**
 * The nominal conductance range and how far single devices stray from it.
 *
 * <p>A device's own bounds are g_lo = ½ − |½ + σ_min ξ₁| and g_hi = ½ + |½ + σ_max ξ₂|, so that
 * they never cross.
 *
 * @param minSiemens G_min ≥ 0
 * @param maxSiemens G_max > G_min
 * @param minSpread σ_min ≥ 0, fraction of the nominal range
 * @param maxSpread σ_max ≥ 0, fraction of the nominal range
 */
public record ConductanceRange(
    double minSiemens, double maxSiemens, double minSpread, double maxSpread) {
  public ConductanceRange {
    Check.notNegative("min_siemens", minSiemens);
    Check.positive("max_siemens", maxSiemens);
    Check.notNegative("min_spread", minSpread);
    Check.notNegative("max_spread", maxSpread);
    if (maxSiemens <= minSiemens) {
      throw BadInputException.at(
          "max_siemens", Double.toString(maxSiemens), "more than min_siemens, " + minSiemens);
    }
  }

  /** G_max − G_min in siemens. */
  public double span() {
    return maxSiemens - minSiemens;
  }

  /** G in siemens of normalised g. */
  public double siemens(double g) {
    return minSiemens + g * span();
  }

  /** Normalised g of G in siemens. */
  public double normalised(double siemens) {
    return (siemens - minSiemens) / span();
  }

  /** The same range without spread. */
  public ConductanceRange withoutSpread() {
    return new ConductanceRange(minSiemens, maxSiemens, 0, 0);
  }
}
