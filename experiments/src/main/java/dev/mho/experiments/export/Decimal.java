package dev.mho.experiments.export;

import com.fasterxml.jackson.core.io.NumberOutput;

/**
 * Numbers as text: the fewest digits that read back as the same double, at most 17, with a dot
 * whatever the locale, and the same on any version of Java.
 */
public final class Decimal {
  private Decimal() {}

  /** The text of a number, for example {@code 1.0E-5}. */
  public static String text(double value) {
    return NumberOutput.toString(value, true);
  }
}
