package dev.mho.experiments.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SiemensUnitTest {

  @ParameterizedTest
  @CsvSource({
    "7.4e-8, NANO, 74, nS",
    "1e-7, MICRO, 0.1, µS",
    "2.5e-5, MICRO, 25, µS",
    "9.99e-3, MICRO, 9990, µS",
    "2e-2, MILLI, 20, mS"
  })
  void theUnitMakesReadableNumbers(double siemens, SiemensUnit unit, String text, String symbol) {
    assertEquals(unit, SiemensUnit.upTo(siemens));
    assertEquals(text, unit.text(siemens));
    assertEquals(symbol, unit.symbol());
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "0.123456, 0.123",
    "-0.0005, -0.0005",
    "1.8e-7, 1.8e-7",
    "59172, 59200",
    "1e6, 1e6",
    "-2.344e9, -2.34e9"
  })
  void numbersHaveThreeDigits(double number, String text) {
    assertEquals(text, SiemensUnit.digits(number));
  }
}
