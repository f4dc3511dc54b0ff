package dev.mho.emulator.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mho.device.Golden;
import dev.mho.device.format.BadInputException;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lengths and gains of trains. */
class StochasticTrainsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "default_lr0.021",
        "default_lr0.21_saturating",
        "noUBLM_UM_lr0.021",
        "noUBLM_noUM_lr0.021",
        "noUBLM_noUM_bl10_lr0.002"
      })
  void plansAsAihwkit(String name) {
    JsonNode file = Golden.read("aihwkit/update.json");
    JsonNode golden = file.path("stochastic").path(name);
    assertPlan(
        golden,
        AihwkitTrains.named(name)
            .plan(
                golden.path("lr").asDouble(),
                golden.path("dw_min").asDouble(),
                largest(file.path("x")),
                largest(file.path("d"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MEAN_COUNT_default",
        "MEAN_COUNT_noUBLM_UM",
        "MEAN_COUNT_noUBLM_noUM",
        "DET_IMPLICIT_default",
        "DET_IMPLICIT_largelr_clip",
        "DET_IMPLICIT_noUBLM_noUM_varBL",
        "DET_IMPLICIT_um_grad_scale_0.5"
      })
  void plansCountsAsAihwkit(String name) {
    JsonNode file = Golden.read("aihwkit/update.json");
    JsonNode golden = file.path("deterministic").path(name);
    assertPlan(
        golden,
        AihwkitTrains.of(golden.path("update"))
            .plan(
                golden.path("lr").asDouble(),
                golden.path("dw_min").asDouble(),
                largest(file.path("x")),
                largest(file.path("d"))));
  }

  private static void assertPlan(JsonNode golden, TrainPlan plan) {
    assertEquals(golden.path("BL").asInt(), plan.slots());
    assertEquals(golden.path("A_for_d").asDouble(), plan.columnGain(), 2e-6);
    assertEquals(golden.path("B_for_x").asDouble(), plan.rowGain(), 2e-6);
  }

  private static double largest(JsonNode values) {
    return Arrays.stream(Golden.vector(values)).map(Math::abs).max().orElseThrow();
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
      TrainPlan plan = new StochasticTrains(length).plan(rate, granularity, maxRow, maxColumn);
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
    assertEquals(new TrainPlan(0, 0, 0), new StochasticTrains(31).plan(0.1, 0.001, 0, 1));
    assertEquals(new TrainPlan(0, 0, 0), new StochasticTrains(31).plan(0.1, 0.001, 1, 0));
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

  @Test
  void driversRoundProbabilities() {
    StochasticTrains coarse = new StochasticTrains(31, UpdateManagement.usual(), 0.25);
    assertEquals(0.25, coarse.probability(0.3));
    assertEquals(0.5, coarse.probability(0.4));
    assertEquals(1, coarse.probability(1.3));
    assertEquals(0, coarse.probability(0.1));
    assertEquals(0.3, new StochasticTrains(31).probability(0.3));
  }

  @Test
  void drawnTrainsAreNotStretched() {
    UpdateManagement stretched = new UpdateManagement(true, 1, TrainLength.STRETCHED);
    Exception e =
        assertThrows(BadInputException.class, () -> new StochasticTrains(31, stretched, 0));
    assertEquals(
        "train_length: found stretched; allowed: as-needed or full: trains are drawn",
        e.getMessage());
  }

  /** Only the balance of gains and the need for slots look at it. */
  @Test
  void anErrorScaleThatCannotActIsRefused() {
    Exception e =
        assertThrows(
            BadInputException.class, () -> new UpdateManagement(false, 0.5, TrainLength.FULL));
    assertEquals(
        "error_scale cannot act: gains are not balanced and trains not cut to need",
        e.getMessage());
  }
}
