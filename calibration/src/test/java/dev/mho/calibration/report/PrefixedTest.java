package dev.mho.calibration.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrefixedTest {

  @ParameterizedTest
  @CsvSource({
    "1.0077e-5, S, 10.08 \u00b5S",
    "9.99996e-7, S, 1 \u00b5S",
    "-2.5e-12, S, -2.5 pS",
    "1e-18, S, 0.001 fS",
    "0.25, S, 250 mS",
    "3e-5, A/V\u00b3, 30 \u00b5A/V\u00b3",
    "1.66e-7, S per pulse, 166 nS per pulse",
    "0, S, 0 S",
    "NaN, S, NaN S",
    "0.001, s, 0.001 s",
    "0.05207, of the device's range per pulse, 0.05207 of the device's range per pulse"
  })
  void leavesOneToThreeDigitsBeforeThePoint(double number, String unit, String shown) {
    assertEquals(shown, Words.quantity(number, unit));
  }

  @Test
  void endsOfAnIntervalTakeThePrefixOfTheValue() {
    Prefixed in = Parameter.of("x", 1.01e-6, "S").prefixed();
    assertEquals("0.99", in.digits(0.99e-6));
    assertEquals("\u00b5S", in.unit());
  }

  @Test
  void namesAreWrittenInAscii() {
    assertEquals("12.3uS", Words.key(12.3e-6));
  }
}
