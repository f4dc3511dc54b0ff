package dev.mho.learning.credit;

import static dev.mho.learning.Close.assertClose;

import dev.mho.emulator.matrix.Matrix;
import dev.mho.learning.TestData;
import dev.mho.learning.TestNetwork;
import dev.mho.learning.decorrelation.DecorrelationSpec;
import dev.mho.learning.decorrelation.DecorrelationSpec.Diagonal;
import dev.mho.learning.decorrelation.DecorrelationSpec.Gain;
import dev.mho.learning.decorrelation.Decorrelator;
import dev.mho.learning.layer.DenseLayer;
import dev.mho.learning.loss.Loss;
import dev.mho.learning.network.Network;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Backpropagation is the gradient of the loss: against central differences. */
class BackPropagationTest {
  private static final double STEP = 1e-5;

  /**
   * Rounding of the loss over 2h, and h² times the third derivative: 1e-11 and a few times that.
   */
  private static final double TOLERANCE = 1e-9;

  private static final List<Integer> SIZES = List.of(6, 5, 4, 3);

  private final Matrix x = TestData.correlated(9, 6, 1);
  private final int[] labels = TestData.labels(9, 3, 2);

  @ParameterizedTest
  @EnumSource
  void withoutDecorrelation(Loss loss) {
    Network network = TestNetwork.random(SIZES, Optional.empty(), 3);
    assertGradient(network, loss, () -> last(network.forward(x)).a());
  }

  /** The mean of the batch is held while a weight below it changes. */
  @ParameterizedTest
  @EnumSource
  void meanAsAConstant(Loss loss) {
    Network network = decorrelated(false);
    double[][] means =
        network.forward(x).stream()
            .map(pass -> pass.decorrelation().map(Decorrelator.Pass::mean).orElseThrow())
            .toArray(double[][]::new);
    assertGradient(
        network,
        loss,
        () -> {
          Matrix input = x;
          Matrix a = x;
          for (int l = 0; l < means.length; l++) {
            DenseLayer layer = network.layers().get(l);
            a = layer.forward(input, means[l]).a();
            input = layer.activate(a);
          }
          return a;
        });
  }

  /** The mean of the batch follows the weights below it. */
  @ParameterizedTest
  @EnumSource
  void throughTheMean(Loss loss) {
    Network network = decorrelated(true);
    assertGradient(network, loss, () -> last(network.forward(x)).a());
  }

  private static Network decorrelated(boolean demeanGradient) {
    DecorrelationSpec spec =
        new DecorrelationSpec(0, Diagonal.KEEP, 1, true, Gain.DEMEANED, demeanGradient, 0.1);
    return TestNetwork.random(SIZES, Optional.of(spec), 3);
  }

  private interface Outputs {
    Matrix compute();
  }

  private void assertGradient(Network network, Loss loss, Outputs outputs) {
    Credit credit = new BackPropagation().assign(network, x, labels, loss, 0);
    for (int l = 0; l < network.layers().size(); l++) {
      DenseLayer layer = network.layers().get(l);
      Matrix gradient = TestNetwork.gradient(credit, l);
      Matrix weights = layer.tile().weights();
      double[] biasGradient = credit.deltas().get(l).columnMeans();
      for (int k = 0; k < weights.rows(); k++) {
        for (int j = 0; j < weights.cols(); j++) {
          double above = lossWith(layer, weights, k, j, STEP, loss, outputs);
          double below = lossWith(layer, weights, k, j, -STEP, loss, outputs);
          assertClose((above - below) / (2 * STEP), gradient.get(k, j), TOLERANCE, "W " + l);
        }
        double above = lossWithBias(layer, k, STEP, loss, outputs);
        double below = lossWithBias(layer, k, -STEP, loss, outputs);
        assertClose((above - below) / (2 * STEP), biasGradient[k], TOLERANCE, "b " + l);
      }
    }
  }

  private double lossWith(
      DenseLayer layer, Matrix weights, int k, int j, double change, Loss loss, Outputs outputs) {
    Matrix changed = weights.copy();
    changed.set(k, j, weights.get(k, j) + change);
    layer.tile().program(changed);
    double mean = loss.judge(outputs.compute(), labels).mean();
    layer.tile().program(weights);
    return mean;
  }

  private double lossWithBias(DenseLayer layer, int k, double change, Loss loss, Outputs outputs) {
    double[] unit = new double[layer.tile().outputs()];
    unit[k] = 1;
    layer.addToBias(unit, change);
    double mean = loss.judge(outputs.compute(), labels).mean();
    layer.addToBias(unit, -change);
    return mean;
  }

  private static DenseLayer.Pass last(List<DenseLayer.Pass> passes) {
    return passes.get(passes.size() - 1);
  }
}
