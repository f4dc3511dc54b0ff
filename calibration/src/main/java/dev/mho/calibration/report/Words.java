package dev.mho.calibration.report;

import dev.mho.device.response.Polarity;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Numbers and directions in sentences. */
public final class Words {
  private static final MathContext DIGITS = new MathContext(4);

  private static final int MOST_ALIKE = 3;

  private Words() {}

  /** Four digits, without an exponent where it can be read without. */
  public static String digits(double number) {
    if (number == 0 || !Double.isFinite(number)) {
      return number == 0 ? "0" : Double.toString(number);
    }
    BigDecimal rounded = new BigDecimal(number).round(DIGITS).stripTrailingZeros();
    double size = Math.abs(number);
    return size >= 1e-4 && size < 1e6
        ? rounded.toPlainString()
        : rounded.toString().replace("E+", "e").replace('E', 'e');
  }

  /** A number with its unit, under a prefix where the unit takes one: {@code 12.3 µS}. */
  public static String quantity(double number, String unit) {
    Prefixed prefixed = Prefixed.of(number, unit);
    return (prefixed.digits(number) + " " + prefixed.unit()).stripTrailing();
  }

  /** A conductance as part of a parameter's name: {@code 12.3uS}. */
  public static String key(double siemens) {
    return quantity(siemens, "S").replace(" ", "").replace('\u00b5', 'u');
  }

  /** So many of something: {@code 1 train}, {@code 3 trains}. */
  public static String count(long number, String one) {
    return number + " " + one + (number == 1 ? "" : "s");
  }

  /** A fraction in per cent with three digits. */
  public static String percent(double fraction) {
    return String.format(Locale.ROOT, "%.3g %%", 100 * fraction);
  }

  /** Sentences of which no more than three begin alike; the others are counted. */
  public static List<String> gathered(List<String> sentences) {
    Map<String, List<String>> alike = new LinkedHashMap<>();
    for (String sentence : sentences) {
      String words = sentence.replaceAll("[0-9]+|\"[^\"]*\"", "");
      alike.computeIfAbsent(words, w -> new ArrayList<>()).add(sentence);
    }
    List<String> gathered = new ArrayList<>();
    for (List<String> same : alike.values()) {
      gathered.addAll(same.subList(0, Math.min(MOST_ALIKE, same.size())));
      if (same.size() > MOST_ALIKE) {
        gathered.add("… and " + (same.size() - MOST_ALIKE) + " more like this");
      }
    }
    return gathered;
  }

  /** A direction at the beginning of a sentence. */
  public static String of(Polarity polarity) {
    return polarity == Polarity.UP ? "Up" : "Down";
  }
}
