package dev.mho.emulator.tile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mho.device.TestDevice;
import dev.mho.device.array.Workers;
import dev.mho.device.format.BadInputException;
import dev.mho.device.noise.WhiteReadNoise;
import dev.mho.emulator.TestArray;
import dev.mho.emulator.TestMatrix;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Products;
import org.junit.jupiter.api.Test;

/** Weights as noisy reads tell them. */
class WeightReadoutTest {
  private static final Products PRODUCTS = new Products(Workers.single());
  private final Matrix weights = TestMatrix.random(20, 15, 1, 1);

  @Test
  void withoutNoiseTheyAreThere() {
    AnalogTile tile = TestArray.plain().tile(weights, PRODUCTS);
    Matrix read = WeightReadout.of(tile, 2, TestArray.STREAM, PRODUCTS);
    TestMatrix.assertClose(weights, read, 2e-6);
  }

  /**
   * Each device's read noise is σ = 0.02 of the range, so an answer's variance given x is 2 σ² Σ
   * x_j² with mean 2 σ² n/3, and an estimate's about 2 σ² n/(N − n). The mean of 300 squared errors
   * is within 5 √(2/300) = 41 % of it.
   */
  @Test
  void errorsAreThoseOfLeastSquares() {
    double sigma = 0.02;
    AnalogTile tile =
        TestArray.of(TestDevice.plain().readNoise(new WhiteReadNoise(sigma, 0)))
            .tile(weights, PRODUCTS);
    int oversampling = 10;
    Matrix read = WeightReadout.of(tile, oversampling, TestArray.STREAM, PRODUCTS);
    double squares = 0;
    for (int k = 0; k < 20; k++) {
      for (int j = 0; j < 15; j++) {
        squares += Math.pow(read.get(k, j) - weights.get(k, j), 2);
      }
    }
    double expected = 2 * sigma * sigma * 15 / (15.0 * (oversampling - 1));
    assertEquals(expected, squares / 300, 0.41 * expected);
    assertEquals(150 * 1e-7, tile.clock(), 1e-12);
  }

  @Test
  void needsMoreSamplesThanInputs() {
    AnalogTile tile = TestArray.plain().tile(weights, PRODUCTS);
    Exception e =
        assertThrows(
            BadInputException.class, () -> WeightReadout.of(tile, 1, TestArray.STREAM, PRODUCTS));
    assertEquals("oversampling: found 1; allowed: a whole number from 2 to 1000", e.getMessage());
  }
}
