package dev.mho.emulator.tile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.DeviceModel;
import dev.mho.device.Presets;
import dev.mho.device.array.Workers;
import dev.mho.device.response.AbruptReset;
import dev.mho.device.response.ConstantStep;
import dev.mho.device.response.PulseResponse;
import dev.mho.emulator.TestArray;
import dev.mho.emulator.TestMatrix;
import dev.mho.emulator.cell.DeviceGroup;
import dev.mho.emulator.cell.DifferentialPair;
import dev.mho.emulator.cell.Role;
import dev.mho.emulator.cell.SingleDevice;
import dev.mho.emulator.cell.UnitCell;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Products;
import dev.mho.emulator.trace.UpdateEvent;
import dev.mho.emulator.trace.UpdateListener;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Pulses by schedule do to every device, to the bit, what they do one by one, as they are made for
 * cells that are traced (and {@link PulsedUpdateTwinTest} holds those to the slots of the trains).
 */
class ScheduledPulsesTest {
  private static final int OUTPUTS = 11;
  private static final int INPUTS = 300;
  private static final int SAMPLES = 150;

  static List<Arguments> cellsAndTrains() {
    DeviceModel gong = Presets.get("reram-gong-2018");
    DeviceModel rpu = Presets.get("rpu-gokmen-2016");
    PulseResponse upward =
        new ConstantStep(0.004, Optional.empty(), Optional.empty(), Optional.empty());
    DeviceModel rising =
        gong.but()
            .response(Optional.of(upward))
            .reset(Optional.of(new AbruptReset(0, 0, 0)))
            .build();
    UnitCell single = new SingleDevice(1);
    UnitCell pair = new DifferentialPair(1, DifferentialPair.Rest.MIDDLE);
    return Stream.of(0.004, 0.05, 2.0)
        .flatMap(
            rate ->
                Stream.of(
                    Arguments.of(rpu, single, rate),
                    Arguments.of(gong, pair, rate),
                    Arguments.of(rising, pair, rate),
                    Arguments.of(rpu, group(single, DeviceGroup.Turn.ALL), rate),
                    Arguments.of(rpu, group(pair, DeviceGroup.Turn.SEQUENTIAL), rate),
                    Arguments.of(gong, group(single, DeviceGroup.Turn.RANDOM), rate)))
        .toList();
  }

  private static UnitCell group(UnitCell element, DeviceGroup.Turn turn) {
    return new DeviceGroup(element, List.of(1.0, 2.0), DeviceGroup.Filling.EVEN, turn);
  }

  @ParameterizedTest
  @MethodSource("cellsAndTrains")
  void schedulesAreAsOneByOne(DeviceModel device, UnitCell cell, double rate) {
    AnalogTileSpec spec = TestArray.of(device).cell(cell).trains(31).spec();
    Matrix weights = TestMatrix.random(OUTPUTS, INPUTS, 0.3, 1);
    try (Workers workers = new Workers(2)) {
      AnalogTile scheduled = TestArray.tile(spec, weights, new Products(workers));
      AnalogTile oneByOne = TestArray.tile(spec, weights, new Products(workers));
      oneByOne.listen(new Everything());
      for (int round = 0; round < 3; round++) {
        Matrix x = TestMatrix.random(SAMPLES, INPUTS, 1, 10 + round);
        Matrix d = TestMatrix.random(SAMPLES, OUTPUTS, 1, 20 + round);
        scheduled.update(x, d, rate);
        oneByOne.update(x, d, rate);
      }
      assertEquals(oneByOne.activity(), scheduled.activity());
      long pulses = 0;
      for (Role role : scheduled.roles()) {
        for (int i = 0; i < OUTPUTS * INPUTS; i++) {
          assertEquals(oneByOne.devices(role).state(i), scheduled.devices(role).state(i));
          int count = scheduled.devices(role).pulseCount(i);
          assertEquals(oneByOne.devices(role).pulseCount(i), count);
          pulses += count;
        }
      }
      assertTrue(pulses > OUTPUTS * INPUTS, pulses + " pulses");
      TestMatrix.assertClose(oneByOne.weights(), scheduled.weights(), 0);
      Matrix ones = TestMatrix.constant(1, INPUTS, 1);
      TestMatrix.assertClose(oneByOne.forward(ones), scheduled.forward(ones), 0);
    }
  }

  /** Listens to all cells, so that no output is pulsed by schedule. */
  private static final class Everything implements UpdateListener {
    @Override
    public boolean listensTo(int row, int col) {
      return true;
    }

    @Override
    public void updated(List<UpdateEvent> events) {}
  }
}
