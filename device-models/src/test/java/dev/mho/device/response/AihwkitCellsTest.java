package dev.mho.device.response;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mho.device.Golden;
import dev.mho.device.TestDevice;
import dev.mho.device.array.DeviceArray;
import dev.mho.device.array.Placement;
import dev.mho.device.random.NoiseStream;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** aihwkit's cells of two devices, 200 pulses up and 200 down, each device and their sum. */
class AihwkitCellsTest {
  private static final double WEIGHT = 2e-6;

  @ParameterizedTest
  @ValueSource(strings = {"Vector_All_2xConstant", "Vector_SingleSequential", "ReferenceUnitCell"})
  void cellsOfTwoDevices(String name) {
    JsonNode golden = Golden.read("aihwkit/pulse_response.json").get(name);
    JsonNode hidden = golden.get("hidden_parameters");
    DeviceArray[] devices = {device(hidden, 0), device(hidden, 1)};
    double[] share =
        switch (name) {
          case "Vector_All_2xConstant" -> new double[] {1, 0.5};
          case "Vector_SingleSequential" -> new double[] {0.5, 0.5};
          default -> new double[] {1, -1};
        };
    double[] trace = Golden.vector(golden.get("trace"));
    for (int pulse = 1; pulse < trace.length; pulse++) {
      Polarity polarity = pulse <= 200 ? Polarity.UP : Polarity.DOWN;
      for (int k = 0; k < 2; k++) {
        boolean moves =
            switch (name) {
              case "Vector_All_2xConstant" -> true;
              case "Vector_SingleSequential" -> k == pulse % 2;
              default -> k == 0;
            };
        devices[k].pulse(0, moves ? 1 : 0, polarity, 0);
        double weight = weight(devices[k], hidden, k);
        double expected =
            golden.get("hidden_weights").get("hidden_weights_" + k).get(pulse).asDouble();
        assertEquals(expected, weight, WEIGHT, "device " + k + " after pulse " + pulse);
      }
      double sum =
          share[0] * weight(devices[0], hidden, 0) + share[1] * weight(devices[1], hidden, 1);
      assertEquals(trace[pulse], sum, WEIGHT, "pulse " + pulse);
    }
  }

  /** The plus device is the minus device seen in a mirror: bounds and slopes change places. */
  @Test
  void oneSidedCellOfMirroredDevices() {
    JsonNode golden = Golden.read("aihwkit/pulse_response.json").get("OneSided_copy_inverted");
    JsonNode hidden = golden.get("hidden_parameters");
    DeviceArray minus = device(hidden, 0);
    DeviceArray plus = device(hidden, 1);
    double[] trace = Golden.vector(golden.get("trace"));
    for (int pulse = 1; pulse < trace.length; pulse++) {
      (pulse <= 200 ? plus : minus).pulse(0, 1, Polarity.UP, 0);
      double weight = weight(plus, hidden, 1) - weight(minus, hidden, 0);
      assertEquals(trace[pulse], weight, WEIGHT, "pulse " + pulse);
    }
  }

  /** Two devices that pulses only raise; nothing is done about it when they are full. */
  @Test
  void oneSidedCell() {
    JsonNode golden =
        Golden.read("aihwkit/pulse_response.json").get("OneSided_SoftBounds_no_refresh");
    assertOneSided(golden, Integer.MAX_VALUE);
  }

  /**
   * Every fifth pulse a cell whose larger device is above half of its range and whose smaller one
   * is above a quarter is refreshed: both are erased and the larger is written to their difference.
   */
  @Test
  void oneSidedCellWithRefresh() {
    JsonNode golden = Golden.read("aihwkit/pulse_response.json").get("OneSided_SoftBounds_refresh");
    JsonNode unit = golden.get("unit_params");
    assertEquals(0.5, unit.get("refresh_upper_thres").asDouble());
    assertEquals(0.25, unit.get("refresh_lower_thres").asDouble());
    int refreshes = assertOneSided(golden, unit.get("refresh_every").asInt());
    assertEquals(3, refreshes);
  }

  private static int assertOneSided(JsonNode golden, int every) {
    JsonNode hidden = golden.get("hidden_parameters");
    DeviceArray minus = raised(hidden, 0);
    DeviceArray plus = raised(hidden, 1);
    double[] trace = Golden.vector(golden.get("trace"));
    int refreshes = 0;
    for (int pulse = 1; pulse < trace.length; pulse++) {
      (pulse <= 200 ? plus : minus).pulse(0, 1, Polarity.UP, 0);
      float larger = Math.max(plus.state(0), minus.state(0));
      float smaller = Math.min(plus.state(0), minus.state(0));
      if (pulse % every == 0 && larger > 0.5 && smaller > 0.25) {
        refresh(plus, minus);
        refreshes++;
      }
      JsonNode weights = golden.get("hidden_weights");
      assertEquals(
          weights.get("hidden_weights_0").get(pulse).asDouble(), weight(minus, hidden, 0), WEIGHT);
      assertEquals(
          weights.get("hidden_weights_1").get(pulse).asDouble(), weight(plus, hidden, 1), WEIGHT);
      assertEquals(
          trace[pulse], weight(plus, hidden, 1) - weight(minus, hidden, 0), WEIGHT, "" + pulse);
    }
    return refreshes;
  }

  private static void refresh(DeviceArray plus, DeviceArray minus) {
    float difference = plus.state(0) - minus.state(0);
    plus.reset(0, 0);
    minus.reset(0, 0);
    (difference > 0 ? plus : minus).program(new float[] {Math.abs(difference)}, 0);
  }

  private static DeviceArray raised(JsonNode hidden, int k) {
    double max = hidden.get("max_bound_" + k).asDouble();
    double up = hidden.get("dwmin_up_" + k).asDouble() / max;
    assertEquals(0, hidden.get("min_bound_" + k).asDouble(), 0.0);
    DeviceArray device =
        new DeviceArray(
            TestDevice.plain()
                .response(
                    new SoftBounds(up, Optional.empty(), 0, Optional.empty(), Optional.empty()))
                .parts(parts -> parts.reset(Optional.of(new AbruptReset(0, 0, 0))))
                .model(),
            Placement.whole(1, 1),
            NoiseStream.root(1));
    device.reset(0, 0);
    return device;
  }

  private static DeviceArray device(JsonNode hidden, int k) {
    double min = hidden.get("min_bound_" + k).asDouble();
    double range = hidden.get("max_bound_" + k).asDouble() - min;
    double up = hidden.get("dwmin_up_" + k).asDouble() / range;
    double down = hidden.get("dwmin_down_" + k).asDouble() / range;
    PulseResponse response =
        hidden.has("slope_up_" + k)
            ? new SoftBounds(
                up, Optional.of(down), -min / range, Optional.empty(), Optional.empty())
            : new ConstantStep(up, Optional.of(down), Optional.empty(), Optional.empty());
    DeviceArray device =
        new DeviceArray(
            TestDevice.plain().response(response).model(),
            Placement.whole(1, 1),
            NoiseStream.root(1));
    device.program(new float[] {(float) (-min / range)}, 0);
    return device;
  }

  private static double weight(DeviceArray device, JsonNode hidden, int k) {
    double min = hidden.get("min_bound_" + k).asDouble();
    double max = hidden.get("max_bound_" + k).asDouble();
    return min + device.state(0) * (max - min);
  }
}
