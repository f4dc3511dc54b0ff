package dev.mho.experiments.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.array.Workers;
import dev.mho.emulator.matrix.Products;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Figure 3: one rate for every starting scale, or one for each. */
class StartingScalesTest {
  private static final String PAPER = "Ahmad 2024 (the paper)";

  private final StartingScales scales = new StartingScales(new Products(Workers.single()));

  @Test
  void thePapersRuleHasOneRateForAllScales() {
    StartingScales.Trial trial = scales.trial(StartingScales.rules().get(PAPER), 1e-2);
    assertEquals(4, trial.courses().size());
    for (StartingScales.Course course : trial.courses()) {
      assertTrue(course.end() < 0.01 * course.correlations()[0], "left: " + course.end());
      assertEquals(1, course.activityAtTheEnd(), 0.05);
    }
  }

  static Stream<String> olderRules() {
    return StartingScales.rules().keySet().stream().filter(name -> !name.equals(PAPER));
  }

  /** No rate of half decades does for all scales, and for scale 1 alone one does. */
  @ParameterizedTest
  @MethodSource("olderRules")
  void theOthersNeedARateOfTheirOwnForEachScale(String name) {
    boolean doesOne = false;
    for (double rate : StartingScales.rates(false)) {
      StartingScales.Trial trial = scales.trial(StartingScales.rules().get(name), rate);
      assertFalse(trial.done(), name + " does for all at " + rate);
      StartingScales.Course one = trial.courses().get(2);
      doesOne |= one.end() <= 0.1 * one.correlations()[0];
    }
    assertTrue(doesOne, name + " does not even for one scale");
  }

  @Test
  void theFigureSaysSo() {
    Reproduced figure = scales.reproduce(true);
    assertEquals(List.of(true, true), figure.findings().stream().map(Finding::holds).toList());
  }
}
