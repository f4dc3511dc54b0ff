package dev.mho.learning;

import dev.mho.device.array.Workers;
import dev.mho.device.random.NoiseStream;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import dev.mho.emulator.matrix.Products;
import dev.mho.emulator.tile.CrossCheckedTile;
import dev.mho.emulator.tile.ExactTile;
import dev.mho.learning.credit.Credit;
import dev.mho.learning.decorrelation.DecorrelationSpec;
import dev.mho.learning.decorrelation.Decorrelator;
import dev.mho.learning.layer.Activation;
import dev.mho.learning.layer.ConvolutionSpec;
import dev.mho.learning.layer.DensePass;
import dev.mho.learning.layer.ImageShape;
import dev.mho.learning.layer.Layer;
import dev.mho.learning.layer.LeakyRelu;
import dev.mho.learning.layer.MaxPool;
import dev.mho.learning.layer.PatchExtraction;
import dev.mho.learning.network.ConvolutionalNetworkSpec;
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

  /** Exact tiles that are no digital memory for who asks, as arrays are none. */
  public static final TileFactory OPAQUE_TILES =
      (purpose, layer, start) -> CrossCheckedTile.of(tile(start), PRODUCTS);

  public static final ImageShape IMAGE = new ImageShape(7, 6, 2);
  public static final LeakyRelu LEAKY_RELU = new LeakyRelu(0.01);

  private TestNetwork() {}

  public static ExactTile tile(Matrix weights) {
    return new ExactTile(weights, Precision.FLOAT64, PRODUCTS);
  }

  public static ExactTile tile(double[][] weights) {
    return tile(Matrix.of(weights));
  }

  public static Decorrelator decorrelator(DecorrelationSpec spec, Matrix r) {
    return new Decorrelator(spec, tile(r), PRODUCTS);
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
    return withGeneralR(
        spec(sizes, decorrelation).build(TILES, NoiseStream.root(seed), PRODUCTS), seed);
  }

  /**
   * The same for a network on images of {@link #IMAGE}: 3 channels by a kernel of 3 and a stride of
   * 2, 4 by a kernel of 2 with a pool, 5 units, 3 outputs.
   */
  public static Network convolutional(
      Optional<DecorrelationSpec> decorrelation, TileFactory tiles, long seed) {
    List<ConvolutionSpec> convolutions =
        List.of(
            new ConvolutionSpec(3, new PatchExtraction(3, 1, 2), Optional.empty(), LEAKY_RELU),
            new ConvolutionSpec(
                4, new PatchExtraction(2, 1, 1), Optional.of(new MaxPool(2)), LEAKY_RELU));
    ConvolutionalNetworkSpec spec =
        new ConvolutionalNetworkSpec(
            IMAGE, convolutions, List.of(5, 3), List.of(LEAKY_RELU), decorrelation);
    return withGeneralR(spec.build(tiles, NoiseStream.root(seed), PRODUCTS), seed);
  }

  private static Network withGeneralR(Network network, long seed) {
    for (Layer layer : network.layers()) {
      layer
          .decorrelator()
          .ifPresent(d -> d.tile().program(TestData.general(d.tile().inputs(), seed)));
    }
    return network;
  }

  /** Gradient of a layer's weights, (1/B) Σ δ zᵀ; of a dense layer summed here. */
  public static Matrix gradient(Credit credit, int layer) {
    if (!(credit.passes().get(layer) instanceof DensePass)) {
      return convolutionGradient(credit, layer);
    }
    Matrix delta = credit.deltas().get(layer);
    Matrix z = ((DensePass) credit.passes().get(layer)).z();
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

  private static Matrix convolutionGradient(Credit credit, int layer) {
    Matrix delta = credit.deltas().get(layer);
    int[] channels = {3, 4};
    int[] patch = {9 * IMAGE.channels(), 4 * 3};
    Matrix gradient = Matrix.zeros(channels[layer], patch[layer], Precision.FLOAT64);
    credit.passes().get(layer).gradient(delta, gradient);
    return gradient;
  }
}
