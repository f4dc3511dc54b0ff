package dev.mho.emulator.tile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.ConductanceRange;
import dev.mho.device.Sample;
import dev.mho.device.TestDevice;
import dev.mho.device.array.Workers;
import dev.mho.device.noise.WhiteReadNoise;
import dev.mho.emulator.TestArray;
import dev.mho.emulator.TestMatrix;
import dev.mho.emulator.cell.Role;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import dev.mho.emulator.matrix.Products;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;

/** One normal a column is the noise of all its cells, each read with a normal of its own. */
class ReadNoiseTest {
  private static final int READS = 20_000;
  private static final double RANGE = 2;
  private static final double OF_RANGE = 0.01;
  private static final double OF_CONDUCTANCE = 0.05;

  /** G_min is an eighth of G_max: g = 0 still conducts, and is noisy. */
  private static final AnalogTileSpec SPEC =
      TestArray.of(
              TestDevice.plain()
                  .range(ConductanceRange.of(1e-6, 8e-6))
                  .readNoise(new WhiteReadNoise(OF_RANGE, OF_CONDUCTANCE)))
          .weightRange(RANGE)
          .absMax()
          .spec();

  private final AnalogTile tile =
      TestArray.tile(SPEC, TestMatrix.random(4, 7, RANGE, 1), new Products(Workers.single()));

  @Test
  void forward() {
    double[] x = {0.3, -1.7, 0.02, 0, 1.1, -0.4, 0.9};
    tile.scaleOutputs(new double[] {1, 2, 0.5, 3});
    Matrix y = tile.forward(TestMatrix.repeated(READS, x));
    for (int k = 0; k < 4; k++) {
      int output = k;
      double[] scales = new double[7];
      Arrays.fill(scales, tile.weightScale(k));
      assertAlike(twin(x, scales, j -> output * 7 + j), TestMatrix.column(y, k));
    }
  }

  @Test
  void backward() {
    double[] d = {0.5, -0.1, 2.2, -1};
    tile.scaleOutputs(new double[] {1, 2, 0.5, 3});
    Matrix e = tile.backward(TestMatrix.repeated(READS, d));
    double[] scales = new double[4];
    Arrays.setAll(scales, tile::weightScale);
    for (int j = 0; j < 7; j++) {
      int input = j;
      assertAlike(twin(d, scales, k -> k * 7 + input), TestMatrix.column(e, j));
    }
  }

  private interface Cells {
    int at(int line);
  }

  /** What one column gives, mean and standard deviation first: a normal for every cell and read. */
  private double[] twin(double[] lines, double[] scales, Cells cells) {
    Random normals = new Random(7);
    double[] sample = new double[READS + 2];
    for (int i = 0; i < lines.length; i++) {
      for (Role role : List.of(Role.PLUS, Role.MINUS)) {
        double g = tile.devices(role).state(cells.at(i));
        double sigma = Math.hypot(OF_RANGE, OF_CONDUCTANCE * (g + 1 / 7.0));
        sample[0] += lines[i] * scales[i] * role.sign() * g;
        sample[1] += Math.pow(lines[i] * scales[i] * sigma, 2);
        for (int n = 0; n < READS; n++) {
          sample[n + 2] +=
              lines[i] * scales[i] * role.sign() * (g + sigma * normals.nextGaussian());
        }
      }
    }
    sample[1] = Math.sqrt(sample[1]);
    return sample;
  }

  /** Both normal with the twin's moments, and alike: Kolmogorov–Smirnov false alarm 1e-6. */
  private static void assertAlike(double[] twin, double[] actual) {
    double[] expected = Arrays.copyOfRange(twin, 2, twin.length);
    Sample.assertNormal(twin[0], twin[1], expected);
    Sample.assertNormal(twin[0], twin[1], actual);
    KolmogorovSmirnovTest ks = new KolmogorovSmirnovTest();
    double p = ks.approximateP(ks.kolmogorovSmirnovStatistic(expected, actual), READS, READS);
    assertTrue(p > 1e-6, () -> "Kolmogorov-Smirnov p = " + p);
  }

  @Test
  void columnsAndReadsAreIndependent() {
    Matrix y = tile.forward(TestMatrix.constant(READS, 7, 1));
    for (int k = 1; k < 4; k++) {
      Sample.assertUncorrelated(
          TestMatrix.column(y, 0), TestMatrix.column(y, k), "of outputs 0 and " + k);
    }
    double[] first = TestMatrix.column(y, 0);
    Sample.assertUncorrelated(
        Arrays.copyOf(first, READS - 1), Arrays.copyOfRange(first, 1, READS), "of reads");
  }

  @Test
  void aReadLeavesTheWeightsAlone() {
    Matrix before = tile.weights();
    tile.forward(TestMatrix.constant(10, 7, 1));
    TestMatrix.assertClose(before, tile.weights(), 0);
  }

  @Test
  void noInputNoNoise() {
    Matrix y = tile.forward(Matrix.zeros(3, 7, Precision.FLOAT64));
    assertTrue(Arrays.stream(y.toArray()).allMatch(value -> value == 0));
  }

  /** A batch gives the same draws as its samples one after the other. */
  @Test
  void drawsDoNotDependOnTheBatch() {
    AnalogTile other =
        TestArray.tile(SPEC, TestMatrix.random(4, 7, RANGE, 1), new Products(Workers.single()));
    Matrix x = TestMatrix.random(5, 7, 1, 3);
    Matrix batch = tile.forward(x);
    for (int b = 0; b < 5; b++) {
      Matrix single = other.forward(x.rows(b, b + 1));
      for (int k = 0; k < 4; k++) {
        assertEquals(batch.get(b, k), single.get(0, k));
      }
    }
  }
}
