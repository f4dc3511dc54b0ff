package dev.mho.device.compact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.mho.device.format.BadInputException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every compact model, and the closed forms of single ones. */
class CompactModelTest {
  private final SplittableRandom random = new SplittableRandom(23);

  static List<CompactModel> models() {
    return Published.models();
  }

  @ParameterizedTest
  @MethodSource("models")
  void stateStaysBetweenItsEnds(CompactModel model) {
    double low = Math.min(model.offState(), model.onState());
    double high = Math.max(model.offState(), model.onState());
    for (int waveform = 0; waveform < 100; waveform++) {
      double amplitude = Math.pow(10, random.nextDouble(-2, 2));
      double[] volts = random.doubles(50, -amplitude, amplitude).toArray();
      double seconds = Math.pow(10, random.nextDouble(-12, 0));
      CompactModel.Sweep sweep = model.sweep(anyState(model), volts, seconds, seconds / 2);
      for (double state : sweep.state()) {
        assertTrue(low <= state && state <= high, () -> state + " of " + model);
      }
      for (double current : sweep.amperes()) {
        assertTrue(Double.isFinite(current));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void withoutVoltageNothingHappens(CompactModel model) {
    for (int i = 0; i < 50; i++) {
      double state = anyState(model);
      assertEquals(state, model.apply(state, 0, 10, 1));
      assertEquals(0, model.current(state, 0), 0);
    }
  }

  /** Thresholds, or for Stanford–PKU the least field, and for the others the target resistance. */
  static Stream<Arguments> justTooWeak() {
    return Stream.of(
        arguments(Published.VTEAM, 0.0199, 1e-9),
        arguments(Published.VTEAM, -0.1999, 1e-9),
        arguments(Published.LINEAR_ION_DRIFT, 0.5499, 0.5),
        arguments(Published.LINEAR_ION_DRIFT, -0.5499, 0.5),
        // γ = 16 − 0.8 = 15.2 at 1 nm: 15.2 V/12 nm reaches 1.4e9 V/m at 1.1053 V.
        arguments(Published.STANFORD_PKU, 1.105, 1e-9),
        arguments(Published.STANFORD_PKU, -1.105, 1e-9),
        arguments(Published.DATA_DRIVEN, 0.5, 16_800),
        // r = 29304.8 − 23692.8·1.1 = 3242.8 lies above R = 3000, so nothing falls towards it.
        arguments(Published.DATA_DRIVEN, -1.1, 3000),
        arguments(Published.QUADRATIC, 1, 2000),
        arguments(Published.QUADRATIC, -0.64, 1600));
  }

  @ParameterizedTest
  @MethodSource
  void justTooWeak(CompactModel model, double volts, double state) {
    assertEquals(state, model.apply(state, volts, 1e-3, 1e-4));
  }

  static Stream<Arguments> justStrongEnough() {
    return Stream.of(
        arguments(Published.VTEAM, 0.0201, 1e-9, 1),
        arguments(Published.VTEAM, -0.2001, 1e-9, -1),
        arguments(Published.LINEAR_ION_DRIFT, 0.55, 0.5, 1),
        arguments(Published.LINEAR_ION_DRIFT, -0.55, 0.5, -1),
        arguments(Published.STANFORD_PKU, 1.106, 1e-9, -1),
        arguments(Published.STANFORD_PKU, -1.106, 1e-9, 1),
        arguments(Published.DATA_DRIVEN, 0.5, 16_600, 1),
        arguments(Published.DATA_DRIVEN, -1.1, 3500, -1),
        arguments(Published.QUADRATIC, 1, 2100, -1),
        arguments(Published.QUADRATIC, -0.65, 1600, 1));
  }

  @ParameterizedTest
  @MethodSource
  void justStrongEnough(CompactModel model, double volts, double state, int sign) {
    assertEquals(sign, Math.signum(model.speed(state, volts)));
    assertEquals(sign, Math.signum(model.advance(state, volts, 1e-6) - state));
  }

  @ParameterizedTest
  @MethodSource("models")
  void stateAtInvertsConductance(CompactModel model) {
    for (int i = 0; i < 200; i++) {
      double state = anyState(model);
      double volts = random.nextBoolean() ? 0.2 : -0.3;
      double siemens = model.conductance(state, volts);
      assertEquals(state, model.stateAt(siemens, volts), 1e-12 * span(model));
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void conductanceRisesFromOffToOnAndEndsThere(CompactModel model) {
    double last = 0;
    for (int i = 0; i <= 20; i++) {
      double state = model.offState() + i / 20.0 * (model.onState() - model.offState());
      double siemens = model.conductance(state, 0.1);
      assertTrue(siemens > last, () -> "at " + state);
      last = siemens;
    }
    assertEquals(model.onState(), model.stateAt(2 * last, 0.1));
    assertEquals(model.offState(), model.stateAt(1e-15, 0.1));
  }

  @ParameterizedTest
  @MethodSource("models")
  void currentIsOddInVoltage(CompactModel model) {
    for (int i = 0; i < 50; i++) {
      double state = anyState(model);
      double volts = random.nextDouble(0.01, 2);
      assertTrue(model.current(state, volts) > 0);
      assertEquals(model.current(state, volts), -model.current(state, -volts));
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void aShortStepIsSpeedTimesTime(CompactModel model) {
    for (int i = 0; i < 200; i++) {
      double state = anyState(model);
      double volts = random.nextDouble(-1.5, 1.5);
      double speed = model.speed(state, volts);
      if (speed != 0) {
        // Long enough against the rounding of the state, short enough against the curvature.
        double seconds = 1e-8 * span(model) / Math.abs(speed);
        double moved = model.advance(state, volts, seconds) - state;
        assertEquals(speed * seconds, moved, 1e-3 * Math.abs(speed * seconds));
      }
    }
  }

  /** Where one step is exact at constant voltage, many are no better. */
  static List<CompactModel> exact() {
    return List.of(Published.VTEAM, Published.DATA_DRIVEN, Published.QUADRATIC);
  }

  @ParameterizedTest
  @MethodSource("exact")
  void exactStepsDoNotDependOnTheirLength(CompactModel model) {
    for (int i = 0; i < 50; i++) {
      double state = anyState(model);
      double volts = random.nextDouble(-1.5, 1.5);
      double seconds = 0.3 * span(model) / Math.abs(model.speed(state, volts) + 1e-30);
      double whole = model.apply(state, volts, Math.min(seconds, 1), 1);
      double parts = model.apply(state, volts, Math.min(seconds, 1), Math.min(seconds, 1) / 100);
      assertEquals(whole, parts, 1e-11 * span(model));
    }
  }

  /** Explicit steps converge with first order: half the step, half the error. */
  static Stream<Arguments> halfTheStepHalvesTheError() {
    return Stream.of(
        arguments(Published.LINEAR_ION_DRIFT, 0.1, 1.0, 0.5),
        arguments(Published.LINEAR_ION_DRIFT, 0.9, -1.0, 0.1),
        arguments(Published.linearIonDrift(LinearIonDrift.Window.BIOLEK, 2), 0.0, 1.0, 0.1),
        arguments(Published.STANFORD_PKU, 1e-9, 1.2, 1.5e-7),
        arguments(Published.STANFORD_PKU, 4e-10, -1.2, 1e-7));
  }

  @ParameterizedTest
  @MethodSource
  void halfTheStepHalvesTheError(CompactModel model, double start, double volts, double seconds) {
    DoubleBinaryOperator end = (steps, s) -> model.apply(start, volts, s, s / steps);
    double exact = 2 * end.applyAsDouble(65_536, seconds) - end.applyAsDouble(32_768, seconds);
    double travelled = Math.abs(exact - start);
    assertTrue(travelled > 0.05 * span(model), "moved " + travelled / span(model));
    assertTrue(Math.abs(exact - model.onState()) > 0.01 * span(model), "ran into its end");
    assertTrue(Math.abs(exact - model.offState()) > 0.01 * span(model), "ran into its end");
    double last = Double.NaN;
    for (int steps = 256; steps <= 2048; steps *= 2) {
      double error = Math.abs(end.applyAsDouble(steps, seconds) - exact);
      if (steps > 256) {
        assertEquals(2, last / error, 0.1, steps + " steps");
      }
      last = error;
    }
  }

  /** f = 4x(1 − x) at p = 1, so ln(x/(1 − x)) grows by 4 µ R_on/D² per coulomb. */
  @Test
  void driftIsLogisticInCharge() {
    LinearIonDrift model = Published.LINEAR_ION_DRIFT;
    double x = 0.1;
    double coulombs = 0;
    double seconds = 1e-6;
    for (int i = 0; i < 1_000_000; i++) {
      double next = model.advance(x, 1, seconds);
      coulombs += model.current((x + next) / 2, 1) * seconds;
      x = next;
    }
    double logit = Math.log(0.1 / 0.9) + 4 * 1e-14 * 100 / 1e-16 * coulombs;
    assertEquals(1 / (1 + Math.exp(-logit)), x, 1e-6);
    assertTrue(x > 0.3);
  }

  @Test
  void joglekarHoldsAnEndAndBiolekLeavesIt() {
    CompactModel joglekar = Published.linearIonDrift(LinearIonDrift.Window.JOGLEKAR, 2);
    CompactModel biolek = Published.linearIonDrift(LinearIonDrift.Window.BIOLEK, 2);
    double free = 1e-14 * 100 / 1e-16;
    assertEquals(0, Math.abs(joglekar.speed(0, 1)));
    assertEquals(0, Math.abs(joglekar.speed(1, -1)));
    assertEquals(free / 16_000, biolek.speed(0, 1), 1e-12);
    assertEquals(-free / 100, biolek.speed(1, -1), 1e-9);
    assertEquals(0, Math.abs(biolek.speed(1, 1)));
    assertEquals(0, Math.abs(biolek.speed(0, -1)));
    // At x = 1/4: 1 − (1/2)⁴, 1 − (1/4)⁴ on and 1 − (3/4)⁴ off, of V over 12,025 ohms.
    assertEquals(free / 12_025 * 15 / 16, joglekar.speed(0.25, 1), 1e-12);
    assertEquals(free / 12_025 * 255 / 256, biolek.speed(0.25, 1), 1e-12);
    assertEquals(-free / 12_025 * 175 / 256, biolek.speed(0.25, -1), 1e-12);
  }

  /**
   * Polarity is the thresholds': a device that sets at positive voltage mirrors one that resets.
   */
  @Test
  void thresholdsMayBeSwapped() {
    VoltageThreshold mirrored =
        new VoltageThreshold(
            Published.VTEAM.resistance(),
            3e-9,
            new VoltageThreshold.Branch(0.2, 10, 3),
            new VoltageThreshold.Branch(-0.02, 5e-4, 1));
    for (double volts = -1; volts <= 1; volts += 0.03125) {
      assertEquals(Published.VTEAM.speed(1e-9, volts), mirrored.speed(1e-9, -volts));
    }
  }

  /** 1 mA e^(−4) sinh(4) = 0.5 (1 − e^(−8)) mA at 1 V, so 298 K + 2100 K/W · 0.49983 mW. */
  @Test
  void currentHeatsTheFilament() {
    StanfordPku model = Published.STANFORD_PKU;
    assertEquals(298, model.temperature(1e-9, 0));
    double watts = 0.5e-3 * (1 - Math.exp(-8));
    assertEquals(298 + 2100 * watts, model.temperature(1e-9, 1), 1e-12 * 298);
    assertEquals(model.temperature(1e-9, 1), model.temperature(1e-9, -1));
  }

  /** Far outside what it describes a model still gives an end, never NaN. */
  @Test
  void extremeVoltagesAndColdEndAtAnEnd() {
    StanfordPku warm = Published.STANFORD_PKU;
    StanfordPku cold =
        new StanfordPku(
            2e-10, 1.7e-9, 1e-3, 2.5e-10, 0.25, 1, 0, 16, 0.8, 12e-9, 1.4e9, 10, 0.6, 2.5e-10);
    assertEquals(cold.onState(), cold.advance(1e-9, 5, 1));
    assertEquals(cold.offState(), cold.advance(1e-9, -5, 1));
    assertTrue(Double.isFinite(warm.advance(1e-9, 1e4, 1)));
    assertEquals(16_719, Published.DATA_DRIVEN.advance(2000, 1e4, 1), 1e-9);
  }

  @ParameterizedTest
  @MethodSource("models")
  void mistakesInACall(CompactModel model) {
    double state = model.onState();
    mistake(
        "read_volts: found 0.0; allowed: a finite number other than 0",
        () -> model.conductance(state, 0));
    mistake(
        "read_volts: found 0.0; allowed: a finite number other than 0",
        () -> model.stateAt(1e-4, 0));
    mistake(
        "siemens: found -1.0E-4; allowed: a finite number > 0", () -> model.stateAt(-1e-4, 0.1));
    mistake(
        "volts: found NaN; allowed: a finite number", () -> model.apply(state, Double.NaN, 1, 1));
    mistake(
        "seconds: found -1.0; allowed: a finite number >= 0", () -> model.apply(state, 1, -1, 1));
    mistake(
        "time_step: found 0.0; allowed: a finite number > 0", () -> model.apply(state, 1, 1, 0));
    mistake(
        "seconds / time_step: found 1.0E12; allowed: 0.0 to 2.147483647E9",
        () -> model.apply(state, 1, 1, 1e-12));
    mistake(
        "seconds: found 0.0; allowed: a finite number > 0",
        () -> model.sweep(state, new double[] {1}, 0, 1));
  }

  @Test
  void aCurrentThatOverflowsIsAMistake() {
    mistake(
        "amperes: found Infinity; allowed: a finite number",
        () -> Published.STANFORD_PKU.sweep(1e-9, new double[] {1e4}, 1e-9, 1e-9));
  }

  private static void mistake(String line, Executable call) {
    assertEquals(line, assertThrows(BadInputException.class, call).getMessage());
  }

  private double anyState(CompactModel model) {
    return model.offState() + random.nextDouble() * (model.onState() - model.offState());
  }

  private static double span(CompactModel model) {
    return Math.abs(model.offState() - model.onState());
  }
}
