package dev.mho.emulator.cell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mho.device.DeviceModel;
import dev.mho.device.Golden;
import dev.mho.device.TestDevice;
import dev.mho.device.array.Placement;
import dev.mho.device.array.Workers;
import dev.mho.device.random.NoiseStream;
import dev.mho.device.response.ConstantStep;
import dev.mho.device.response.PulseResponse;
import dev.mho.device.response.SoftBounds;
import dev.mho.emulator.TestArray;
import dev.mho.emulator.TestMatrix;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Products;
import dev.mho.emulator.tile.AnalogTile;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * aihwkit's unit cells, 200 pulses up and 200 down: devices of ±0.6 whose weights are summed with
 * factors γ, here devices of [0, 1] against ρ = 0.5, so that W = 1.2 Σγ · Σ (γ_k/Σγ)(g_k − 0.5).
 */
class AihwkitUnitCellsTest {
  private static final double BOUND = 0.6;

  @ParameterizedTest
  @ValueSource(strings = {"Vector_All_2xConstant", "Vector_SingleSequential"})
  void groupsOfTwoTechnologies(String name) {
    JsonNode golden = Golden.read("aihwkit/pulse_response.json").get(name);
    boolean all = name.contains("All");
    List<Double> gamma = all ? List.of(1.0, 0.5) : List.of(0.5, 0.5);
    double sum = gamma.get(0) + gamma.get(1);
    DeviceGroup group =
        new DeviceGroup(
            new SingleDevice(BOUND * sum),
            gamma,
            DeviceGroup.Filling.EVEN,
            all ? DeviceGroup.Turn.ALL : DeviceGroup.Turn.SEQUENTIAL);
    JsonNode hidden = golden.get("hidden_parameters");
    CellArray cells =
        new CellArray(
            group,
            List.of(model(hidden, 0), model(hidden, 1)),
            Placement.whole(1, 1),
            NoiseStream.root(1),
            Workers.single());
    cells.program(cells.targets(new double[] {0}), 0);
    double[] trace = Golden.vector(golden.get("trace"));
    for (int pulse = 0; pulse < trace.length; pulse++) {
      if (pulse > 0) {
        cells.pulse(0, 1, pulse <= 200, cells.turn(pulse), 0);
      }
      assertEquals(trace[pulse], group.scale() * cells.difference(0, 0), 2e-6, "pulse " + pulse);
    }
  }

  /** A device against another that is never pulsed, as a tile pulses and reads it. */
  @ParameterizedTest
  @ValueSource(strings = {"FIXED", "DEVICE"})
  void deviceAgainstReferenceInTile(SingleDevice.Against against) {
    JsonNode golden = Golden.read("aihwkit/pulse_response.json").get("ReferenceUnitCell");
    AnalogTile tile =
        TestArray.of(model(golden.get("hidden_parameters"), 0))
            .cell(new SingleDevice(BOUND, 0.5, against))
            .trains(1)
            .tile(TestMatrix.constant(1, 1, 0), new Products(Workers.single()));
    double[] trace = Golden.vector(golden.get("trace"));
    for (int pulse = 1; pulse < trace.length; pulse++) {
      pulseOnce(tile, pulse <= 200);
      assertEquals(trace[pulse], tile.weights().get(0, 0), 2e-6, "pulse " + pulse);
      assertEquals(
          trace[pulse], tile.forward(TestMatrix.constant(1, 1, 1)).get(0, 0), 2e-6, "" + pulse);
    }
    assertEquals(200, tile.activity().upPulses());
    assertEquals(200, tile.activity().downPulses());
  }

  /** Devices that pulses only raise, as a tile pulses them. */
  @Test
  void oneSidedInTile() {
    JsonNode golden =
        Golden.read("aihwkit/pulse_response.json").get("OneSided_SoftBounds_no_refresh");
    // The thresholds are beyond what 200 pulses reach.
    DifferentialPair pair =
        new DifferentialPair(BOUND, DifferentialPair.Rest.MINIMUM, new Refresh(1, 0.999));
    AnalogTile tile =
        TestArray.of(AihwkitOneSidedTest.rising())
            .cell(pair)
            .trains(1)
            .tile(TestMatrix.constant(1, 1, 0), new Products(Workers.single()));
    double[] trace = Golden.vector(golden.get("trace"));
    for (int pulse = 1; pulse < trace.length; pulse++) {
      pulseOnce(tile, pulse <= 200);
      assertEquals(trace[pulse], tile.weights().get(0, 0), 2e-6, "pulse " + pulse);
    }
    assertEquals(400, tile.activity().upPulses());
    assertEquals(0, tile.activity().refreshes());
  }

  /** x, d and rate such that both lines are certain to fire in the one slot of the train. */
  private static void pulseOnce(AnalogTile tile, boolean raise) {
    double step = tile.spec().granularity() * tile.weightScale(0);
    Matrix d = TestMatrix.constant(1, 1, raise ? -1 : 1);
    tile.update(TestMatrix.constant(1, 1, 1), d, step);
  }

  private static DeviceModel model(JsonNode hidden, int k) {
    double up = hidden.get("dwmin_up_" + k).asDouble() / (2 * BOUND);
    double down = hidden.get("dwmin_down_" + k).asDouble() / (2 * BOUND);
    PulseResponse response =
        hidden.has("slope_up_" + k)
            ? new SoftBounds(up, Optional.of(down), 0.5, Optional.empty(), Optional.empty())
            : new ConstantStep(up, Optional.of(down), Optional.empty(), Optional.empty());
    return TestDevice.plain().response(response).model();
  }
}
