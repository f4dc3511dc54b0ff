package dev.mho.learning.decorrelation;

import static dev.mho.learning.Close.EXACT;
import static dev.mho.learning.Close.assertClose;

import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import dev.mho.learning.TestData;
import dev.mho.learning.TestNetwork;
import dev.mho.learning.decorrelation.DecorrelationSpec.Diagonal;
import dev.mho.learning.decorrelation.DecorrelationSpec.Gain;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Zᵀ (Z R) against a twin that forms C and multiplies it with R. */
class DecorrelatorTwinTest {
  private static final double RATE = 0.02;
  private static final int INPUTS = 40;
  private static final int BATCH = 50;

  @ParameterizedTest
  @CsvSource({
    "KEEP, 1, DEMEANED, 50",
    "KEEP, 1, RAW, 50",
    "KEEP, 1, OFF, 50",
    "KEEP, 0.33, DEMEANED, 17",
    "REMOVE, 1, DEMEANED, 50",
    "REMOVE, 0.33, RAW, 17",
    "REMOVE, 0.1, OFF, 5",
    "KEEP, 0.001, DEMEANED, 1"
  })
  void learnsLikeItsTwin(Diagonal diagonal, double samples, Gain gain, int rows) {
    Matrix r = TestData.general(INPUTS, 1);
    DecorrelationSpec spec = new DecorrelationSpec(RATE, diagonal, samples, true, gain, false, 0.1);
    Decorrelator decorrelator = TestNetwork.decorrelator(spec, r);
    Matrix x = TestData.correlated(BATCH, INPUTS, 2);
    Decorrelator.Pass pass = decorrelator.forward(x);
    decorrelator.learn(pass);

    Matrix z = pass.z().rows(0, rows);
    Matrix change = TestNetwork.PRODUCTS.times(correlation(z, diagonal), r);
    double g = gain == Gain.OFF ? 1 : gain(gain == Gain.RAW ? x : pass.centred(), z);
    Matrix expected = Matrix.zeros(INPUTS, INPUTS, Precision.FLOAT64);
    for (int i = 0; i < INPUTS; i++) {
      for (int j = 0; j < INPUTS; j++) {
        expected.set(i, j, g * r.get(i, j) - RATE * change.get(i, j));
      }
    }
    assertClose(expected, decorrelator.tile().weights(), EXACT, "R");
  }

  private static Matrix correlation(Matrix z, Diagonal diagonal) {
    Matrix c = Matrix.zeros(z.cols(), z.cols(), Precision.FLOAT64);
    for (int i = 0; i < z.cols(); i++) {
      for (int j = 0; j < z.cols(); j++) {
        double sum = 0;
        for (int b = 0; b < z.rows(); b++) {
          sum += z.get(b, i) * z.get(b, j);
        }
        c.set(i, j, i == j && diagonal == Diagonal.REMOVE ? 0 : sum / z.rows());
      }
    }
    return c;
  }

  private static double gain(Matrix before, Matrix z) {
    double sum = 0;
    for (int b = 0; b < z.rows(); b++) {
      sum += norm(before.row(b)) / norm(z.row(b)) / z.rows();
    }
    return sum;
  }

  private static double norm(double[] row) {
    double sum = 0;
    for (double value : row) {
      sum += value * value;
    }
    return Math.sqrt(sum);
  }
}
