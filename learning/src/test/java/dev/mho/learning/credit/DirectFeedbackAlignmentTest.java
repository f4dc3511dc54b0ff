package dev.mho.learning.credit;

import static dev.mho.learning.Close.assertClose;

import dev.mho.emulator.matrix.Matrix;
import dev.mho.learning.TestData;
import dev.mho.learning.TestNetwork;
import dev.mho.learning.loss.Loss;
import dev.mho.learning.network.Network;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Feedback straight from the output. */
class DirectFeedbackAlignmentTest {

  @ParameterizedTest
  @EnumSource
  void withTheOutputWeightsAsFeedbackOneHiddenLayerBackPropagates(Loss loss) {
    Network network = TestNetwork.random(List.of(6, 5, 3), Optional.empty(), 1);
    Matrix x = TestData.correlated(9, 6, 2);
    int[] labels = TestData.labels(9, 3, 3);
    Matrix feedback = network.layers().get(1).tile().weights().transposed();
    Credit expected = new BackPropagation().assign(network, x, labels, loss, 0);
    Credit actual =
        new DirectFeedbackAlignment(List.of(TestNetwork.tile(feedback)), false)
            .assign(network, x, labels, loss, 0);
    for (int l = 0; l < 2; l++) {
      assertClose(expected.deltas().get(l), actual.deltas().get(l), 1e-15, "error " + l);
    }
  }
}
