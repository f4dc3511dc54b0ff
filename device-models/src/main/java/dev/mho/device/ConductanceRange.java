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
 * @param maxSiemens G_max > G_min, at most 1
 * @param minSpread σ_min in [0, 1], fraction of the nominal range
 * @param maxSpread σ_max in [0, 1], fraction of the nominal range
 */
public record ConductanceRange(
    double minSiemens, double maxSiemens, double minSpread, double maxSpread) {
  public ConductanceRange {
    Check.notNegative("min_siemens", minSiemens);
    Check.positive("max_siemens", maxSiemens);
    Check.within("min_spread", minSpread, 0, 1);
    Check.within("max_spread", maxSpread, 0, 1);
    if (maxSiemens > 1) {
      throw BadInputException.at(
          "max_siemens",
          Double.toString(maxSiemens),
          "at most 1 siemens; a microsiemens is written 1e-6");
    }
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
