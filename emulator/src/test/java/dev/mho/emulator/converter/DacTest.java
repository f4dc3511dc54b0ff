package dev.mho.emulator.converter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mho.device.format.BadInputException;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DacTest {

  /** The twin looks for the nearest of all levels. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 7, 10})
  void picksTheNearestLevel(int bits) {
    int half = (1 << (bits - 1)) - 1;
    Dac dac = new Dac(bits);
    SplittableRandom random = new SplittableRandom(bits);
    for (int i = 0; i < 1000; i++) {
      double x = 3 * random.nextDouble() - 1.5;
      double nearest = 1;
      for (int level = -half; level <= half; level++) {
        double candidate = level / (double) half;
        nearest = Math.abs(candidate - x) < Math.abs(nearest - x) ? candidate : nearest;
      }
      assertEquals(nearest, dac.convert(x), 1e-7);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 7, 10})
  void hasOneLevelLessThanItsBitsCanName(int bits) {
    TreeSet<Float> levels = new TreeSet<>();
    for (int i = -5000; i <= 5000; i++) {
      levels.add(new Dac(bits).convert(i / 5000.0) + 0f);
    }
    assertEquals((1 << bits) - 1, levels.size());
    assertEquals(1, levels.last());
    assertEquals(-1, levels.first());
  }

  /** Two bits: levels −1, 0, 1. Three: steps of a third. */
  @Test
  void halfGoesToEven() {
    assertEquals(0, new Dac(2).convert(0.5));
    assertEquals(0f, Math.abs(new Dac(2).convert(-0.5)));
    double third = new Dac(3).step();
    assertEquals(2 / 3f, new Dac(3).convert(1.5 * third));
    assertEquals(2 / 3f, new Dac(3).convert(2.5 * third));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 17})
  void rejectsBits(int bits) {
    Exception e = assertThrows(BadInputException.class, () -> new Dac(bits));
    assertEquals("bits: found " + bits + "; allowed: a whole number from 2 to 16", e.getMessage());
  }
}
