package dev.mho.emulator.tile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.array.Workers;
import dev.mho.emulator.TestArray;
import dev.mho.emulator.TestMatrix;
import dev.mho.emulator.converter.BoundManagement;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Products;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A read through converters equals a twin that does one sample and one number at a time. */
class ReadTwinTest {
  private static final Products PRODUCTS = new Products(Workers.single());

  private long conversions;
  private long saturations;

  /** Bits of DAC and ADC (0: none), bound, input scaling, bound management. */
  @ParameterizedTest
  @CsvSource({
    "5, 0, 0, false, NONE",
    "5, 0, 0, true, NONE",
    "0, 6, 2, false, NONE",
    "0, 6, 2, true, ITERATIVE",
    "0, 6, 0.001, true, ITERATIVE",
    "7, 9, 1, true, ITERATIVE",
    "7, 9, 0.05, true, ITERATIVE",
    "16, 9, 0.001, true, ITERATIVE",
    "3, 9, 0.3, false, ITERATIVE",
    "7, 9, 1, true, NONE"
  })
  void equalsTheTwin(int dac, int adc, double bound, boolean absMax, BoundManagement management) {
    TestArray array = TestArray.plain().restAtMinimum().boundManagement(management);
    array = dac > 0 ? array.dac(dac) : array;
    array = adc > 0 ? array.adc(adc, bound) : array;
    AnalogTileSpec spec = (absMax ? array.absMax() : array).spec();
    Matrix weights = TestMatrix.random(13, 29, 0.9, dac);
    AnalogTile tile = TestArray.tile(spec, weights, PRODUCTS);
    Matrix x = TestMatrix.random(40, 29, 1.3, 1 + adc);
    Matrix d = TestMatrix.random(40, 13, 1.3, 2 + adc);
    x.writeRow(7, new double[29]);
    assertClose(twin(spec, x, weights), tile.forward(x));
    assertClose(twin(spec, d, weights.transposed()), tile.backward(d));
    assertEquals(conversions, tile.activity().conversions());
    assertEquals(saturations, tile.activity().saturations());
  }

  /** Relative to the sample: float32 of the tile against the twin's doubles, no step flipped. */
  private static void assertClose(Matrix expected, Matrix actual) {
    for (int b = 0; b < expected.rows(); b++) {
      double largest = Arrays.stream(expected.row(b)).map(Math::abs).max().orElseThrow();
      TestMatrix.assertClose(expected.rows(b, b + 1), actual.rows(b, b + 1), 2e-6 * largest);
    }
  }

  private Matrix twin(AnalogTileSpec spec, Matrix x, Matrix weights) {
    double[][] y = new double[x.rows()][];
    for (int b = 0; b < y.length; b++) {
      y[b] = twin(spec, x.row(b), weights);
    }
    return Matrix.of(y);
  }

  private double[] twin(AnalogTileSpec spec, double[] x, Matrix weights) {
    boolean iterative = spec.boundManagement() == BoundManagement.ITERATIVE;
    double most = spec.dac().map(dac -> Math.min(1000, 0.25 / dac.step())).orElse(1000.0);
    double scale =
        switch (spec.inputScaling()) {
          case NONE -> 1;
          case ABS_MAX -> Arrays.stream(x).map(Math::abs).max().orElseThrow();
        };
    double[] y = new double[weights.rows()];
    if (scale == 0) {
      conversions += spec.adc().isPresent() ? y.length : 0;
      return y;
    }
    for (double reduction = 1; ; reduction *= 2) {
      int saturated = 0;
      for (int k = 0; k < y.length; k++) {
        double sum = 0;
        for (int j = 0; j < x.length; j++) {
          double driven = x[j] / scale / reduction;
          if (spec.dac().isPresent()) {
            driven = quantised(driven, spec.dac().get().bits(), 1);
          }
          sum += weights.get(k, j) * driven;
        }
        if (spec.adc().isPresent()) {
          conversions++;
          int bits = spec.adc().get().bits();
          double bound = spec.adc().get().bound();
          saturated += Math.abs(sum) > bound + bound / ((1 << bits) - 2) ? 1 : 0;
          sum = quantised(sum, bits, bound);
        }
        y[k] = sum * scale * reduction;
      }
      if (saturated == 0 || !iterative || reduction > most) {
        saturations += saturated;
        return y;
      }
    }
  }

  private static double quantised(double value, int bits, double bound) {
    double step = 2 * bound / ((1 << bits) - 2);
    return Math.min(bound, Math.max(-bound, step * Math.rint(value / step)));
  }

  /** Without a DAC the input is halved until it is 1/1024. */
  @Test
  void boundManagementGivesUp() {
    AnalogTile tile =
        TestArray.plain()
            .adc(8, 1e-4)
            .boundManagement(BoundManagement.ITERATIVE)
            .tile(TestMatrix.constant(1, 1, 1), PRODUCTS);
    assertEquals(1024e-4, tile.forward(TestMatrix.constant(1, 1, 1)).get(0, 0), 1e-12);
    assertEquals(11, tile.activity().conversions());
    assertEquals(1, tile.activity().saturations());
  }

  @Test
  void aSampleOfZerosGivesExactZeros() {
    AnalogTile tile =
        TestArray.plain().dac(7).adc(9, 12).absMax().tile(TestMatrix.random(3, 4, 1, 1), PRODUCTS);
    assertTrue(
        Arrays.stream(tile.forward(TestMatrix.constant(2, 4, 0)).toArray()).allMatch(y -> y == 0));
    assertTrue(
        Arrays.stream(tile.backward(TestMatrix.constant(2, 3, 0)).toArray()).allMatch(y -> y == 0));
  }

  /** Digital scales and the weight range multiply what comes out of the ADC. */
  @Test
  void scalesStandBehindTheConverter() {
    Matrix weights = TestMatrix.random(3, 4, 1, 1);
    Matrix x = TestMatrix.random(5, 4, 1, 2);
    Matrix twofold = weights.copy();
    twofold.add(Workers.single(), weights);
    AnalogTile one = TestArray.plain().dac(4).adc(5, 2).tile(weights, PRODUCTS);
    AnalogTile two = TestArray.plain().dac(4).adc(5, 2).weightRange(2).tile(twofold, PRODUCTS);
    two.scaleOutputs(new double[] {2, 2, 2});
    Matrix y = one.forward(x);
    y.updateRows(
        Workers.single(),
        (b, row) -> {
          for (int k = 0; k < row.length; k++) {
            row[k] *= 4;
          }
        });
    TestMatrix.assertClose(y, two.forward(x), 1e-15);
  }
}
