package dev.mho.emulator.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mho.device.Golden;
import dev.mho.device.format.BadInputException;
import dev.mho.emulator.update.StochasticTrains.Plan;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lengths and gains of trains. */
class StochasticTrainsTest {

  /** The cases of IBM aihwkit with update management and a train as short as it may be. */
  @ParameterizedTest
  @CsvSource({
    "deterministic, MEAN_COUNT_default",
    "deterministic, DET_IMPLICIT_largelr_clip",
    "stochastic, default_lr0.021",
    "stochastic, default_lr0.21_saturating"
  })
  void plansAsAihwkit(String group, String name) {
    JsonNode file = Golden.read("aihwkit/update.json");
    JsonNode golden = file.path(group).path(name);
    Plan plan =
        new StochasticTrains(31)
            .plan(
                golden.path("lr").asDouble(),
                golden.path("dw_min").asDouble(),
                Arrays.stream(Golden.vector(file.path("x"))).map(Math::abs).max().orElseThrow(),
                Arrays.stream(Golden.vector(file.path("d"))).map(Math::abs).max().orElseThrow());
    assertEquals(golden.path("BL").asInt(), plan.slots());
    assertEquals(golden.path("A_for_d").asDouble(), plan.columnGain(), 1e-6);
    assertEquals(golden.path("B_for_x").asDouble(), plan.rowGain(), 1e-6);
  }

  /** A·B = λ/(L·Δ), and the largest lines are equally likely to fire, never surely twice. */
  @Test
  void gainsAreBalanced() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 1000; i++) {
      double rate = Math.exp(-8 * random.nextDouble());
      double granularity = Math.exp(-8 * random.nextDouble());
      double maxRow = 3 * random.nextDouble();
      double maxColumn = random.nextDouble();
      int length = 1 + random.nextInt(31);
      double steps = rate * maxRow * maxColumn / granularity;
      Plan plan = new StochasticTrains(length).plan(rate, granularity, maxRow, maxColumn);
      assertEquals(Math.min(length, (int) Math.ceil(steps)), plan.slots());
      double product = rate / (granularity * plan.slots());
      assertEquals(product, plan.rowGain() * plan.columnGain(), 1e-9 * product);
      double row = plan.rowGain() * maxRow;
      double column = plan.columnGain() * maxColumn;
      if (steps <= length) {
        assertEquals(row, column, 1e-9);
        assertTrue(row <= 1 + 1e-9);
      } else {
        assertEquals(1, row, 1e-9);
        assertEquals(steps / length, column, 1e-9 * column);
      }
    }
  }

  @Test
  void nothingToChangeNoSlots() {
    assertEquals(new Plan(0, 0, 0), new StochasticTrains(31).plan(0.1, 0.001, 0, 1));
    assertEquals(new Plan(0, 0, 0), new StochasticTrains(31).plan(0.1, 0.001, 1, 0));
  }

  @Test
  void coincidencesAreSlotsWhereBothFire() {
    int negative = 0x8000_0000;
    assertEquals(2, StochasticTrains.coincidences(0b1101, 0b0111));
    assertEquals(2, StochasticTrains.coincidences(0b1101 | negative, 0b0111 | negative));
    assertTrue(StochasticTrains.opposite(0b1101 | negative, 0b0111));
    assertTrue(!StochasticTrains.opposite(0b1101 | negative, 0b0111 | negative));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 32})
  void rejectsLengths(int length) {
    Exception e = assertThrows(BadInputException.class, () -> new StochasticTrains(length));
    assertEquals(
        "length: found " + length + "; allowed: a whole number from 1 to 31", e.getMessage());
  }
}
