package dev.mho.calibration.report;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * A unit with the prefix that leaves one to three digits before a number's point, as device people
 * write: 12.3 µS for 1.23e-5 S. Units that begin with S or A take prefixes; others stay as they
 * are.
 *
 * @param factor what a number in the bare unit is multiplied with
 * @param unit the unit with its prefix
 */
public record Prefixed(double factor, String unit) {
  private static final String[] PREFIXES = {"f", "p", "n", "\u00b5", "m", "", "k", "M", "G"};
  private static final int BARE = 5;
  private static final MathContext DIGITS = new MathContext(4);

  /** The prefix for numbers as large as this one. */
  public static Prefixed of(double size, String unit) {
    boolean prefixable = unit.matches("[SA]([ /].*)?");
    if (!prefixable || size == 0 || !Double.isFinite(size)) {
      return new Prefixed(1, unit);
    }
    BigDecimal rounded = new BigDecimal(size).round(DIGITS);
    int exponent = rounded.precision() - rounded.scale() - 1;
    int steps = Math.max(-BARE, Math.min(PREFIXES.length - 1 - BARE, Math.floorDiv(exponent, 3)));
    return new Prefixed(Math.pow(10, -3 * steps), PREFIXES[BARE + steps] + unit);
  }

  /** A number in the bare unit as digits under the prefix. */
  public String digits(double number) {
    return Words.digits(number * factor);
  }
}
