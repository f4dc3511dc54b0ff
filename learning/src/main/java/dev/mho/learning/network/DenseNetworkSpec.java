package dev.mho.learning.network;

import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;
import dev.mho.device.random.NoiseStream;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import dev.mho.emulator.matrix.Products;
import dev.mho.learning.decorrelation.DecorrelationSpec;
import dev.mho.learning.decorrelation.Decorrelator;
import dev.mho.learning.layer.Activation;
import dev.mho.learning.layer.DenseLayer;
import dev.mho.learning.layer.Identity;
import dev.mho.learning.layer.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A dense network; the last layer's outputs are handed to the loss as they are.
 *
 * @param sizes inputs, hidden units, outputs; at least two numbers ≥ 1
 * @param activations one for each hidden layer
 * @param decorrelation in front of every layer, or none
 */
public record DenseNetworkSpec(
    List<Integer> sizes, List<Activation> activations, Optional<DecorrelationSpec> decorrelation) {
  public DenseNetworkSpec {
    if (sizes.size() < 2) {
      throw BadInputException.at("sizes", sizes.toString(), "at least inputs and outputs");
    }
    sizes.forEach(size -> Check.within("sizes", size, 1, 1 << 20));
    sizes = List.copyOf(sizes);
    for (int l = 0; l + 1 < sizes.size(); l++) {
      if ((long) sizes.get(l) * sizes.get(l + 1) > Integer.MAX_VALUE) {
        throw BadInputException.at(
            "sizes",
            "a layer of " + sizes.get(l) + " x " + sizes.get(l + 1),
            "at most " + Integer.MAX_VALUE + " weights in a layer");
      }
    }
    activations = List.copyOf(activations);
    if (activations.size() != sizes.size() - 2) {
      throw BadInputException.at(
          "activations",
          Integer.toString(activations.size()),
          "one for each of the " + (sizes.size() - 2) + " hidden layers");
    }
  }

  /** Number of weighted layers. */
  public int depth() {
    return sizes.size() - 1;
  }

  /**
   * Builds the network. W and b start uniform in ±1/√n, n the layer's inputs; R starts as the
   * identity.
   *
   * @param start draws the starting weights; the same stream gives the same weights on any tiles
   */
  public Network build(TileFactory tiles, NoiseStream start, Products products) {
    return new Network(layers(new LayerStart(tiles, start, products, decorrelation), 0));
  }

  /** The layers, counted from {@code first}. */
  List<Layer> layers(LayerStart from, int first) {
    List<Layer> layers = new ArrayList<>();
    for (int l = 0; l < depth(); l++) {
      int inputs = sizes.get(l);
      int outputs = sizes.get(l + 1);
      Optional<Decorrelator> decorrelator = from.decorrelator(first + l, inputs, inputs);
      layers.add(
          new DenseLayer(
              from.weights(first + l, outputs, inputs),
              from.bias(first + l, outputs, inputs),
              decorrelator,
              l == depth() - 1 ? new Identity() : activations.get(l),
              from.products()));
    }
    return layers;
  }

  /** A matrix uniform in ±bound. */
  public static Matrix uniform(NoiseStream stream, int rows, int cols, double bound) {
    Matrix matrix = Matrix.zeros(rows, cols, Precision.FLOAT64);
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < cols; c++) {
        matrix.set(r, c, bound * (2 * stream.uniform(r, c) - 1));
      }
    }
    return matrix;
  }
}
