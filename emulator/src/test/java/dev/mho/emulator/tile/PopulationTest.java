package dev.mho.emulator.tile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mho.device.Sample;
import dev.mho.device.TestDevice;
import dev.mho.device.array.DeviceArray;
import dev.mho.device.array.Workers;
import dev.mho.device.fault.Faults;
import dev.mho.device.response.ConstantStep;
import dev.mho.device.response.DeviceToDevice;
import dev.mho.emulator.TestArray;
import dev.mho.emulator.TestMatrix;
import dev.mho.emulator.cell.Role;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import dev.mho.emulator.matrix.Products;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Devices that are stuck, or differ from each other, show in the weights as they should. */
class PopulationTest {
  private static final int SIZE = 100;
  private static final Products PRODUCTS = new Products(Workers.single());
  private static final Matrix ZERO = Matrix.zeros(SIZE, SIZE, Precision.FLOAT64);

  /** A full train of ten slots on every line: each device of the layer gets ten pulses. */
  private static final int PULSES = 10;

  private static final ConstantStep STEP =
      new ConstantStep(1e-3, Optional.of(1e-3), Optional.empty(), Optional.empty());

  private static void raiseAll(AnalogTile tile) {
    tile.update(
        TestMatrix.constant(1, SIZE, 1),
        TestMatrix.constant(1, SIZE, -1),
        PULSES * tile.spec().granularity() * tile.weightScale(0));
  }

  @Test
  void stuckDevicesIgnoreWritesAndPulses() {
    AnalogTile tile =
        TestArray.of(TestDevice.plain().faults(new Faults(0.1, 0.05, 0)).response(STEP))
            .trains(PULSES)
            .tile(ZERO, PRODUCTS);
    raiseAll(tile);
    for (Role role : List.of(Role.PLUS, Role.MINUS)) {
      DeviceArray devices = tile.devices(role);
      int low = 0;
      int high = 0;
      for (int i = 0; i < devices.size(); i++) {
        low += devices.state(i) == 0 ? 1 : 0;
        high += devices.state(i) == 1 ? 1 : 0;
        double moved = devices.isStuck(i) ? Math.rint(devices.state(i)) : 0.5 + role.sign() * 0.01;
        assertEquals(moved, devices.state(i), 1e-6);
      }
      Sample.assertCount(0.1, SIZE * SIZE, low);
      Sample.assertCount(0.05, SIZE * SIZE, high);
    }
  }

  @Test
  void readsSeeStuckDevices() {
    AnalogTile tile =
        TestArray.of(TestDevice.plain().faults(new Faults(0.1, 0.05, 0.05)))
            .tile(TestMatrix.random(SIZE, SIZE, 1, 1), PRODUCTS);
    Matrix x = TestMatrix.random(5, SIZE, 1, 2);
    TestMatrix.assertClose(
        PRODUCTS.timesTransposed(x, tile.weights()), tile.forward(x), SIZE * 1e-7);
  }

  /** A weight of one range reaches as far as its two devices do. */
  @Test
  void weightsEndAtTheBoundsOfTheirDevices() {
    AnalogTile tile =
        TestArray.of(TestDevice.plain().range(TestDevice.spread(0, 1, 0.05, 0.05)))
            .tile(TestMatrix.constant(SIZE, SIZE, 1), PRODUCTS);
    double[] weights = tile.weights().toArray();
    double[] missing = new double[2 * weights.length];
    for (int i = 0; i < weights.length; i++) {
      double high = Math.min(1, tile.devices(Role.PLUS).high(i));
      double low = Math.max(0, tile.devices(Role.MINUS).low(i));
      assertEquals(high - low, weights[i], 1e-7);
      missing[2 * i] = tile.devices(Role.PLUS).high(i) - 1;
      missing[2 * i + 1] = tile.devices(Role.MINUS).low(i);
    }
    Sample.assertNormal(0, 0.05, missing);
  }

  /** Ten coincidences move a weight by ten steps of each device: 1 ± 0.2/√2 of the mean. */
  @Test
  void stepsDifferFromDeviceToDevice() {
    AnalogTile tile =
        TestArray.of(
                TestDevice.plain()
                    .response(
                        new ConstantStep(
                            1e-3,
                            Optional.of(1e-3),
                            Optional.empty(),
                            Optional.of(DeviceToDevice.ofStep(0.2, 0)))))
            .trains(PULSES)
            .tile(ZERO, PRODUCTS);
    raiseAll(tile);
    double mean = PULSES * tile.spec().granularity();
    Sample.assertNormal(mean, mean * 0.2 / Math.sqrt(2), tile.weights().toArray());
  }
}
