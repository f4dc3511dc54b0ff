package dev.mho.experiments.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers as people read them, with the whole number beside. */
class MeasureTest {
  private final Locale usual = Locale.getDefault();

  @AfterEach
  void restoreLocale() {
    Locale.setDefault(usual);
  }

  private static String plain(Measure measure) {
    return measure.text().replace('\u00a0', ' ').replace('\u202f', ' ').replace('\u2212', '-');
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 S",
    "1e-6, 1 µS",
    "2.5004e-5, 25 µS",
    "9.9999e-4, 1 mS",
    "9.994e-4, 999.4 µS",
    "-3.2e-9, -3.2 nS",
    "4.7e-20, 0.047 aS",
    "1, 1 S",
    "12345, 12.35 kS",
    "3e18, 3000 PS"
  })
  void prefixesKeepNumbersBetweenOneAndAThousand(double value, String text) {
    assertEquals(text, plain(Measure.si(value, "S")));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 s",
    "59.9, 59.9 s",
    "60, 1 min",
    "3600, 1 h",
    "86400, 1 d",
    "2592000, 30 d",
    "31557600, 1 years",
    "1e-7, 100 ns"
  })
  void timesAreInTheirUsualUnits(double seconds, String text) {
    assertEquals(text, plain(Measure.time(seconds)));
  }

  @ParameterizedTest
  @CsvSource({
    "0.025, +2.50 points",
    "-0.02222, -2.22 points",
    "1e-9, 0.00 points",
    "-1e-9, 0.00 points"
  })
  void differencesHaveASign(double value, String text) {
    assertEquals(text, plain(Measure.points(value)));
  }

  @ParameterizedTest
  @CsvSource({
    "0.1, 0.1",
    "0.00012344, 1.234e-4",
    "12345.6, 12350",
    "1234567, 1.235e6",
    "-0.5, -0.5",
    "100, 100",
    "1e6, 1e6"
  })
  void fourDigits(double value, String text) {
    assertEquals(text, plain(Measure.plain(value)));
  }

  @Test
  void thereIsNoNaN() {
    assertEquals("none", Measure.digits(Double.NaN));
    assertEquals("∞", Measure.digits(Double.POSITIVE_INFINITY));
  }

  @Test
  void theWholeNumberIsThereForPrograms() {
    Locale.setDefault(Locale.GERMANY);
    assertEquals(
        "<data value=\"0.9388888888888889\">93.89\u00a0%</data>",
        Measure.percent(0.9388888888888889).html().toString());
    assertEquals("1 234 567", plain(Measure.count(1_234_567)));
  }
}
