package dev.mho.learning.credit;

import static dev.mho.learning.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.random.NoiseStream;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.tile.Tile;
import dev.mho.learning.TestData;
import dev.mho.learning.TestNetwork;
import dev.mho.learning.decorrelation.DecorrelationSpec;
import dev.mho.learning.loss.Loss;
import dev.mho.learning.network.Network;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Feedback through fixed matrices. */
class FeedbackAlignmentTest {

  @ParameterizedTest
  @EnumSource
  void withTheWeightsAsFeedbackItIsBackPropagation(Loss loss) {
    Network network =
        TestNetwork.random(List.of(6, 5, 4, 3), Optional.of(DecorrelationSpec.ofRate(0)), 1);
    Matrix x = TestData.correlated(9, 6, 2);
    int[] labels = TestData.labels(9, 3, 3);
    List<Tile> weights = List.of(network.layers().get(1).tile(), network.layers().get(2).tile());
    Credit expected = new BackPropagation().assign(network, x, labels, loss, 0);
    Credit actual = new FeedbackAlignment(weights).assign(network, x, labels, loss, 0);
    for (int l = 0; l < 3; l++) {
      assertClose(expected.deltas().get(l), actual.deltas().get(l), 0, "error " + l);
    }
  }

  /** Of 1200 uniform numbers one at least is beyond 0.98 of the bound: it fails by 0.98^1200. */
  @Test
  void randomFeedbackFillsItsRange() {
    Network network = TestNetwork.random(List.of(50, 60, 20), Optional.empty(), 1);
    Map<Integer, Matrix> made = new HashMap<>();
    FeedbackAlignment.random(
        network,
        (purpose, layer, start) -> {
          made.put(layer, start);
          return TestNetwork.tile(start);
        },
        NoiseStream.root(4));
    assertEquals(1, made.size());
    Matrix b = made.values().iterator().next();
    b.requireShape(20, 60);
    double largest = Arrays.stream(b.toArray()).map(Math::abs).max().orElseThrow();
    double bound = Math.sqrt(6.0 / 60);
    assertTrue(largest < bound && largest > 0.98 * bound, "largest " + largest);
  }
}
