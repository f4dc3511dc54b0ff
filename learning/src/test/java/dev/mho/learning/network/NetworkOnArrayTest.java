package dev.mho.learning.network;

import static dev.mho.learning.Close.assertClose;

import dev.mho.device.random.NoiseStream;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.learning.IdealArray;
import dev.mho.learning.TestData;
import dev.mho.learning.TestNetwork;
import dev.mho.learning.credit.BackPropagation;
import dev.mho.learning.credit.CreditAssignment;
import dev.mho.learning.credit.DirectFeedbackAlignment;
import dev.mho.learning.credit.FeedbackAlignment;
import dev.mho.learning.decorrelation.DecorrelationSpec;
import dev.mho.learning.layer.DenseLayer;
import dev.mho.learning.loss.Loss;
import dev.mho.learning.optimizer.PulsedUpdate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On ideal arrays a network learns as on exact tiles, to single precision. */
class NetworkOnArrayTest {
  /** The rounding of 20 changes, 2 · 2⁻²⁴ each, and as much from what is read. */
  private static final double TOLERANCE = 5e-6;

  @ParameterizedTest
  @CsvSource({"bp, false", "bp, true", "fa, false", "fa, true", "dfa, false", "dfa, true"})
  void learnsAlike(String rule, boolean decorrelated) {
    Learner exact = learner(rule, decorrelated, TestNetwork.TILES);
    Learner array = learner(rule, decorrelated, IdealArray.TILES);
    for (int step = 0; step < 20; step++) {
      Matrix x = TestData.correlated(16, 8, step);
      int[] labels = TestData.labels(16, 3, step);
      double loss = exact.learn(x, labels).mean();
      assertClose(loss, array.learn(x, labels).mean(), TOLERANCE, "loss of step " + step);
    }
    for (int l = 0; l < 3; l++) {
      DenseLayer expected = exact.network().layers().get(l);
      DenseLayer actual = array.network().layers().get(l);
      assertClose(expected.tile().weights(), actual.tile().weights(), TOLERANCE, "W " + l);
      assertClose(expected.bias(), actual.bias(), TOLERANCE, "b " + l);
      if (decorrelated) {
        assertClose(r(expected), r(actual), TOLERANCE, "R " + l);
      }
    }
  }

  private static Learner learner(String rule, boolean decorrelated, TileFactory tiles) {
    Optional<DecorrelationSpec> decorrelation =
        decorrelated ? Optional.of(DecorrelationSpec.ofRate(1e-2)) : Optional.empty();
    Network network =
        TestNetwork.spec(List.of(8, 7, 6, 3), decorrelation)
            .build(tiles, NoiseStream.root(1), TestNetwork.WORKERS);
    NoiseStream feedback = NoiseStream.root(2);
    CreditAssignment assignment =
        switch (rule) {
          case "bp" -> new BackPropagation();
          case "fa" -> FeedbackAlignment.random(network, tiles, feedback);
          case "dfa" -> DirectFeedbackAlignment.random(network, false, tiles, feedback);
          default -> throw new IllegalArgumentException(rule);
        };
    return new Learner(network, assignment, new PulsedUpdate(network, 0.05), Loss.CROSS_ENTROPY);
  }

  private static Matrix r(DenseLayer layer) {
    return layer.decorrelator().orElseThrow().tile().weights();
  }
}
