package dev.mho.learning.decorrelation;

import static dev.mho.learning.Close.EXACT;
import static dev.mho.learning.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import dev.mho.learning.IdealArray;
import dev.mho.learning.TestData;
import dev.mho.learning.TestNetwork;
import dev.mho.learning.decorrelation.DecorrelationSpec.Diagonal;
import dev.mho.learning.decorrelation.DecorrelationSpec.Gain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What decorrelation does to a batch. */
class DecorrelatorTest {
  private static final int INPUTS = 10;

  private final Matrix x = TestData.correlated(200, INPUTS, 1);

  @ParameterizedTest
  @EnumSource
  void correlationFalls(Diagonal diagonal) {
    Decorrelator decorrelator = decorrelator(1e-2, diagonal, Gain.DEMEANED, 1);
    double before = squaredCorrelation(decorrelator.forward(x).z());
    assertTrue(before > 0.2, "correlation at the start " + before);
    for (int round = 0; round < 10; round++) {
      for (int step = 0; step < 100; step++) {
        decorrelator.learn(decorrelator.forward(x));
      }
      double after = squaredCorrelation(decorrelator.forward(x).z());
      assertTrue(after < before, "correlation from " + before + " to " + after);
      before = after;
    }
    assertTrue(before < 1e-4, "correlation at the end " + before);
  }

  /** From three times the size, after one step and ever after, up to the change of one step. */
  @ParameterizedTest
  @EnumSource
  void normIsKept(Diagonal diagonal) {
    Decorrelator decorrelator = decorrelator(1e-3, diagonal, Gain.DEMEANED, 3);
    decorrelator.learn(decorrelator.forward(x));
    for (int step = 0; step < 100; step++) {
      Decorrelator.Pass pass = decorrelator.forward(x);
      double ratio = 0;
      for (int b = 0; b < x.rows(); b++) {
        ratio += norm(pass.centred().row(b)) / norm(pass.z().row(b)) / x.rows();
      }
      // The first step still saw C nine times as large: η λ is 0.05 there.
      assertEquals(1, ratio, step == 0 ? 0.1 : 0.01, "step " + step);
      decorrelator.learn(pass);
    }
  }

  @ParameterizedTest
  @EnumSource
  void withoutARateItIsAGainAlone(Gain gain) {
    Matrix r = TestData.general(INPUTS, 2);
    DecorrelationSpec spec = new DecorrelationSpec(0, Diagonal.KEEP, 1, true, gain, false, 0.1);
    Decorrelator decorrelator = TestNetwork.decorrelator(spec, r);
    for (int step = 0; step < 20; step++) {
      decorrelator.learn(decorrelator.forward(TestData.correlated(30, INPUTS, step)));
    }
    Matrix learnt = decorrelator.tile().weights();
    double factor = learnt.get(0, 0) / r.get(0, 0);
    for (int i = 0; i < INPUTS; i++) {
      for (int j = 0; j < INPUTS; j++) {
        assertClose(factor * r.get(i, j), learnt.get(i, j), EXACT, "R");
      }
    }
    assertEquals(gain == Gain.OFF, factor == 1, "factor " + factor);
  }

  @ParameterizedTest
  @EnumSource
  void equalRowsLeaveRAlone(Gain gain) {
    DecorrelationSpec spec = new DecorrelationSpec(0.1, Diagonal.KEEP, 1, true, gain, false, 0.1);
    Matrix r = TestData.general(3, 2);
    Decorrelator decorrelator = TestNetwork.decorrelator(spec, r);
    Matrix equal = Matrix.of(new double[][] {{1, 2, 3}, {1, 2, 3}});
    Decorrelator.Pass pass = decorrelator.forward(equal);
    decorrelator.learn(pass);
    assertClose(Matrix.zeros(2, 3, Precision.FLOAT64), pass.z(), 0, "z");
    assertClose(r, decorrelator.tile().weights(), 0, "R");
  }

  /** The rounding of 50 changes, 2 · 2⁻²⁴ each, and as much from what is read. */
  @ParameterizedTest
  @EnumSource
  void anIdealArrayIsExactToSinglePrecision(Diagonal diagonal) {
    DecorrelationSpec spec =
        new DecorrelationSpec(1e-2, diagonal, 1, true, Gain.DEMEANED, false, 0.1);
    Matrix start = Matrix.identity(INPUTS, Precision.FLOAT64);
    Decorrelator exact = TestNetwork.decorrelator(spec, start);
    Decorrelator array = new Decorrelator(spec, IdealArray.tile(start), TestNetwork.PRODUCTS);
    for (int step = 0; step < 50; step++) {
      Matrix batch = TestData.correlated(30, INPUTS, step);
      Decorrelator.Pass expected = exact.forward(batch);
      Decorrelator.Pass actual = array.forward(batch);
      assertClose(expected.z(), actual.z(), 1e-5, "z of step " + step);
      exact.learn(expected);
      array.learn(actual);
      assertClose(exact.tile().weights(), array.tile().weights(), 1e-5, "R of step " + step);
    }
  }

  @Test
  void onlyASquareMatrixDecorrelates() {
    Matrix oblong = Matrix.zeros(2, 3, Precision.FLOAT64);
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> TestNetwork.decorrelator(DecorrelationSpec.ofRate(0), oblong));
    assertEquals("R is 2 x 3", refusal.getMessage());
  }

  private static Decorrelator decorrelator(double rate, Diagonal diagonal, Gain gain, double size) {
    Matrix r = Matrix.identity(INPUTS, Precision.FLOAT64);
    for (int i = 0; i < INPUTS; i++) {
      r.set(i, i, size);
    }
    DecorrelationSpec spec = new DecorrelationSpec(rate, diagonal, 1, true, gain, false, 0.1);
    return TestNetwork.decorrelator(spec, r);
  }

  /** Mean of the squared correlation coefficients of pairs of columns without mean. */
  private static double squaredCorrelation(Matrix z) {
    Matrix c = TestNetwork.PRODUCTS.transposedTimes(z, z);
    double sum = 0;
    for (int i = 0; i < INPUTS; i++) {
      for (int j = 0; j < i; j++) {
        sum += c.get(i, j) * c.get(i, j) / (c.get(i, i) * c.get(j, j));
      }
    }
    return sum / (INPUTS * (INPUTS - 1) / 2);
  }

  private static double norm(double[] row) {
    double sum = 0;
    for (double value : row) {
      sum += value * value;
    }
    return Math.sqrt(sum);
  }
}
