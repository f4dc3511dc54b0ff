package dev.mho.emulator.converter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.format.BadInputException;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RangeFinderTest {
  /** Relative width of a bin. */
  private static final double BIN = 1.0 / 2048;

  private static float[] currents(long seed, double size) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] y = new float[5000];
    for (int i = 0; i < y.length; i++) {
      y[i] = (float) (size * (2 * random.nextDouble() - 1) * random.nextDouble());
    }
    return y;
  }

  /** The twin sorts. */
  private static double percentile(float[] y, double percent) {
    double[] sizes = new double[y.length];
    Arrays.setAll(sizes, i -> Math.abs(y[i]));
    Arrays.sort(sizes);
    return sizes[(int) Math.ceil(sizes.length * percent / 100) - 1];
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 50, 99, 99.99, 100})
  void percentiles(double percent) {
    float[] y = currents(1, 3);
    RangeFinder finder = new RangeFinder(new RangeRule.Percentile(percent));
    finder.see(y, 0, 2000);
    finder.batchEnded();
    finder.see(y, 2000, 3000);
    double expected = percentile(y, percent);
    double found = finder.bound().orElseThrow();
    assertTrue(
        found >= expected * (1 - 1e-7) && found <= expected * (1 + BIN),
        found + " for " + expected);
  }

  @Test
  void theLargest() {
    float[] y = currents(2, 7);
    y[17] = -9;
    RangeFinder finder = new RangeFinder(new RangeRule.MinMax());
    finder.see(y, 0, y.length);
    assertEquals(9, finder.bound().orElseThrow());
  }

  @Test
  void aRunningMean() {
    RangeFinder finder = new RangeFinder(new RangeRule.Moving(99, 0.25));
    double expected = 0;
    for (int batch = 0; batch < 6; batch++) {
      float[] y = currents(batch, 1 + batch);
      finder.see(y, 0, y.length);
      finder.batchEnded();
      double now = percentile(y, 99);
      expected = batch == 0 ? now : 0.75 * expected + 0.25 * now;
    }
    assertEquals(expected, finder.bound().orElseThrow(), expected * BIN);
  }

  @Test
  void nothingSeenNoBound() {
    for (RangeRule rule :
        new RangeRule[] {
          new RangeRule.MinMax(), new RangeRule.Percentile(99), new RangeRule.Moving(99, 0.1)
        }) {
      RangeFinder finder = new RangeFinder(rule);
      finder.batchEnded();
      assertEquals(OptionalDouble.empty(), finder.bound());
      finder.see(new float[10], 0, 10);
      finder.batchEnded();
      assertEquals(OptionalDouble.empty(), finder.bound());
    }
  }

  @Test
  void rejectsAPercentileBeyondAll() {
    Exception e = assertThrows(BadInputException.class, () -> new RangeRule.Percentile(100.5));
    assertEquals("percentile: found 100.5; allowed: 1.0 to 100.0", e.getMessage());
  }
}
