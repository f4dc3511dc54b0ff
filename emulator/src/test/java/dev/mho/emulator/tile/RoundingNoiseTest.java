package dev.mho.emulator.tile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mho.device.array.Workers;
import dev.mho.emulator.TestArray;
import dev.mho.emulator.TestMatrix;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import dev.mho.emulator.matrix.Products;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A converter of step r adds an error of mean 0 and variance r²/12. */
class RoundingNoiseTest {
  private static final int N = 20_000;
  private static final Products PRODUCTS = new Products(Workers.single());

  @ParameterizedTest
  @ValueSource(ints = {3, 6, 9})
  void dac(int bits) {
    assertRounding(TestArray.plain().dac(bits).spec(), 2.0 / ((1 << bits) - 2));
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 6, 9})
  void adc(int bits) {
    assertRounding(TestArray.plain().adc(bits, 1).spec(), 2.0 / ((1 << bits) - 2));
  }

  private static void assertRounding(AnalogTileSpec spec, double step) {
    Tile tile = TestArray.tile(spec, Matrix.identity(2, Precision.FLOAT64), PRODUCTS);
    Matrix in = TestMatrix.random(N / 2, 2, 1, 1);
    assertRounding(in, tile.forward(in), step);
    assertRounding(in, tile.backward(in), step);
  }

  /**
   * Five standard errors: false alarm below 1e-6. The error is uniform over ±r/2, so its square has
   * mean r²/12 and variance r⁴/180.
   */
  private static void assertRounding(Matrix in, Matrix out, double step) {
    double[] error = out.toArray();
    double[] exact = in.toArray();
    Arrays.setAll(error, i -> error[i] - exact[i]);
    double mean = Arrays.stream(error).average().orElseThrow();
    double square = Arrays.stream(error).map(e -> e * e).average().orElseThrow();
    assertEquals(0, mean, 5 * step / Math.sqrt(12.0 * N));
    assertEquals(step * step / 12, square, 5 * step * step / Math.sqrt(180.0 * N));
  }
}
