package dev.mho.device.response;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.ConductanceRange;
import dev.mho.device.Presets;
import dev.mho.device.PulseTable.Pulse;
import dev.mho.device.TestDevice;
import dev.mho.device.array.DeviceArray;
import dev.mho.device.array.Placement;
import dev.mho.device.compact.CompactModel;
import dev.mho.device.compact.ResistanceRange;
import dev.mho.device.compact.StanfordPku;
import dev.mho.device.compact.VoltageThreshold;
import dev.mho.device.format.BadInputException;
import dev.mho.device.random.NoiseStream;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pulses of a compact model: volts and seconds in, change of the normalised conductance out. */
class IntegratedPulseTest {
  private static final double READ = 0.1;

  /** Cubic towards on, linear towards off; 50 and 1000 Ω, 3 nm. */
  private static final CompactModel THRESHOLD =
      new VoltageThreshold(
          new ResistanceRange(50, 1000),
          3e-9,
          new VoltageThreshold.Branch(-0.2, 10, 3),
          new VoltageThreshold.Branch(0.02, 5e-4, 1));

  private static final Pulse SET = new Pulse(-0.21, 1e-7);
  private static final Pulse RESET = new Pulse(0.04, 1e-7);
  private static final IntegratedPulse RESPONSE = response(SET, Optional.of(RESET), 1e-9);

  @Test
  void theRangeIsThatOfTheModel() {
    assertEquals(1 / 1000.0, RESPONSE.offSiemens(), 1e-15);
    assertEquals(1 / 50.0, RESPONSE.onSiemens(), 1e-15);
  }

  /** By hand: the state moves at 10 (0.05)³ m/s to on and at 5e-4 m/s to off, 0.125 and 0.05 nm. */
  @ParameterizedTest
  @CsvSource({"0.05", "0.2", "0.5", "0.9"})
  void aPulseIsTheMotionOfTheState(double g) {
    double siemens = 1e-3 + g * (0.02 - 1e-3);
    double x = (1 / siemens - 50) / 950 * 3e-9;
    double on = Math.max(0, x - 10 * Math.pow(0.05, 3) * 1e-7);
    double off = Math.min(3e-9, x + 5e-4 * 1e-7);
    assertEquals(normalised(on) - g, step(RESPONSE, Polarity.UP, g), 1e-9);
    assertEquals(g - normalised(off), step(RESPONSE, Polarity.DOWN, g), 1e-9);
  }

  @Test
  void aTrainFollowsTheModel() {
    DeviceArray device = device(RESPONSE);
    device.program(new float[] {0}, 0);
    double state = THRESHOLD.offState();
    for (int pulse = 0; pulse < 40; pulse++) {
      Polarity polarity = pulse < 25 ? Polarity.UP : Polarity.DOWN;
      Pulse volts = polarity == Polarity.UP ? SET : RESET;
      device.pulse(0, 1, polarity, 0);
      state = THRESHOLD.apply(state, volts.volts(), volts.seconds(), 1e-9);
      double siemens = THRESHOLD.conductance(state, READ);
      // A train passes through the conductance, a float, after each pulse.
      assertEquals((siemens - 1e-3) / 0.019, device.state(0), 1e-5, "pulse " + pulse);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "compact-vteam-2015",
        "compact-ion-drift-2008",
        "compact-stanford-pku-2016",
        "compact-messaris-2018",
        "compact-quadratic-2020"
      })
  void pulsesMoveEveryModelTheirWay(String name) {
    PulseResponse response = Presets.get(name).response().orElseThrow();
    for (int k = 0; k <= 20; k++) {
      double g = k / 20.0;
      double up = step(response, Polarity.UP, g);
      double down = step(response, Polarity.DOWN, g);
      assertTrue(up >= 0 && g + up <= 1 + 1e-9, g + " up by " + up);
      assertTrue(down >= 0 && g - down >= -1e-9, g + " down by " + down);
    }
  }

  /** A model whose speed depends on the state: Euler's error halves with the time step. */
  @Test
  void halfTheTimeStepIsHalfTheError() {
    CompactModel pku =
        Presets.get("compact-stanford-pku-2016")
            .response()
            .map(r -> ((IntegratedPulse) r).device())
            .orElseThrow();
    assertTrue(pku instanceof StanfordPku);
    IntegratedPulse preset =
        (IntegratedPulse) Presets.get("compact-stanford-pku-2016").response().orElseThrow();
    double seconds = preset.set().seconds();
    double[] steps = new double[4];
    for (int k = 0; k < steps.length; k++) {
      IntegratedPulse finer =
          new IntegratedPulse(
              pku,
              preset.set(),
              preset.reset(),
              preset.readVolts(),
              seconds / (512 << k),
              Optional.empty(),
              Optional.empty());
      steps[k] = step(finer, Polarity.UP, 0.3);
    }
    double coarse = steps[0] - steps[1];
    double middle = steps[1] - steps[2];
    double fine = steps[2] - steps[3];
    assertEquals(2, coarse / middle, 0.1);
    assertEquals(2, middle / fine, 0.1);
  }

  @Test
  void beyondItsRangeTheModelStandsAtItsEnds() {
    assertEquals(0, step(RESPONSE, Polarity.UP, 1.2), 1e-12);
    assertEquals(0, step(RESPONSE, Polarity.DOWN, -0.2), 1e-12);
    assertEquals(step(RESPONSE, Polarity.DOWN, 1), step(RESPONSE, Polarity.DOWN, 1.2));
  }

  @Test
  void withoutResetItIsOneDirectional() {
    IntegratedPulse raising = response(SET, Optional.empty(), 1e-9);
    assertTrue(RESPONSE.lowers());
    assertEquals(false, raising.lowers());
  }

  @Test
  void mistakes() {
    assertMessage(
        "set: found 0.04 V for 1.0E-7 s, which does not raise the conductance; allowed: a pulse"
            + " that does",
        () -> response(RESET, Optional.empty(), 1e-9));
    assertMessage(
        "reset: found -0.21 V for 1.0E-7 s, which does not lower the conductance; allowed: a pulse"
            + " that does",
        () -> response(SET, Optional.of(SET), 1e-9));
    assertMessage(
        "time_step: found 0.0; allowed: a finite number > 0",
        () -> response(SET, Optional.of(RESET), 0));
    assertMessage(
        "read_volts: found 0.0; allowed: a finite number, not zero",
        () ->
            new IntegratedPulse(
                THRESHOLD, SET, Optional.empty(), 0, 1e-9, Optional.empty(), Optional.empty()));
    assertMessage(
        "conductance: found 0.0 to 1.0 S; allowed: what the compact model conducts when read,"
            + " 0.001 to 0.02 S",
        () -> TestDevice.plain().response(RESPONSE).model());
  }

  private static void assertMessage(String message, Executable e) {
    assertEquals(message, assertThrows(BadInputException.class, e).getMessage());
  }

  private static double normalised(double x) {
    return (1 / (50 + 950 * x / 3e-9) - 1e-3) / 0.019;
  }

  private static double step(PulseResponse response, Polarity polarity, double g) {
    return response.step(polarity, g, Specimen.nominal(response));
  }

  private static DeviceArray device(PulseResponse response) {
    return new DeviceArray(
        TestDevice.plain().range(ConductanceRange.of(1e-3, 0.02)).response(response).model(),
        Placement.whole(1, 1),
        NoiseStream.root(1));
  }

  private static IntegratedPulse response(Pulse set, Optional<Pulse> reset, double timeStep) {
    return new IntegratedPulse(
        THRESHOLD, set, reset, READ, timeStep, Optional.empty(), Optional.empty());
  }
}
