package dev.mho.device;

import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;
import dev.mho.device.spread.Spread;
import java.util.Optional;

/**
 * The nominal conductance range and how far single devices stray from it.
 *
 * <p>A device's own bounds lie at the middle of the nominal range minus and plus half of it times a
 * multiplier, so that they never cross: with a normal spread g_lo = ½ − |½ + σ_min ξ₁| and g_hi = ½
 * + |½ + σ_max ξ₂|, with a log-normal one g_lo = ½ − ½ e^(2σ_min ξ₁) and g_hi = ½ + ½ e^(2σ_max
 * ξ₂).
 *
 * @param minSiemens G_min ≥ 0
 * @param maxSiemens G_max > G_min, at most 1
 * @param minSpread spread of the lower bound, σ_min in [0, 1], fraction of the nominal range
 * @param maxSpread spread of the upper bound, σ_max in [0, 1], fraction of the nominal range
 * @param levels number n ≥ 2 of states that the device can hold, equally spaced from G_min to
 *     G_max: a write aims at the nearest, a pulse ends on one of the two next to where it would
 *     lead, at random so that its mean is kept; a device that a write or time has taken beyond them
 *     moves freely until it is back. Empty: any conductance
 */
public record ConductanceRange(
    double minSiemens,
    double maxSiemens,
    Spread minSpread,
    Spread maxSpread,
    Optional<Integer> levels) {
  public ConductanceRange {
    Check.notNegative("min_siemens", minSiemens);
    Check.positive("max_siemens", maxSiemens);
    Check.within("min_spread", Check.present("min_spread", minSpread).sigma(), 0, 1);
    Check.within("max_spread", Check.present("max_spread", maxSpread).sigma(), 0, 1);
    levels.ifPresent(n -> Check.within("levels", n, 2, 1 << 24));
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

  /** G in units of G_max, of normalised g. */
  public double ofMaximum(double g) {
    return siemens(g) / maxSiemens;
  }

  /** Normalised g of G in units of G_max. */
  public double ofRange(double x) {
    return normalised(x * maxSiemens);
  }

  /** The lower bound of the device whose draw is {@code xi}. */
  public double low(double xi) {
    return 0.5 - 0.5 * doubled(minSpread).multiplier(xi);
  }

  /** The upper bound of the device whose draw is {@code xi}. */
  public double high(double xi) {
    return 0.5 + 0.5 * doubled(maxSpread).multiplier(xi);
  }

  /** The level nearest to normalised g; g itself where any conductance can be held. */
  public double nearestLevel(double g) {
    if (levels.isEmpty()) {
      return g;
    }
    int steps = levels.get() - 1;
    return Math.rint(Math.min(1, Math.max(0, g)) * steps) / steps;
  }

  /** A fraction of the range is twice as much of half the range. */
  private static Spread doubled(Spread spread) {
    return new Spread(spread.shape(), 2 * spread.sigma());
  }

  /** Whether devices differ in their bounds. */
  public boolean isSpread() {
    return minSpread.isPresent() || maxSpread.isPresent();
  }

  /** The same range without spread. */
  public ConductanceRange withoutSpread() {
    return new ConductanceRange(minSiemens, maxSiemens, Spread.none(), Spread.none(), levels);
  }

  /** The same range, any conductance held. */
  public ConductanceRange withoutLevels() {
    return new ConductanceRange(minSiemens, maxSiemens, minSpread, maxSpread, Optional.empty());
  }

  /** A range whose bounds all devices share and where any conductance can be held. */
  public static ConductanceRange of(double minSiemens, double maxSiemens) {
    return new ConductanceRange(
        minSiemens, maxSiemens, Spread.none(), Spread.none(), Optional.empty());
  }
}
