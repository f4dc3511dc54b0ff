package dev.mho.learning.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.NonFiniteException;
import dev.mho.emulator.matrix.Precision;
import dev.mho.learning.TestData;
import dev.mho.learning.TestNetwork;
import dev.mho.learning.credit.BackPropagation;
import dev.mho.learning.credit.CreditAssignment;
import dev.mho.learning.credit.FeedbackAlignment;
import dev.mho.learning.decorrelation.DecorrelationSpec;
import dev.mho.learning.loss.Loss;
import dev.mho.learning.optimizer.DigitalUpdate;
import dev.mho.learning.optimizer.Sgd;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Infinity and NaN are stopped at the layer where they first appear. */
class NonFiniteTest {
  private static final String POTENTIAL =
      "pre-activation has become infinite or NaN; likely cause:"
          + " weights or decorrelation have diverged, lower the rates";
  private static final String ERROR =
      "error has become infinite or NaN; likely cause:"
          + " the loss or the feedback has diverged, lower the rates";

  private static final Optional<DecorrelationSpec> NONE = Optional.empty();
  private static final BackPropagation BACK_PROPAGATION = new BackPropagation();

  private final Matrix x = TestData.correlated(9, 4, 1);

  /** The error of the outputs grows with them, and on its way down it is multiplied with W. */
  @Test
  void learningRateWithSquaredError() {
    Learner learner = learner(network(NONE), BACK_PROPAGATION, 1e30, Loss.SQUARED_ERROR);
    assertStopped("layer 0: " + ERROR, learner);
  }

  /** The error of the outputs stays below one. */
  @Test
  void learningRateWithCrossEntropy() {
    Learner learner = learner(network(NONE), BACK_PROPAGATION, 1e30, Loss.CROSS_ENTROPY);
    assertStopped("layer 1: " + POTENTIAL, learner);
  }

  /** R = −η C R is 1e200 in both layers, and their product overflows in the second. */
  @Test
  void decorrelationRate() {
    Network network = network(Optional.of(DecorrelationSpec.ofRate(1e200)));
    assertStopped(
        "layer 1: " + POTENTIAL, learner(network, BACK_PROPAGATION, 1e-3, Loss.CROSS_ENTROPY));
  }

  @Test
  void feedback() {
    FeedbackAlignment rule = new FeedbackAlignment(List.of(TestNetwork.tile(infinite(2, 3))));
    assertStopped("layer 0: " + ERROR, learner(network(NONE), rule, 1e-3, Loss.CROSS_ENTROPY));
  }

  @Test
  void evaluation() {
    Network network = network(NONE);
    network.layers().get(1).tile().program(infinite(2, 3));
    NonFiniteException stop = assertThrows(NonFiniteException.class, () -> network.evaluate(x));
    assertEquals("layer 1: " + POTENTIAL, stop.getMessage());
  }

  private static Learner learner(Network network, CreditAssignment rule, double rate, Loss loss) {
    DigitalUpdate scheme =
        new DigitalUpdate(network, new Sgd(rate, 0), Precision.FLOAT64, TestNetwork.WORKERS);
    return new Learner(network, rule, scheme, loss);
  }

  private void assertStopped(String message, Learner learner) {
    int[] labels = TestData.labels(9, 2, 2);
    NonFiniteException stop =
        assertThrows(
            NonFiniteException.class,
            () -> {
              for (int step = 0; step < 20; step++) {
                learner.learn(x, labels);
              }
            });
    assertEquals(message, stop.getMessage());
  }

  private static Network network(Optional<DecorrelationSpec> decorrelation) {
    return TestNetwork.random(List.of(4, 3, 2), decorrelation, 1);
  }

  private static Matrix infinite(int rows, int cols) {
    Matrix matrix = Matrix.zeros(rows, cols, Precision.FLOAT64);
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < cols; c++) {
        matrix.set(r, c, Double.POSITIVE_INFINITY);
      }
    }
    return matrix;
  }
}
