package dev.mho.calibration.measurement;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads one cell after the other: a number, or why there is none.
 *
 * <p>Numbers beyond 1e30 are an instrument's code for over-range (9.91E+37, 199.999E+99), whatever
 * the unit. A number may carry a unit of its own ({@code 3.3 uA}) or an instrument's status letter
 * before it ({@code C 1.0E-03}).
 */
final class Cell {
  private static final double OVERFLOW = 1e30;
  private static final Set<String> MISSING =
      Set.of("", "nan", "-nan", "+nan", "-", "--", "---", "n/a", "na", "#n/a", "null", "1.#qnan");
  private static final Set<String> OVERFLOWS =
      Set.of(
          "inf",
          "+inf",
          "-inf",
          "infinity",
          "-infinity",
          "overflow",
          "ovfl",
          "ovf",
          "ovld",
          "ol",
          "1.#inf",
          "-1.#inf",
          "over range",
          "overrange");
  private static final Pattern LETTER =
      Pattern.compile("([NLCTVXGSUD])(?:[A-H]?[VIFZYRT])?\\s*([+-]?[0-9.].*)");

  private final Numeral numeral;
  private final Set<String> missing;

  private double value;
  private Status status = Status.OK;
  private String suffix = "";

  Cell(Numeral numeral, List<String> missing) {
    this.numeral = numeral;
    this.missing = new HashSet<>(MISSING);
    missing.forEach(word -> this.missing.add(word.strip().toLowerCase(Locale.ROOT)));
  }

  /**
   * Reads a cell.
   *
   * @return false if it is no number and does not stand for a missing one
   */
  boolean read(String text) {
    suffix = "";
    double number = numeral.parse(text);
    if (!Double.isNaN(number)) {
      return take(number, Status.OK);
    }
    if (missing.contains(text.toLowerCase(Locale.ROOT))) {
      return none(Status.MISSING);
    }
    if (OVERFLOWS.contains(text.toLowerCase(Locale.ROOT))) {
      return none(Status.OVERFLOW);
    }
    return withUnit(text) || withLetter(text);
  }

  /** The number; NaN unless the status is OK or compliance. */
  double value() {
    return value;
  }

  /** Whether there is a number. */
  Status status() {
    return status;
  }

  /** The unit, or the prefix of one, that follows the number in the cell; empty for none. */
  String suffix() {
    return suffix;
  }

  private boolean take(double number, Status standing) {
    if (!(Math.abs(number) <= OVERFLOW)) {
      return none(Status.OVERFLOW);
    }
    value = number;
    status = standing;
    return true;
  }

  private boolean none(Status reason) {
    value = Double.NaN;
    status = reason;
    return true;
  }

  private boolean withUnit(String text) {
    int end = numeral.end(text);
    if (end == 0) {
      return false;
    }
    suffix = text.substring(end).strip();
    return (MeasuredUnit.isPrefix(suffix) || MeasuredUnit.parse(suffix).isPresent())
        && take(numeral.parse(text.substring(0, end)), Status.OK);
  }

  private boolean withLetter(String text) {
    Matcher letter = LETTER.matcher(text);
    if (!letter.matches()) {
      return false;
    }
    double number = numeral.parse(letter.group(2));
    Status said = word(letter.group(1)).orElseThrow();
    if (Double.isNaN(number)) {
      return false;
    }
    return said == Status.OVERFLOW ? none(said) : take(number, said);
  }

  /** What an instrument's word or letter says of a number. */
  static Optional<Status> word(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "n", "l", "ok", "0", "normal", "" -> Optional.of(Status.OK);
      case "c", "t", "compliance", "comp" -> Optional.of(Status.COMPLIANCE);
      case "v", "x", "g", "s", "u", "d", "overflow", "over" -> Optional.of(Status.OVERFLOW);
      case "missing" -> Optional.of(Status.MISSING);
      default -> Optional.empty();
    };
  }
}
