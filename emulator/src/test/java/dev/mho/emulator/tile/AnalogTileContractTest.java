package dev.mho.emulator.tile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mho.device.TestDevice;
import dev.mho.device.array.Workers;
import dev.mho.device.format.BadInputException;
import dev.mho.device.response.ConstantStep;
import dev.mho.emulator.TestArray;
import dev.mho.emulator.TestMatrix;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import dev.mho.emulator.matrix.Products;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a tile counts, keeps and refuses. */
class AnalogTileContractTest {
  private static final Products PRODUCTS = new Products(Workers.single());
  private static final TestDevice DEVICE =
      TestDevice.plain()
          .response(
              new ConstantStep(0.001, Optional.of(0.001), Optional.empty(), Optional.empty()));

  private final AnalogTile tile =
      TestArray.of(DEVICE).adc(8, 1).trains(10).tile(TestMatrix.constant(2, 3, 0.5), PRODUCTS);

  @Test
  void countsConversionsAndSaturations() {
    tile.forward(Matrix.of(new double[][] {{1, 1, 1}, {0.1, 0.1, 0.1}}));
    tile.backward(Matrix.of(new double[][] {{1, 1}}));
    assertEquals(2 * 2 + 3, tile.activity().conversions());
    assertEquals(2, tile.activity().saturations());
  }

  /** Ten coincidences a cell, each a pulse for both devices. */
  @Test
  void countsPulsesAndTime() {
    tile.update(TestMatrix.constant(1, 3, 1), TestMatrix.constant(1, 2, 1), 10 * 0.002);
    assertEquals(6 * 10, tile.activity().upPulses());
    assertEquals(6 * 10, tile.activity().downPulses());
    assertEquals(10 * 1e-8, tile.activity().seconds(), 1e-20);
  }

  @Test
  void countsWeightsBeyondTheRange() {
    assertEquals(0, tile.activity().clippedWeights());
    tile.program(Matrix.of(new double[][] {{1, -1, 1.1}, {-2, 0, 0.5}}));
    assertEquals(2, tile.activity().clippedWeights());
    TestMatrix.assertClose(
        Matrix.of(new double[][] {{1, -1, 1}, {-1, 0, 0.5}}), tile.weights(), 1e-7);
  }

  /** The digital scale is divided out before writing. */
  @Test
  void programmingUndoesTheDigitalScale() {
    tile.scaleOutputs(new double[] {4, 0.5});
    Matrix weights = Matrix.of(new double[][] {{3, -2, 1}, {0.4, 0, -0.5}});
    tile.program(weights);
    TestMatrix.assertClose(weights, tile.weights(), 4e-7);
    assertEquals(0, tile.activity().clippedWeights());
  }

  @ParameterizedTest
  @EnumSource
  void resultsHaveThePrecisionOfTheBatch(Precision precision) {
    assertEquals(precision, tile.forward(Matrix.zeros(1, 3, precision)).precision());
    assertEquals(precision, tile.backward(Matrix.zeros(1, 2, precision)).precision());
  }

  @Test
  void argumentsAreNotModified() {
    Matrix x = TestMatrix.random(4, 3, 1, 1);
    Matrix d = TestMatrix.random(4, 2, 1, 2);
    tile.scaleOutputs(new double[] {4, 0.5});
    tile.forward(x);
    tile.backward(d);
    tile.update(x, d, -0.1);
    TestMatrix.assertClose(TestMatrix.random(4, 3, 1, 1), x, 0);
    TestMatrix.assertClose(TestMatrix.random(4, 2, 1, 2), d, 0);
  }

  @Test
  void noRateNoChange() {
    Matrix before = tile.weights();
    tile.update(TestMatrix.constant(1, 3, 1), TestMatrix.constant(1, 2, 1), 0);
    TestMatrix.assertClose(before, tile.weights(), 0);
    assertEquals(TileActivity.NONE, tile.activity());
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
  void refusesWeightsThatAreNotFinite(double weight) {
    Matrix weights = TestMatrix.constant(2, 3, 0);
    weights.set(1, 2, weight);
    Exception e = assertThrows(BadInputException.class, () -> tile.program(weights));
    assertEquals("weight (1, 2) to be programmed is " + weight, e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesDigitalScales(double factor) {
    Exception e =
        assertThrows(BadInputException.class, () -> tile.scaleOutputs(new double[] {1, factor}));
    assertEquals(
        "digital scale of output 1: found " + factor + "; allowed: a finite number > 0",
        e.getMessage());
  }

  @Test
  void refusesToPulseADeviceWithoutResponse() {
    AnalogTile inert = TestArray.plain().trains(10).tile(TestMatrix.constant(1, 1, 0), PRODUCTS);
    Matrix one = TestMatrix.constant(1, 1, 1);
    Exception e = assertThrows(BadInputException.class, () -> inert.update(one, one, 1));
    assertEquals(
        "device test has no pulse response: it cannot be trained by pulses", e.getMessage());
  }

  @Test
  void refusesABatchOfAnotherWidth() {
    Exception e =
        assertThrows(
            IllegalArgumentException.class,
            () -> tile.forward(Matrix.zeros(1, 4, Precision.FLOAT64)));
    assertEquals("a batch of 4 columns for 3 lines", e.getMessage());
  }

  @Test
  void refusesWeightsOfAnotherShape() {
    Exception e =
        assertThrows(
            IllegalArgumentException.class, () -> tile.program(TestMatrix.constant(2, 2, 0)));
    assertEquals("a matrix of 2 x 2 where 2 x 3 is needed", e.getMessage());
  }

  @Test
  void refusesAnUpdateOfOtherShapes() {
    Matrix x = TestMatrix.constant(2, 3, 1);
    Matrix d = TestMatrix.constant(3, 2, 1);
    assertThrows(IllegalArgumentException.class, () -> tile.update(x, d, 0.1));
    assertThrows(IllegalArgumentException.class, () -> tile.update(d, d, 0.1));
  }

  @Test
  void refusesReadsThatTakeNoTime() {
    AnalogTileSpec spec = tile.spec();
    Exception e =
        assertThrows(
            BadInputException.class,
            () ->
                new AnalogTileSpec(
                    spec.device(),
                    spec.cell(),
                    spec.scaling(),
                    spec.verify(),
                    spec.forward(),
                    spec.backward(),
                    spec.wiring(),
                    spec.trains(),
                    0,
                    spec.pulseSeconds()));
    assertEquals("read_seconds: found 0.0; allowed: a finite number > 0", e.getMessage());
  }
}
