package dev.mho.learning.optimizer;

import static dev.mho.learning.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mho.device.format.BadInputException;
import dev.mho.device.random.NoiseStream;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import dev.mho.learning.IdealArray;
import dev.mho.learning.TestData;
import dev.mho.learning.TestNetwork;
import dev.mho.learning.network.Network;
import java.util.List;
import java.util.Optional;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;

/** The gradient in the metric of its own errors and inputs. */
class NaturalGradientUpdateTest {
  private static final int INPUTS = 5;
  private static final int OUTPUTS = 3;
  private static final double RATE = 0.3;
  private static final double DAMPING = 0.1;

  private final Matrix z = TestData.correlated(40, INPUTS, 1);
  private final Matrix delta = TestData.correlated(40, OUTPUTS, 2);

  /** Against (A ⊗ D) vec ΔW = vec G, solved as one system of n m equations. */
  @Test
  void kroneckerProduct() {
    Network network = network();
    Matrix before = network.layers().get(0).tile().weights();
    double[] biasBefore = network.layers().get(0).bias();
    new NaturalGradientUpdate(network, RATE, DAMPING, TestNetwork.PRODUCTS)
        .apply(0, network.layers().get(0).forward(z), delta);

    SimpleMatrix x = simple(z);
    SimpleMatrix d = simple(delta);
    SimpleMatrix metric = damped(x).kron(damped(d));
    SimpleMatrix g = d.transpose().mult(x).divide(z.rows());
    SimpleMatrix columns = new SimpleMatrix(INPUTS * OUTPUTS, 1);
    for (int i = 0; i < INPUTS * OUTPUTS; i++) {
      columns.set(i, g.get(i % OUTPUTS, i / OUTPUTS));
    }
    SimpleMatrix step = metric.solve(columns);
    Matrix after = network.layers().get(0).tile().weights();
    for (int i = 0; i < INPUTS * OUTPUTS; i++) {
      double expected = before.get(i % OUTPUTS, i / OUTPUTS) - RATE * step.get(i);
      assertClose(expected, after.get(i % OUTPUTS, i / OUTPUTS), 1e-9, "W");
    }
    SimpleMatrix mean = new SimpleMatrix(OUTPUTS, 1, true, delta.columnMeans());
    SimpleMatrix biasStep = damped(d).solve(mean);
    for (int k = 0; k < OUTPUTS; k++) {
      double expected = biasBefore[k] - RATE * biasStep.get(k);
      assertClose(expected, network.layers().get(0).bias()[k], 1e-9, "b");
    }
  }

  /**
   * Whatever linear map T the inputs go through, the outputs change alike: with W' = W T⁻¹ and z' =
   * T z, ΔW' z' = ΔW z. What is left is the damping, 1e-9 of a spectrum three decades wide.
   */
  @Test
  void inputCorrelationsDoNotMatter() {
    SimpleMatrix map =
        new SimpleMatrix(INPUTS, INPUTS, true, TestData.general(INPUTS, 4).toArray());
    Network plain = network();
    Network mapped = network();
    SimpleMatrix w = simple(plain.layers().get(0).tile().weights());
    mapped.layers().get(0).tile().program(matrix(w.mult(map.invert())));
    Matrix mappedInputs = matrix(simple(z).mult(map.transpose()));
    new NaturalGradientUpdate(plain, RATE, 1e-9, TestNetwork.PRODUCTS)
        .apply(0, plain.layers().get(0).forward(z), delta);
    new NaturalGradientUpdate(mapped, RATE, 1e-9, TestNetwork.PRODUCTS)
        .apply(0, mapped.layers().get(0).forward(mappedInputs), delta);
    assertClose(
        plain.layers().get(0).read(z), mapped.layers().get(0).read(mappedInputs), 1e-5, "outputs");
  }

  private static Matrix matrix(SimpleMatrix m) {
    Matrix matrix = Matrix.zeros(m.getNumRows(), m.getNumCols(), Precision.FLOAT64);
    for (int r = 0; r < matrix.rows(); r++) {
      for (int c = 0; c < matrix.cols(); c++) {
        matrix.set(r, c, m.get(r, c));
      }
    }
    return matrix;
  }

  @Test
  void itNeedsDenseLayersInDigitalMemory() {
    Network onArray =
        TestNetwork.spec(List.of(3, 2), Optional.empty())
            .build(IdealArray.TILES, NoiseStream.root(1), TestNetwork.PRODUCTS);
    assertRefused(onArray);
    assertRefused(TestNetwork.convolutional(Optional.empty(), TestNetwork.TILES, 1));
  }

  private static void assertRefused(Network network) {
    BadInputException refusal =
        assertThrows(
            BadInputException.class,
            () -> new NaturalGradientUpdate(network, 0.1, 0.1, TestNetwork.PRODUCTS));
    assertEquals(
        "scheme natural-gradient needs dense layers in digital memory: it is an exact reference",
        refusal.getMessage());
  }

  private static SimpleMatrix damped(SimpleMatrix rows) {
    SimpleMatrix moment = rows.transpose().mult(rows).divide(rows.getNumRows());
    double share = DAMPING * moment.trace() / moment.getNumCols();
    return moment.plus(SimpleMatrix.identity(moment.getNumCols()).scale(share));
  }

  private static SimpleMatrix simple(Matrix matrix) {
    return new SimpleMatrix(matrix.rows(), matrix.cols(), true, matrix.toArray());
  }

  private static Network network() {
    return TestNetwork.random(List.of(INPUTS, OUTPUTS), Optional.empty(), 3);
  }
}
