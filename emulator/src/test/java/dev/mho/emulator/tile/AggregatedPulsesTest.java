package dev.mho.emulator.tile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.Presets;
import dev.mho.device.Sample;
import dev.mho.device.TestDevice;
import dev.mho.device.array.Workers;
import dev.mho.device.format.BadInputException;
import dev.mho.device.response.ConstantStep;
import dev.mho.device.response.CycleToCycle;
import dev.mho.device.response.SoftBounds;
import dev.mho.emulator.TestArray;
import dev.mho.emulator.TestMatrix;
import dev.mho.emulator.cell.Role;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import dev.mho.emulator.matrix.Products;
import dev.mho.emulator.update.PulseOrder;
import dev.mho.emulator.update.StochasticTrains;
import dev.mho.emulator.update.UpdateManagement;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pulses of a batch made at once, against the same pulses one after the other. */
class AggregatedPulsesTest {
  private static final Products PRODUCTS = new Products(Workers.single());

  private static StochasticTrains trains(PulseOrder order) {
    return new StochasticTrains(31, UpdateManagement.usual(), 0, order);
  }

  private static AnalogTile tile(TestArray array, PulseOrder order, Matrix weights) {
    return array.trains(trains(order)).tile(weights, PRODUCTS);
  }

  /** Where steps do not depend on the conductance and no bound is met, nothing is left out. */
  @Test
  void isExactForEqualSteps() {
    TestArray array =
        TestArray.of(
            TestDevice.plain()
                .response(
                    new ConstantStep(
                        0.001, Optional.of(0.0015), Optional.empty(), Optional.empty())));
    Matrix weights = TestMatrix.random(12, 9, 0.2, 1);
    AnalogTile one = tile(array, PulseOrder.SEQUENTIAL, weights);
    AnalogTile other = tile(array, PulseOrder.AGGREGATED, weights);
    Matrix x = TestMatrix.random(40, 9, 1, 2);
    Matrix d = TestMatrix.random(40, 12, 1, 3);
    one.update(x, d, 0.01);
    other.update(x, d, 0.01);
    TestMatrix.assertClose(one.weights(), other.weights(), 1e-5);
    assertEquals(one.clock(), other.clock());
    assertEquals(one.activity().upPulses(), other.activity().upPulses());
    assertTrue(other.activity().upPulses() > 100);
    for (int cell = 0; cell < 108; cell++) {
      assertEquals(
          one.devices(Role.PLUS).pulseCount(cell), other.devices(Role.PLUS).pulseCount(cell));
    }
  }

  /** The error falls with the step: n² s s'/2 of n s. Measured, relative to the change itself. */
  @ParameterizedTest
  @CsvSource({"0.0003, 0.03", "0.003, 0.3"})
  void errorOfSoftBoundsIsOfSecondOrder(double step, double bound) {
    TestArray array =
        TestArray.of(
            TestDevice.plain()
                .response(
                    new SoftBounds(
                        step, Optional.of(step), 0.5, Optional.empty(), Optional.empty())));
    Matrix weights = TestMatrix.random(20, 30, 0.2, 1);
    AnalogTile one = tile(array, PulseOrder.SEQUENTIAL, weights);
    AnalogTile other = tile(array, PulseOrder.AGGREGATED, weights);
    Matrix x = TestMatrix.random(64, 30, 1, 2);
    Matrix d = TestMatrix.random(64, 20, 1, 3);
    one.update(x, d, step * 10);
    other.update(x, d, step * 10);
    double error = 0;
    double change = 0;
    for (int k = 0; k < 20; k++) {
      for (int j = 0; j < 30; j++) {
        double moved = one.weights().get(k, j) - weights.get(k, j);
        error += Math.pow(other.weights().get(k, j) - one.weights().get(k, j), 2);
        change += moved * moved;
      }
    }
    double relative = Math.sqrt(error / change);
    assertTrue(relative < bound, "relative error " + relative);
    assertTrue(relative > bound / 100, "nothing was aggregated: " + relative);
  }

  /** 25 pulses up of step 0.002 and spread 0.6 of it: mean 0.05, deviation 5 · 0.0012. */
  @Test
  void noiseAddsUpAsOfIndependentSteps() {
    TestArray array =
        TestArray.of(
            TestDevice.plain()
                .response(
                    new ConstantStep(
                        0.002,
                        Optional.of(0.002),
                        Optional.of(CycleToCycle.ofStep(0.6)),
                        Optional.empty())));
    int size = 4000;
    AnalogTile tile = tile(array, PulseOrder.AGGREGATED, Matrix.zeros(size, 1, Precision.FLOAT64));
    Matrix x = TestMatrix.constant(1, 1, 1);
    tile.update(x, TestMatrix.constant(1, size, -1), 25 * tile.spec().granularity());
    double[] moved = new double[size];
    for (int cell = 0; cell < size; cell++) {
      moved[cell] = tile.devices(Role.PLUS).state(cell) - 0.5;
      assertEquals(25, tile.devices(Role.PLUS).pulseCount(cell));
    }
    Sample.assertNormal(0.05, 5 * 0.0012, moved);
  }

  @Test
  void boundsAreMet() {
    TestArray array =
        TestArray.of(
            TestDevice.plain()
                .response(
                    new ConstantStep(0.2, Optional.of(0.2), Optional.empty(), Optional.empty())));
    AnalogTile tile = tile(array, PulseOrder.AGGREGATED, TestMatrix.constant(2, 2, 0));
    tile.update(TestMatrix.constant(9, 2, 1), TestMatrix.constant(9, 2, -1), 0.5);
    assertEquals(1, tile.devices(Role.PLUS).state(0));
    assertEquals(0, tile.devices(Role.MINUS).state(0));
  }

  /** On a device with every spread and noise. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 16})
  void bitsDoNotDependOnThreads(int threads) {
    assertEquals(List.of(run(1)), List.of(run(threads)));
  }

  private static String run(int threads) {
    try (Workers workers = new Workers(threads)) {
      AnalogTile tile =
          TestArray.of(Presets.get("reram-gong-2018"))
              .trains(trains(PulseOrder.AGGREGATED))
              .tile(TestMatrix.random(70, 40, 0.5, 1), new Products(workers));
      tile.update(TestMatrix.random(30, 40, 1, 2), TestMatrix.random(30, 70, 1, 3), 0.1);
      return Arrays.toString(tile.weights().toArray());
    }
  }

  @Test
  void cannotBeTraced() {
    AnalogTile tile =
        tile(
            TestArray.of(Presets.get("reram-gong-2018")),
            PulseOrder.AGGREGATED,
            TestMatrix.constant(1, 1, 0));
    Exception e = assertThrows(BadInputException.class, () -> tile.listen(null));
    assertTrue(e.getMessage().contains("order: sequential"), e::getMessage);
  }
}
