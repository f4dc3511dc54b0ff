package dev.mho.calibration.measurement;

/** How numbers are written: decimal sign, and what groups thousands ({@code '\0'} for nothing). */
record Numeral(char decimal, char thousands) {
  /** No character. */
  static final char NONE = '\0';

  /** A decimal point and no groups. */
  static final Numeral POINT = new Numeral('.', NONE);

  /** A decimal comma and no groups. */
  static final Numeral COMMA = new Numeral(',', NONE);

  /**
   * The number that a text is, whatever the locale; NaN if it is none. A sign may be a true minus,
   * an exponent may start with D; there are no suffixes, no hexadecimal numbers, and no number ends
   * in its decimal comma.
   */
  double parse(String text) {
    int n = end(text);
    return n == text.length() && n > 0 ? value(text) : Double.NaN;
  }

  /** Whether the whole text is a number. */
  boolean matches(String text) {
    return !text.isEmpty() && end(text) == text.length();
  }

  /** Where the number at the start of a text ends; 0 if there is none. */
  int end(String text) {
    int i = sign(text, 0);
    int digits = i;
    i = digits(text, i);
    boolean some = i > digits;
    while (some && thousands != NONE && i - digits <= 3 && group(text, i)) {
      i += 4;
      digits = i - 3;
    }
    if (at(text, i) == decimal) {
      int after = digits(text, i + 1);
      boolean fraction = after > i + 1;
      if (fraction || (some && decimal == '.')) {
        i = after;
        some = true;
      }
    }
    return some ? exponent(text, i) : 0;
  }

  private int exponent(String text, int from) {
    if ("eEdD".indexOf(at(text, from)) < 0) {
      return from;
    }
    int first = sign(text, from + 1);
    int after = digits(text, first);
    return after > first ? after : from;
  }

  /** Whether a separator and exactly three digits follow. */
  private boolean group(String text, int i) {
    return at(text, i) == thousands && digits(text, i + 1) == i + 4;
  }

  private static int sign(String text, int i) {
    return "+-\u2212".indexOf(at(text, i)) >= 0 ? i + 1 : i;
  }

  private static int digits(String text, int from) {
    int i = from;
    while (at(text, i) >= '0' && at(text, i) <= '9') {
      i++;
    }
    return i;
  }

  /** A character of the text, or one that no number has. */
  private static char at(String text, int i) {
    return i < text.length() ? text.charAt(i) : '~';
  }

  private double value(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && c != '.' && c != 'e' && c != 'E' && c != '-' && c != '+'
          || c == thousands) {
        return Double.parseDouble(plain(text));
      }
    }
    return Double.parseDouble(text);
  }

  private String plain(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == thousands) {
        continue;
      }
      plain.append(c == decimal ? '.' : c == '\u2212' ? '-' : c == 'D' || c == 'd' ? 'e' : c);
    }
    return plain.toString();
  }
}
