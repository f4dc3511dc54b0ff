package dev.mho.emulator.converter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.format.BadInputException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdcTest {

  @Test
  void isADacOfAnotherFullScale() {
    Adc adc = new Adc(9, 12);
    Dac dac = new Dac(9);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 1000; i++) {
      double y = 30 * random.nextDouble() - 15;
      assertEquals(12 * dac.convert(y / 12), adc.convert(y), 1e-6);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.6, 1, 12})
  void saturatesHalfAStepBeyondItsBound(double bound) {
    Adc adc = new Adc(8, bound);
    for (int sign : new int[] {-1, 1}) {
      assertFalse(adc.saturates(sign * bound));
      assertFalse(adc.saturates(sign * (bound + 0.49 * adc.step())));
      assertTrue(adc.saturates(sign * (bound + 0.51 * adc.step())));
      assertEquals(sign * bound, adc.convert(sign * (bound + 0.51 * adc.step())));
    }
  }

  @Test
  void zeroStaysZero() {
    assertEquals(0, new Adc(2, 1).convert(0));
  }

  @Test
  void rejectsANegativeBound() {
    Exception e = assertThrows(BadInputException.class, () -> new Adc(8, -1));
    assertEquals("bound: found -1.0; allowed: a finite number > 0", e.getMessage());
  }

  @Test
  void rejectsOneBit() {
    Exception e = assertThrows(BadInputException.class, () -> new Adc(1, 1));
    assertEquals("bits: found 1; allowed: a whole number from 2 to 16", e.getMessage());
  }
}
