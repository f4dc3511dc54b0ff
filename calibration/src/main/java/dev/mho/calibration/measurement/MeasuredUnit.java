package dev.mho.calibration.measurement;

import dev.mho.device.format.BadInputException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A unit as a file writes it and the way to SI (degrees Celsius for temperatures):
 *
 * <pre>
 *   SI = value · 10^power · factor + offset
 * </pre>
 *
 * <p>A prefix moves the decimal point, so that 20.847 µS is the double nearest to 2.0847e-5 S.
 */
record MeasuredUnit(String text, Dimension dimension, int power, double factor, double offset) {
  private static final double KELVIN = -273.15;
  private static final Map<String, MeasuredUnit> KNOWN = known();

  /** SI, for a value that needs no unit. */
  static MeasuredUnit si(Dimension dimension) {
    return new MeasuredUnit("", dimension, 0, 1, 0);
  }

  /** The unit that a text is, if it is one. Capital and small letters differ: S is siemens. */
  static Optional<MeasuredUnit> parse(String text) {
    return Optional.ofNullable(KNOWN.get(plain(text)))
        .or(
            () ->
                Optional.ofNullable(KNOWN.get(plain(text).toLowerCase(Locale.ROOT)))
                    .filter(unit -> plain(text).length() > 3))
        .map(unit -> unit.named(text.strip()));
  }

  /**
   * The unit of a key in a mapping.
   *
   * @throws BadInputException if the text is none
   */
  static MeasuredUnit named(String key, String text, Dimension wanted) {
    return parse(text)
        .filter(unit -> unit.measures(wanted))
        .orElseThrow(() -> BadInputException.at(key, "\"" + text + "\"", wanted.units()));
  }

  /** Whether a text is a prefix alone, as analysers write after a number: 2.1u. */
  static boolean isPrefix(String text) {
    return text.length() == 1 && "fpnumkMG".contains(text);
  }

  /**
   * The unit that follows a number in a cell of this column: a unit of the same kind, or a prefix
   * alone where the column's own unit has none. Times take no prefix alone: m may be minutes.
   */
  Optional<MeasuredUnit> suffixed(String suffix) {
    boolean prefix = isPrefix(suffix) && power == 0 && factor == 1;
    Optional<MeasuredUnit> unit =
        prefix && dimension != Dimension.TIME ? parse(suffix + dimension.symbol()) : parse(suffix);
    return unit.filter(u -> u.dimension() == dimension);
  }

  /** Whether it measures this; a normalised value may stand for a conductance. */
  boolean measures(Dimension wanted) {
    return dimension == wanted
        || (dimension == Dimension.ARBITRARY && wanted == Dimension.CONDUCTANCE);
  }

  /** A value of this unit in SI. */
  double si(double value) {
    if (power != 0 && Double.isFinite(value)) {
      return BigDecimal.valueOf(value).scaleByPowerOfTen(power).doubleValue();
    }
    return value * factor + offset;
  }

  private MeasuredUnit named(String name) {
    return new MeasuredUnit(name, dimension, power, factor, offset);
  }

  private static String plain(String text) {
    return text.strip()
        .replace('\u00b5', 'u')
        .replace('\u03bc', 'u')
        .replace("\u03a9", "ohm")
        .replace("\u2126", "ohm")
        .replace("\u00b0", "");
  }

  private static Map<String, MeasuredUnit> known() {
    Map<String, MeasuredUnit> units = new HashMap<>();
    prefixed(units, Dimension.CONDUCTANCE, "S", "siemens", "Siemens", "mho", "1/ohm", "A/V");
    prefixed(units, Dimension.RESISTANCE, "ohm", "Ohm", "ohms", "Ohms", "OHM", "V/A");
    prefixed(units, Dimension.CURRENT, "A", "amp", "ampere", "amperes", "Ampere", "Amp");
    prefixed(units, Dimension.VOLTAGE, "V", "volt", "volts", "Volt", "Volts");
    prefixed(units, Dimension.TIME, "s", "sec", "second", "seconds", "Sec", "Second", "Seconds");
    plain(units, Dimension.TIME, 60, "min", "minute", "minutes");
    plain(units, Dimension.TIME, 3600, "h", "hr", "hour", "hours");
    plain(units, Dimension.TIME, 86400, "d", "day", "days");
    plain(units, Dimension.TEMPERATURE, 1, "C", "degC", "celsius", "Celsius");
    for (String kelvin : new String[] {"K", "kelvin", "Kelvin"}) {
      units.put(kelvin, new MeasuredUnit(kelvin, Dimension.TEMPERATURE, 0, 1, KELVIN));
    }
    plain(units, Dimension.CODES, 1, "LSB", "lsb");
    plain(units, Dimension.ARBITRARY, 1, "a.u.", "au", "arb. u.", "arb.", "arbitrary", "1");
    plain(units, Dimension.ARBITRARY, 1, "normalised", "normalized", "norm.");
    units.put("%", new MeasuredUnit("%", Dimension.ARBITRARY, -2, 1, 0));
    return Map.copyOf(units);
  }

  private static void plain(
      Map<String, MeasuredUnit> units, Dimension dimension, double factor, String... names) {
    for (String name : names) {
      units.put(name, new MeasuredUnit(name, dimension, 0, factor, 0));
    }
  }

  private static void prefixed(
      Map<String, MeasuredUnit> units, Dimension dimension, String... names) {
    plain(units, dimension, 1, names);
    for (String name : names) {
      for (int i = 0; i < 5; i++) {
        String small = "munpf".charAt(i) + name;
        units.put(small, new MeasuredUnit(small, dimension, -3 * (i + 1), 1, 0));
      }
      for (int i = 0; i < 3; i++) {
        String large = "kMG".charAt(i) + name;
        units.put(large, new MeasuredUnit(large, dimension, 3 * (i + 1), 1, 0));
      }
    }
    if (dimension == Dimension.RESISTANCE) {
      units.put("KOhm", new MeasuredUnit("KOhm", dimension, 3, 1, 0));
    }
  }
}
