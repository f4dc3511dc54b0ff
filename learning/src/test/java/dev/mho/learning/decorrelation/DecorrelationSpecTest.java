package dev.mho.learning.decorrelation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mho.device.format.BadInputException;
import dev.mho.learning.decorrelation.DecorrelationSpec.Diagonal;
import dev.mho.learning.decorrelation.DecorrelationSpec.Gain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a decorrelator can be asked to do. */
class DecorrelationSpecTest {

  /** 0.1 · 30 is a little more than 3 in binary. */
  @ParameterizedTest
  @CsvSource({"1, 256, 256", "0.1, 256, 26", "0.1, 16, 2", "0.1, 30, 3", "0.01, 5, 1"})
  void samplesAreRoundedUp(double samples, int batch, int rows) {
    assertEquals(rows, spec(0.1, samples, true, false).rowsOf(batch));
  }

  @Test
  void refusals() {
    assertRefused(
        "rate: found -1.0; allowed: a finite number >= 0", () -> spec(-1, 1, true, false));
    assertRefused("samples: found 0.0; allowed: 1.0E-9 to 1.0", () -> spec(0.1, 0, true, false));
    assertRefused(
        "demean-gradient: found true with demean: false;"
            + " allowed: demean-gradient only together with demean",
        () -> spec(0.1, 1, false, true));
  }

  private static void assertRefused(String message, Runnable construction) {
    BadInputException refusal = assertThrows(BadInputException.class, construction::run);
    assertEquals(message, refusal.getMessage());
  }

  private static DecorrelationSpec spec(
      double rate, double samples, boolean demean, boolean demeanGradient) {
    return new DecorrelationSpec(
        rate, Diagonal.KEEP, samples, demean, Gain.DEMEANED, demeanGradient, 0.1);
  }
}
