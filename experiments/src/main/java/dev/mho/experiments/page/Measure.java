package dev.mho.experiments.page;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/**
 * A number with its unit: rounded for reading, with the whole number beside it for programs, as
 * {@code <data value="0.9388888888888889">93.89 %</data>}.
 *
 * @param value in SI units, or a share from 0 to 1
 * @param text for people
 */
public record Measure(double value, String text) {
  private static final MathContext DIGITS = new MathContext(4);
  private static final String SMALL = "mµnpfa";
  private static final String LARGE = "kMGTP";

  /** A blank at which no line breaks. */
  private static final String BLANK = "\u00a0";

  /** A share, as per cent with two decimals. */
  public static Measure percent(double share) {
    return new Measure(share, String.format(Locale.ROOT, "%.2f", 100 * share) + BLANK + "%");
  }

  /** A small share, as per cent with four digits. */
  public static Measure finePercent(double share) {
    return new Measure(share, digits(100 * share) + BLANK + "%");
  }

  /** A difference of shares, as points of per cent with their sign. */
  public static Measure points(double difference) {
    String text = String.format(Locale.ROOT, "%+.2f", 100 * difference);
    boolean none = text.equals("-0.00") || text.equals("+0.00");
    return new Measure(
        difference, (none ? "0.00" : text.replace('-', '\u2212')) + BLANK + "points");
  }

  /** The same without a sign before it. */
  public Measure unsigned() {
    return new Measure(value, text.replaceAll("^[+\u2212]", ""));
  }

  /** A number without a unit, four digits. */
  public static Measure plain(double value) {
    return new Measure(value, digits(value));
  }

  /** A whole number, its thousands apart. */
  public static Measure count(long value) {
    return new Measure(value, String.format(Locale.ROOT, "%,d", value).replace(',', '\u202f'));
  }

  /** A number with a unit that takes no prefix, four digits. */
  public static Measure of(double value, String unit) {
    return new Measure(value, digits(value) + BLANK + unit);
  }

  /** A number with an SI unit, four digits, the unit with the prefix that makes it 1 to 1000. */
  public static Measure si(double value, String unit) {
    return si(value, Prefix.of(value), unit);
  }

  /** A number with an SI unit and a prefix, four digits. */
  public static Measure si(double value, Prefix prefix, String unit) {
    return new Measure(value, digits(value / prefix.factor) + BLANK + prefix.sign + unit);
  }

  /** A time: with a prefix below a minute, then minutes, hours, days, years. */
  public static Measure time(double seconds) {
    double size = Math.abs(seconds);
    if (size < 60) {
      return si(seconds, "s");
    }
    String[] units = {"min", "h", "d", "years"};
    double[] worth = {60, 3600, 86_400, 365.25 * 86_400};
    int unit = size < 3600 ? 0 : size < 86_400 ? 1 : size < 365.25 * 86_400 ? 2 : 3;
    return new Measure(seconds, digits(seconds / worth[unit]) + BLANK + units[unit]);
  }

  /**
   * A prefix of SI units.
   *
   * @param sign as it is written
   * @param factor what it stands for
   */
  public record Prefix(String sign, double factor) {
    /** The one with which a value is 1 to 1000. */
    public static Prefix of(double value) {
      double size = Math.abs(value);
      if (size == 0 || !Double.isFinite(size)) {
        return new Prefix("", 1);
      }
      // A value that is rounded up to 1000 takes the next prefix.
      int thousands =
          Math.floorDiv(
              (int) Math.floor(Math.log10(new BigDecimal(size).round(DIGITS).doubleValue())), 3);
      int known = Math.max(-SMALL.length(), Math.min(LARGE.length(), thousands));
      String sign =
          known == 0
              ? ""
              : known < 0 ? SMALL.substring(-known - 1, -known) : LARGE.substring(known - 1, known);
      return new Prefix(sign, Math.pow(1000, known));
    }
  }

  /** Four digits, without an exponent where it can be read without. */
  public static String digits(double number) {
    if (number == 0) {
      return "0";
    }
    if (!Double.isFinite(number)) {
      return Double.isNaN(number) ? "none" : number > 0 ? "∞" : "\u2212∞";
    }
    BigDecimal rounded = new BigDecimal(number).round(DIGITS).stripTrailingZeros();
    double size = Math.abs(number);
    String text = size >= 1e-3 && size < 1e6 ? rounded.toPlainString() : scientific(rounded);
    return text.replace('-', '\u2212');
  }

  private static String scientific(BigDecimal number) {
    String digits = number.unscaledValue().abs().toString();
    String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
    int exponent = number.precision() - number.scale() - 1;
    return (number.signum() < 0 ? "-" : "") + digits.charAt(0) + fraction + "e" + exponent;
  }

  /** Writes it. */
  public Html html() {
    return new Html().element("data", text, "value", Double.toString(value));
  }

  @Override
  public String toString() {
    return text;
  }
}
