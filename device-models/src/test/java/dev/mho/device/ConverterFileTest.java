package dev.mho.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mho.device.format.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConverterFileTest {
  private static final String GOOD =
      """
      { "mho": "converter/1", "name": "bench 3", "bits": 2, "low": 0, "high": 1.2, "unit": "V",
        "offset_lsb": 0.4, "gain_error": -0.01, "inl_lsb": [0.1, -0.2, 0.05],
        "provenance": { "source": "sweep.csv" } }
      """;

  @Test
  void comesBackAsItWas() {
    ConverterModel model = ConverterFile.parse(GOOD, "good");
    assertEquals(2, model.bits());
    assertEquals(-0.2, model.inlLsb().get(1));
    assertEquals(model, ConverterFile.parse(ConverterFile.print(model), "again"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          converter/1      | converter/2       | bad: found mho: converter/2; allowed: mho: converter/1
          "bits": 2        | "bit": 2          | bad: bit: unknown key "bit", did you mean "bits"? Known: bits, gain_error, high, inl_lsb, low, name, offset_lsb, provenance, unit
          "bits": 2        | "bits": 17        | bad: bits: found 17; allowed: a whole number from 2 to 16
          "bits": 2        | "bits": 3         | bad: inl_lsb: found a list of 3; allowed: 7 numbers, one a transition of 3 bits, or none
          "high": 1.2      | "high": 0         | bad: high: found 0.0; allowed: above low, 0.0
          "low": 0         | "low": "a"        | bad: low: found "a"; allowed: a number
          "unit": "V",     |                   | bad: unit: missing
          -0.01            | -1                | bad: gain_error: found -1.0; allowed: -0.99 to 100.0
          -0.2             | null              | bad: inl_lsb[1]: missing
          "name": "bench 3", |                 | bad: name: missing
          """)
  void mistakesAreOneLine(String found, String replacement, String message) {
    String bad = GOOD.replace(found, replacement == null ? "" : replacement);
    Exception e = assertThrows(BadInputException.class, () -> ConverterFile.parse(bad, "bad"));
    assertEquals(message, e.getMessage());
  }
}
