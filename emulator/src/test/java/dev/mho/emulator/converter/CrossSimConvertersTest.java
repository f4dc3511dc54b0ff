package dev.mho.emulator.converter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mho.device.Golden;
import dev.mho.device.random.NoiseStream;
import org.junit.jupiter.api.Test;

/**
 * Converters equal those of Sandia's CrossSim on a grid of currents, all 21 ADCs and 6 DACs. Right
 * between two levels a converter may give either.
 */
class CrossSimConvertersTest {
  private static final double TOLERANCE = 1e-6;

  private static JsonNode file() {
    return Golden.read("crosssim/quantizers.json");
  }

  @Test
  void adcs() {
    JsonNode file = file();
    double[] input = Golden.vector(file.path("input"));
    assertEquals(21, file.path("adc").size());
    for (JsonNode golden : file.path("adc")) {
      String model = golden.path("model").asText();
      int bits = golden.path("bits").asInt();
      double[] range = Golden.vector(golden.path("range"));
      double[] output = Golden.vector(golden.path("output"));
      Quantiser quantiser = new Quantiser(levels(model), bits, range[0], range[1]);
      CircuitFlaws ideal = CircuitFlaws.NONE;
      AdcModel converter =
          switch (model) {
            case "RampADC" -> new Ramp(bits, ideal);
            case "SarADC" -> new Successive(bits, ideal);
            case "PipelineADC" -> new Staged(bits, false, ideal);
            case "CyclicADC" -> new Staged(bits, true, ideal);
            default -> new Rounding(levels(model), bits, false);
          };
      Transfer transfer = converter.sample(range[0], range[1], 1, 1, NoiseStream.root(1));
      for (int i = 0; i < input.length; i++) {
        if (converter instanceof Staged && Math.abs(input[i]) == 0.25) {
          // Right at a comparator's threshold CrossSim decides neither way and is up to six steps
          // off; see the next test.
          continue;
        }
        String place = model + ", " + bits + " bits, " + input[i];
        float[] y = {(float) input[i]};
        transfer.convert(y, 0, 1);
        assertConverted(output[i], y[0], input[i], converter.step(range[0], range[1]), place);
        if (converter instanceof Rounding) {
          double rounded = quantiser.round(input[i]);
          assertConverted(output[i], rounded, input[i], quantiser.step(), place);
        }
      }
    }
  }

  /** Equal, or one step off where the current is right between both values. */
  private static void assertConverted(
      double golden, double actual, double input, double step, String place) {
    if (Math.abs(golden - actual) < TOLERANCE) {
      return;
    }
    assertEquals(step, Math.abs(golden - actual), TOLERANCE, place);
    assertEquals((golden + actual) / 2, input, 1e-7 + 2e-5 * Math.abs(input), place);
  }

  private static Levels levels(String model) {
    return model.startsWith("SignMagnitude") ? Levels.MID_TREAD : Levels.MID_RISE;
  }

  /** At a threshold a stage may decide either way: the next ones make it good. */
  @Test
  void aStageMayDecideEitherWayAtItsThreshold() {
    for (int bits : new int[] {3, 4, 8}) {
      Transfer transfer =
          new Staged(bits, false, CircuitFlaws.NONE).sample(-1, 1, 1, 1, NoiseStream.root(1));
      for (float current : new float[] {-0.25f, 0.25f}) {
        float[] y = {current};
        transfer.convert(y, 0, 1);
        assertTrue(Math.abs(y[0] - current) <= 1.0 / (1 << bits) + TOLERANCE, bits + ": " + y[0]);
      }
    }
  }

  @Test
  void dacs() {
    JsonNode file = file();
    double[] input = Golden.vector(file.path("input"));
    assertEquals(6, file.path("dac").size());
    for (JsonNode golden : file.path("dac")) {
      String model = golden.path("model").asText();
      boolean signed = golden.path("signed").asBoolean();
      int bits = golden.path("bits").asInt();
      double[] output = Golden.vector(golden.path("output"));
      Quantiser quantiser = new Quantiser(levels(model), bits, signed ? -1 : 0, 1);
      Dac dac = new Dac(levels(model), bits, false);
      for (int i = 0; i < input.length; i++) {
        String place = model + ", " + bits + " bits, " + input[i];
        assertConverted(output[i], quantiser.round(input[i]), input[i], quantiser.step(), place);
        if (signed) {
          assertConverted(output[i], dac.convert(input[i]), input[i], dac.step(), place);
        }
      }
    }
  }
}
