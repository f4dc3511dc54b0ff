package dev.mho.learning.loss;

import static dev.mho.learning.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mho.emulator.matrix.Matrix;
import dev.mho.learning.TestData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Losses, their errors and their hits. */
class LossTest {
  private static final double STEP = 1e-5;

  @ParameterizedTest
  @EnumSource
  void errorIsTheGradient(Loss loss) {
    Matrix a = TestData.normal(6, 4, 1);
    int[] labels = TestData.labels(6, 4, 2);
    Loss.Verdict verdict = loss.judge(a, labels);
    for (int b = 0; b < 6; b++) {
      for (int k = 0; k < 4; k++) {
        Matrix above = a.copy();
        Matrix below = a.copy();
        above.set(b, k, a.get(b, k) + STEP);
        below.set(b, k, a.get(b, k) - STEP);
        double rise =
            loss.judge(above, labels).perSample()[b] - loss.judge(below, labels).perSample()[b];
        assertClose(rise / (2 * STEP), verdict.error().get(b, k), 1e-9, "error");
      }
    }
  }

  @Test
  void crossEntropyOfLargeOutputs() {
    Matrix a = Matrix.of(new double[][] {{1e4, 0, -1e4}, {-1e300, 1e300, 0}, {-1e4, -1e4, -1e4}});
    Loss.Verdict verdict = Loss.CROSS_ENTROPY.judge(a, new int[] {2, 1, 0});
    assertArrayEquals(new double[] {2e4, 0, Math.log(3)}, verdict.perSample(), 1e-10);
    assertArrayEquals(new double[] {1, 0, -1}, verdict.error().row(0));
    assertArrayEquals(new double[] {0, 0, 0}, verdict.error().row(1));
    assertArrayEquals(new double[] {-2 / 3.0, 1 / 3.0, 1 / 3.0}, verdict.error().row(2), 1e-15);
  }

  @Test
  void squaredError() {
    Matrix a = Matrix.of(new double[][] {{3, 1}});
    Loss.Verdict verdict = Loss.SQUARED_ERROR.judge(a, new int[] {1});
    assertEquals(9, verdict.mean());
    assertArrayEquals(new double[] {6, 0}, verdict.error().row(0));
  }

  /** The first of equal outputs is the network's answer. */
  @ParameterizedTest
  @EnumSource
  void hits(Loss loss) {
    Matrix a = Matrix.of(new double[][] {{1, 1, 0}, {1, 1, 0}, {0, 2, 2}, {0, 0, 5}});
    assertEquals(3, loss.judge(a, new int[] {0, 1, 1, 2}).correct());
  }

  @Test
  void meanOverTheBatch() {
    Matrix a = Matrix.of(new double[][] {{0, 0}, {3, 1}});
    assertEquals(5, Loss.SQUARED_ERROR.judge(a, new int[] {1, 1}).mean());
  }
}
