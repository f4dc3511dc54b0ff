package dev.mho.learning.credit;

import static dev.mho.learning.Close.assertClose;

import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import dev.mho.learning.layer.Layer;
import dev.mho.learning.loss.Loss;
import dev.mho.learning.network.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Gradients of every weight and bias of a network against central differences of the loss. */
record FiniteDifferences(Network network, Matrix x, int[] labels, Loss loss) {
  private static final double STEP = 1e-5;

  /**
   * Rounding of the loss over 2h, and h² times the third derivative: 1e-11 and a few times that.
   */
  private static final double TOLERANCE = 1e-9;

  /** The mean of the batch follows the weights below it. */
  void assertBackPropagation() {
    assertBackPropagation(
        () -> {
          var passes = network.forward(x);
          return passes.get(passes.size() - 1).a();
        });
  }

  /** The mean of the batch is held while a weight below it changes. */
  void assertBackPropagationWithMeansHeld() {
    List<double[]> means = new ArrayList<>();
    Matrix input = x;
    for (Layer layer : network.layers()) {
      double[] mean = layer.decorrelator().orElseThrow().mean().of(input);
      means.add(mean);
      input = layer.activate(layer.read(input, mean));
    }
    assertBackPropagation(
        () -> {
          Matrix below = x;
          Matrix a = x;
          for (int l = 0; l < means.size(); l++) {
            Layer layer = network.layers().get(l);
            a = layer.read(below, means.get(l));
            below = layer.activate(a);
          }
          return a;
        });
  }

  private void assertBackPropagation(Supplier<Matrix> outputs) {
    Credit credit = new BackPropagation().assign(network, x, labels, loss, 0);
    for (int l = 0; l < network.layers().size(); l++) {
      Layer layer = network.layers().get(l);
      Matrix weights = layer.tile().weights();
      Matrix gradient = Matrix.zeros(weights.rows(), weights.cols(), Precision.FLOAT64);
      credit.passes().get(l).gradient(credit.deltas().get(l), gradient);
      double[] biasGradient = credit.passes().get(l).biasGradient(credit.deltas().get(l));
      for (int k = 0; k < weights.rows(); k++) {
        for (int j = 0; j < weights.cols(); j++) {
          double above = lossWith(layer, weights, k, j, STEP, outputs);
          double below = lossWith(layer, weights, k, j, -STEP, outputs);
          assertClose((above - below) / (2 * STEP), gradient.get(k, j), TOLERANCE, "W " + l);
        }
        double above = lossWithBias(layer, k, STEP, outputs);
        double below = lossWithBias(layer, k, -STEP, outputs);
        assertClose((above - below) / (2 * STEP), biasGradient[k], TOLERANCE, "b " + l);
      }
    }
  }

  private double lossWith(
      Layer layer, Matrix weights, int k, int j, double change, Supplier<Matrix> outputs) {
    Matrix changed = weights.copy();
    changed.set(k, j, weights.get(k, j) + change);
    layer.tile().program(changed);
    double mean = loss.judge(outputs.get(), labels).mean();
    layer.tile().program(weights);
    return mean;
  }

  private double lossWithBias(Layer layer, int k, double change, Supplier<Matrix> outputs) {
    double[] unit = new double[layer.tile().outputs()];
    unit[k] = 1;
    layer.addToBias(unit, change);
    double mean = loss.judge(outputs.get(), labels).mean();
    layer.addToBias(unit, -change);
    return mean;
  }
}
