package dev.mho.emulator.converter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mho.device.format.BadInputException;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** One message for each kind of bad setting. */
class ReadPathMistakesTest {
  private static final OptionalDouble ZERO = OptionalDouble.of(0);
  private static final OptionalDouble NONE = OptionalDouble.empty();

  @Test
  void eachIsTold() {
    Map<Executable, String> mistakes =
        Map.ofEntries(
            told(
                () -> new InputScaling.Constant(0),
                "value: found 0.0; allowed: a finite number > 0"),
            told(
                () -> new InputScaling.AbsMax(ZERO),
                "cap: found 0.0; allowed: a finite number > 0"),
            told(() -> new InputScaling.Max(ZERO), "cap: found 0.0; allowed: a finite number > 0"),
            told(
                () -> new InputScaling.AverageAbsMax(2),
                "rate: found 2.0; allowed: above 0 and at most 1"),
            told(
                () -> new InputScaling.WorstCase(NONE, 2, 1),
                "weight: found 2.0; allowed: above 0 and at most 1"),
            told(
                () -> new InputScaling.WorstCase(NONE, 0.6, 0),
                "bound: found 0.0; allowed: a finite number > 0"),
            told(
                () -> new BoundManagement.Iterative(0.5, false, false),
                "most: found 0.5; allowed: 1.0 to 1000000.0"),
            told(() -> new StaticDrop(0, 1), "factor: found 0.0; allowed: a finite number > 0"),
            told(() -> new StaticDrop(1, -1), "ratio: found -1.0; allowed: a finite number > 0"),
            told(
                () -> new SenseStage(-1, 0, 0),
                "resistance: found -1.0; allowed: a finite number >= 0"),
            told(() -> new SenseStage(0, 2, 0), "offset-spread: found 2.0; allowed: 0.0 to 1.0"),
            told(
                () -> new SenseStage(0, 0, 1),
                "sense cannot act: neither a resistance nor an offset-spread is above 0"),
            told(
                () -> new OutputShape(-1, 0, 1),
                "strength: found -1.0; allowed: a finite number >= 0"),
            told(
                () -> new OutputShape(0, 0, 1),
                "shape cannot act: neither strength nor calibration is above 0"),
            told(
                () -> ReadPath.BARE.withNoise(Double.NaN, 0),
                "input-noise: found NaN; allowed: a finite number >= 0"),
            told(
                () -> ReadPath.BARE.withNoise(0, -1),
                "output-noise: found -1.0; allowed: a finite number >= 0"),
            told(
                () -> ReadPath.BARE.with(2, Distortion.NONE),
                "input-asymmetry: found 2.0; allowed: -1.0 to 1.0"),
            told(
                () -> new Quantiser(Levels.MID_RISE, 3, 1, 1),
                "high: found 1.0; allowed: above low, 1.0"),
            told(
                () -> new Ramp(13, CircuitFlaws.NONE),
                "bits: found 13; allowed: a whole number from 2 to 12"),
            told(
                () -> new Successive(1, CircuitFlaws.NONE),
                "bits: found 1; allowed: a whole number from 2 to 12"),
            told(
                () -> new Staged(17, true, CircuitFlaws.NONE),
                "bits: found 17; allowed: a whole number from 2 to 16"),
            told(
                () -> new CircuitFlaws(1, 0, 100),
                "capacitor-spread: found 1.0; allowed: 0.0 to 0.3"),
            told(() -> new CircuitFlaws(0, 0, 0), "gain-db: found 0.0; allowed: 20.0 to 400.0"),
            told(() -> new Mismatch(0, 2, 1), "gain: found 2.0; allowed: 0.0 to 1.0"),
            told(
                () -> new Measured(3, 0, 0, List.of(0.1, 0.2)),
                "inl_lsb: found a list of 2; allowed: 7 numbers, one a transition of 3 bits, or"
                    + " none"),
            told(
                () -> new Measured(3, 0, -1, List.of()),
                "gain_error: found -1.0; allowed: -0.99 to 100.0"));
    mistakes.forEach(
        (mistake, message) ->
            assertEquals(message, assertThrows(BadInputException.class, mistake).getMessage()));
  }

  private static Map.Entry<Executable, String> told(Executable mistake, String message) {
    return Map.entry(mistake, message);
  }
}
