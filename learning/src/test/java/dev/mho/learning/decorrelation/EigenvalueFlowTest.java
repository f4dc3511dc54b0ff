package dev.mho.learning.decorrelation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import dev.mho.learning.TestData;
import dev.mho.learning.TestNetwork;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.junit.jupiter.api.Test;

/**
 * The paper's rule as a flow: with a gain that keeps the trace of C, its eigenvalues follow dλ/dt =
 * −2ηλ (λ − L), L = Σλ²/Σλ, and all become L.
 */
class EigenvalueFlowTest {
  private static final int INPUTS = 40;
  private static final int BATCH = 400;
  private static final double RATE = 1e-3;
  private static final int STEPS = 600;

  /**
   * The gain keeps the mean of ‖x‖/‖z‖ and not the trace; in 40 dimensions a norm spreads by a
   * tenth, and the two differ by its square. The eigenvalues themselves change up to twofold.
   */
  private static final double TOLERANCE = 0.02;

  @Test
  void eigenvaluesFollowTheFlow() {
    Decorrelator decorrelator =
        TestNetwork.decorrelator(
            DecorrelationSpec.ofRate(RATE), Matrix.identity(INPUTS, Precision.FLOAT64));
    Matrix x = TestData.normal(BATCH, INPUTS, 1);
    x.updateRows(
        TestNetwork.WORKERS,
        (b, row) -> {
          for (int j = 0; j < INPUTS; j++) {
            row[j] *= Math.sqrt(0.3 + 1.4 * j / INPUTS);
          }
        });
    double[] flow = eigenvalues(decorrelator.forward(x).z());
    for (int step = 0; step < STEPS; step++) {
      decorrelator.learn(decorrelator.forward(x));
      flow = rungeKutta(flow);
      if (step % 100 == 99) {
        double[] actual = eigenvalues(decorrelator.forward(x).z());
        for (int i = 0; i < INPUTS; i++) {
          assertEquals(flow[i], actual[i], TOLERANCE * flow[i], "λ " + i + " step " + step);
        }
      }
    }
  }

  private static double[] eigenvalues(Matrix z) {
    Matrix c = TestNetwork.PRODUCTS.transposedTimes(z, z);
    EigenDecomposition_F64<DMatrixRMaj> decomposition =
        DecompositionFactory_DDRM.eig(INPUTS, false, true);
    decomposition.decompose(new DMatrixRMaj(INPUTS, INPUTS, true, c.toArray()));
    double[] values = new double[INPUTS];
    for (int i = 0; i < INPUTS; i++) {
      values[i] = decomposition.getEigenvalue(i).getReal() / z.rows();
    }
    Arrays.sort(values);
    return values;
  }

  /** One unit of time: a step of the decorrelator. */
  private static double[] rungeKutta(double[] values) {
    double[] k1 = velocity(values);
    double[] k2 = velocity(moved(values, k1, 0.5));
    double[] k3 = velocity(moved(values, k2, 0.5));
    double[] k4 = velocity(moved(values, k3, 1));
    double[] next = new double[values.length];
    for (int i = 0; i < next.length; i++) {
      next[i] = values[i] + (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]) / 6;
    }
    return next;
  }

  private static double[] velocity(double[] values) {
    double sum = Arrays.stream(values).sum();
    double target = Arrays.stream(values).map(v -> v * v).sum() / sum;
    return Arrays.stream(values).map(v -> -2 * RATE * v * (v - target)).toArray();
  }

  private static double[] moved(double[] values, double[] velocity, double time) {
    double[] moved = values.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += time * velocity[i];
    }
    return moved;
  }
}
