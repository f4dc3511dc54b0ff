package dev.mho.learning.credit;

import dev.mho.emulator.matrix.Matrix;
import dev.mho.learning.TestData;
import dev.mho.learning.TestNetwork;
import dev.mho.learning.decorrelation.DecorrelationSpec;
import dev.mho.learning.decorrelation.DecorrelationSpec.Diagonal;
import dev.mho.learning.decorrelation.DecorrelationSpec.Gain;
import dev.mho.learning.loss.Loss;
import dev.mho.learning.network.Network;
import dev.mho.learning.network.TileFactory;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Backpropagation is the gradient of the loss: against central differences. */
class BackPropagationTest {
  private static final List<Integer> SIZES = List.of(6, 5, 4, 3);

  private final Matrix x = TestData.correlated(9, 6, 1);
  private final Matrix images = TestData.correlated(5, TestNetwork.IMAGE.size(), 1);

  @ParameterizedTest
  @EnumSource
  void withoutDecorrelation(Loss loss) {
    check(TestNetwork.random(SIZES, Optional.empty(), 3), loss).assertBackPropagation();
  }

  @ParameterizedTest
  @EnumSource
  void meanAsAConstant(Loss loss) {
    Network network = TestNetwork.random(SIZES, Optional.of(spec(false)), 3);
    check(network, loss).assertBackPropagationWithMeansHeld();
  }

  @ParameterizedTest
  @EnumSource
  void throughTheMean(Loss loss) {
    Network network = TestNetwork.random(SIZES, Optional.of(spec(true)), 3);
    check(network, loss).assertBackPropagation();
  }

  /** Two convolutions, the first with a stride, the second with a pool, and two dense layers. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void convolution(boolean fused) {
    convolutionCheck(Optional.empty(), fused).assertBackPropagation();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void convolutionWithMeanAsAConstant(boolean fused) {
    convolutionCheck(Optional.of(spec(false)), fused).assertBackPropagationWithMeansHeld();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void convolutionThroughTheMean(boolean fused) {
    convolutionCheck(Optional.of(spec(true)), fused).assertBackPropagation();
  }

  private FiniteDifferences convolutionCheck(Optional<DecorrelationSpec> spec, boolean fused) {
    TileFactory tiles = fused ? TestNetwork.TILES : TestNetwork.OPAQUE_TILES;
    Network network = TestNetwork.convolutional(spec, tiles, 3);
    return new FiniteDifferences(network, images, TestData.labels(5, 3, 2), Loss.CROSS_ENTROPY);
  }

  private FiniteDifferences check(Network network, Loss loss) {
    return new FiniteDifferences(network, x, TestData.labels(9, 3, 2), loss);
  }

  private static DecorrelationSpec spec(boolean demeanGradient) {
    return new DecorrelationSpec(0, Diagonal.KEEP, 1, true, Gain.DEMEANED, demeanGradient, 0.1);
  }
}
