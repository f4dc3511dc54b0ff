package dev.mho.learning;

import dev.mho.device.array.Workers;
import dev.mho.device.random.NoiseStream;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import dev.mho.emulator.matrix.Products;
import dev.mho.emulator.tile.ExactTile;
import dev.mho.learning.credit.Credit;
import dev.mho.learning.decorrelation.DecorrelationSpec;
import dev.mho.learning.decorrelation.Decorrelator;
import dev.mho.learning.layer.Activation;
import dev.mho.learning.layer.DenseLayer;
import dev.mho.learning.layer.LeakyRelu;
import dev.mho.learning.network.DenseNetworkSpec;
import dev.mho.learning.network.Network;
import dev.mho.learning.network.TileFactory;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Networks of exact float64 tiles on one thread. */
public final class TestNetwork {
  public static final Workers WORKERS = Workers.single();
  public static final Products PRODUCTS = new Products(WORKERS);
  public static final TileFactory TILES = TileFactory.exact(Precision.FLOAT64, PRODUCTS);
  public static final LeakyRelu LEAKY_RELU = new LeakyRelu(0.01);

  private TestNetwork() {}

  public static ExactTile tile(Matrix weights) {
    return new ExactTile(weights, Precision.FLOAT64, PRODUCTS);
  }

  public static ExactTile tile(double[][] weights) {
    return tile(Matrix.of(weights));
  }

  public static Decorrelator decorrelator(DecorrelationSpec spec, Matrix r) {
    return new Decorrelator(spec, tile(r), WORKERS);
  }

  /** Leaky ReLU in every hidden layer. */
  public static DenseNetworkSpec spec(
      List<Integer> sizes, Optional<DecorrelationSpec> decorrelation) {
    List<Activation> activations = Collections.nCopies(sizes.size() - 2, LEAKY_RELU);
    return new DenseNetworkSpec(sizes, activations, decorrelation);
  }

  /** Random weights, leaky ReLU, and decorrelators that start from a general R. */
  public static Network random(
      List<Integer> sizes, Optional<DecorrelationSpec> decorrelation, long seed) {
    Network network = spec(sizes, decorrelation).build(TILES, NoiseStream.root(seed), WORKERS);
    for (DenseLayer layer : network.layers()) {
      layer
          .decorrelator()
          .ifPresent(d -> d.tile().program(TestData.general(d.tile().inputs(), seed)));
    }
    return network;
  }

  /** Gradient of a layer's weights, (1/B) Σ δ zᵀ. */
  public static Matrix gradient(Credit credit, int layer) {
    Matrix delta = credit.deltas().get(layer);
    Matrix z = credit.passes().get(layer).z();
    Matrix gradient = Matrix.zeros(delta.cols(), z.cols(), Precision.FLOAT64);
    for (int k = 0; k < delta.cols(); k++) {
      for (int j = 0; j < z.cols(); j++) {
        double sum = 0;
        for (int b = 0; b < z.rows(); b++) {
          sum += delta.get(b, k) * z.get(b, j);
        }
        gradient.set(k, j, sum / z.rows());
      }
    }
    return gradient;
  }
}
