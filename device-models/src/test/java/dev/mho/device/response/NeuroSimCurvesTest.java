package dev.mho.device.response;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mho.device.ConductanceRange;
import dev.mho.device.Golden;
import dev.mho.device.TestDevice;
import dev.mho.device.array.DeviceArray;
import dev.mho.device.array.Placement;
import dev.mho.device.random.NoiseStream;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Curves and pulse sequences of NeuroSim, from the labels of its tables. */
class NeuroSimCurvesTest {
  /** A step rounds by 2⁻²⁵ at most and later steps shrink what has been lost: 200 pulses. */
  private static final double ROUNDING = 200 * 0x1p-25;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RealDevice_default_AgSi",
        "almost_linear",
        "nl1",
        "nl4",
        "nl6",
        "nl9_extreme",
        "DNN_NeuroSim_default_both_positive"
      })
  void upAndDown(String name) {
    JsonNode golden = Golden.read("neurosim/" + name + ".json");
    assertCurve(golden, Polarity.UP, 0, Golden.vector(golden.get("LTP_curve_S")));
    assertCurve(
        golden,
        Polarity.DOWN,
        1,
        Golden.vector(golden.get("LTD_curve_S_after_k_pulses_from_Gmax")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RealDevice_default_AgSi",
        "almost_linear",
        "nl1",
        "nl4",
        "nl6",
        "nl9_extreme",
        "DNN_NeuroSim_default_both_positive"
      })
  void trainsOfBothDirections(String name) {
    JsonNode golden = Golden.read("neurosim/" + name + ".json");
    double[] trains = Golden.vector(golden.get("pulse_sequence"));
    double[] expected = Golden.vector(golden.get("sequence_from_Gmin_S"));
    ConductanceRange range = range(golden);
    DeviceArray device = device(golden, 0);
    for (int i = 0; i < trains.length; i++) {
      Polarity polarity = trains[i] > 0 ? Polarity.UP : Polarity.DOWN;
      device.pulse(0, (int) Math.abs(trains[i]), polarity, 0);
      assertEquals(range.normalised(expected[i + 1]), device.state(0), ROUNDING, "train " + i);
    }
  }

  private static void assertCurve(JsonNode golden, Polarity polarity, int start, double[] siemens) {
    ConductanceRange range = range(golden);
    DeviceArray device = device(golden, start);
    for (int pulses = 0; pulses < siemens.length; pulses++) {
      assertEquals(
          range.normalised(siemens[pulses]),
          device.state(0),
          ROUNDING,
          polarity + " after " + pulses);
      device.pulse(0, 1, polarity, 0);
    }
  }

  private static DeviceArray device(JsonNode golden, float start) {
    CumulativeExponential response =
        new CumulativeExponential(
            branch(golden, "LTP"),
            Optional.of(branch(golden, "LTD")),
            Optional.empty(),
            Optional.empty());
    DeviceArray device =
        new DeviceArray(
            TestDevice.plain().range(range(golden)).response(response).model(),
            Placement.whole(1, 1),
            NoiseStream.root(1));
    device.program(new float[] {start}, 0);
    return device;
  }

  private static CumulativeExponential.Branch branch(JsonNode golden, String direction) {
    return new CumulativeExponential.Branch(
        golden.get("NL_" + direction).asDouble(), golden.get("Pmax_" + direction).asInt());
  }

  private static ConductanceRange range(JsonNode golden) {
    return ConductanceRange.of(golden.get("Gmin_S").asDouble(), golden.get("Gmax_S").asDouble());
  }
}
