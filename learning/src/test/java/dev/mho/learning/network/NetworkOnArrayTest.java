package dev.mho.learning.network;

import static dev.mho.learning.Close.assertClose;

import dev.mho.device.random.NoiseStream;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.learning.Close;
import dev.mho.learning.IdealArray;
import dev.mho.learning.TestData;
import dev.mho.learning.TestNetwork;
import dev.mho.learning.credit.BackPropagation;
import dev.mho.learning.credit.CreditAssignment;
import dev.mho.learning.credit.DirectFeedbackAlignment;
import dev.mho.learning.credit.FeedbackAlignment;
import dev.mho.learning.credit.NodePerturbation;
import dev.mho.learning.credit.Perturbation;
import dev.mho.learning.decorrelation.DecorrelationSpec;
import dev.mho.learning.layer.Layer;
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

  /** Where W R is at hand it is multiplied first; where it is not, both are read. */
  @ParameterizedTest
  @CsvSource({
    "bp, false",
    "bp, true",
    "fa, false",
    "fa, true",
    "dfa, false",
    "dfa, true",
    "dfa-st, true",
    "np, true"
  })
  void convolutionsLearnAlike(String rule, boolean decorrelated) {
    Optional<DecorrelationSpec> spec = decorrelation(decorrelated);
    Learner fused = learner(rule, TestNetwork.convolutional(spec, TestNetwork.TILES, 1));
    Learner opaque = learner(rule, TestNetwork.convolutional(spec, TestNetwork.OPAQUE_TILES, 1));
    Learner array = learner(rule, TestNetwork.convolutional(spec, IdealArray.TILES, 1));
    for (int step = 0; step < 10; step++) {
      Matrix x = TestData.correlated(8, TestNetwork.IMAGE.size(), step);
      int[] labels = TestData.labels(8, 3, step);
      double loss = fused.learn(x, labels).mean();
      assertClose(loss, opaque.learn(x, labels).mean(), Close.EXACT, "loss of step " + step);
      // One over the size of the noise is what rounding is multiplied with in node perturbation.
      double tolerance = rule.equals("np") ? 1e3 * TOLERANCE : TOLERANCE;
      assertClose(loss, array.learn(x, labels).mean(), tolerance, "loss of step " + step);
    }
    for (int l = 0; l < 4; l++) {
      Layer expected = fused.network().layers().get(l);
      Layer actual = opaque.network().layers().get(l);
      assertClose(expected.tile().weights(), actual.tile().weights(), Close.EXACT, "W " + l);
      if (decorrelated) {
        assertClose(r(expected), r(actual), Close.EXACT, "R " + l);
      }
    }
    Matrix x = TestData.correlated(4, TestNetwork.IMAGE.size(), 99);
    assertClose(
        fused.network().evaluate(x), opaque.network().evaluate(x), Close.EXACT, "evaluation");
  }

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
      Layer expected = exact.network().layers().get(l);
      Layer actual = array.network().layers().get(l);
      assertClose(expected.tile().weights(), actual.tile().weights(), TOLERANCE, "W " + l);
      assertClose(expected.bias(), actual.bias(), TOLERANCE, "b " + l);
      if (decorrelated) {
        assertClose(r(expected), r(actual), TOLERANCE, "R " + l);
      }
    }
  }

  private static Learner learner(String rule, boolean decorrelated, TileFactory tiles) {
    return learner(
        rule,
        TestNetwork.spec(List.of(8, 7, 6, 3), decorrelation(decorrelated))
            .build(tiles, NoiseStream.root(1), TestNetwork.PRODUCTS));
  }

  private static Optional<DecorrelationSpec> decorrelation(boolean decorrelated) {
    return decorrelated ? Optional.of(DecorrelationSpec.ofRate(1e-2)) : Optional.empty();
  }

  private static Learner learner(String rule, Network network) {
    NoiseStream stream = NoiseStream.root(2);
    TileFactory tiles = TestNetwork.TILES;
    CreditAssignment assignment =
        switch (rule) {
          case "bp" -> new BackPropagation();
          case "fa" -> FeedbackAlignment.random(network, tiles, stream);
          case "dfa" -> DirectFeedbackAlignment.random(network, false, tiles, stream);
          case "dfa-st" -> DirectFeedbackAlignment.random(network, true, tiles, stream);
          case "np" ->
              new NodePerturbation(
                  new NodePerturbation.Settings(1e-2, false, false, 1),
                  Perturbation.normal(stream, 1e-2));
          default -> throw new IllegalArgumentException(rule);
        };
    return new Learner(network, assignment, new PulsedUpdate(network, 0.05), Loss.CROSS_ENTROPY);
  }

  private static Matrix r(Layer layer) {
    return layer.decorrelator().orElseThrow().tile().weights();
  }
}
