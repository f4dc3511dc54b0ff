package dev.mho.emulator.converter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.format.BadInputException;
import dev.mho.device.random.NoiseStream;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdcTest {
  private static final NoiseStream STREAM = NoiseStream.root(3);

  @Test
  void isADacOfAnotherFullScale() {
    LineConverters adc = new LineConverters(new Adc(9, 12), 1, STREAM);
    Dac dac = new Dac(9);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 1000; i++) {
      float[] y = {(float) (30 * random.nextDouble() - 15)};
      float expected = 12 * dac.convert(y[0] / 12);
      adc.convert(y, 0);
      assertEquals(expected, y[0], 2e-6);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.6, 1, 12})
  void saturatesHalfAStepBeyondItsBound(double bound) {
    Adc adc = new Adc(8, bound);
    LineConverters converters = new LineConverters(adc, 2, STREAM);
    for (int sign : new int[] {-1, 1}) {
      float[] within = {0, (float) (sign * (bound + 0.49 * adc.step()))};
      float[] beyond = {0, (float) (sign * (bound + 0.51 * adc.step()))};
      assertFalse(converters.saturates(within, 0, false));
      assertTrue(converters.saturates(beyond, 0, false));
      assertEquals(sign > 0, converters.saturates(beyond, 0, true));
      int[] counts = new int[2];
      converters.count(within, 0, counts);
      converters.count(beyond, 0, counts);
      assertArrayEquals(new int[] {0, 1}, counts);
      converters.convert(beyond, 0);
      assertEquals(sign * bound, beyond[1], 1e-6 * bound);
    }
  }

  @Test
  void zeroStaysZero() {
    float[] zero = {0};
    new LineConverters(new Adc(2, 1), 1, STREAM).convert(zero, 0);
    assertEquals(0, zero[0]);
  }

  /** Clips and does not round. */
  @Test
  void aLimiterHasNoSteps() {
    float[] y = {-3, -0.123456f, 0.7f, 1.1f};
    new LineConverters(new Adc(new Limiter(), 1), 4, STREAM).convert(y, 0);
    assertArrayEquals(new float[] {-1, -0.123456f, 0.7f, 1}, y);
  }

  @Test
  void rejectsANegativeBound() {
    Exception e = assertThrows(BadInputException.class, () -> new Adc(8, -1));
    assertEquals("bound: found -1.0; allowed: a finite number > 0", e.getMessage());
  }

  @Test
  void rejectsARangeThatDoesNotHoldZero() {
    Exception e =
        assertThrows(BadInputException.class, () -> new Adc(new Limiter(), 0, 1, Mismatch.NONE));
    assertEquals("low: found 0.0; allowed: a finite number < 0", e.getMessage());
  }

  @Test
  void rejectsOneBit() {
    Exception e = assertThrows(BadInputException.class, () -> new Adc(1, 1));
    assertEquals("bits: found 1; allowed: a whole number from 2 to 16", e.getMessage());
  }
}
