package dev.mho.learning.network;

import dev.mho.device.format.BadInputException;
import dev.mho.device.random.NoiseStream;
import dev.mho.emulator.matrix.Products;
import dev.mho.learning.decorrelation.DecorrelationSpec;
import dev.mho.learning.decorrelation.Decorrelator;
import dev.mho.learning.layer.Activation;
import dev.mho.learning.layer.ConvolutionLayer;
import dev.mho.learning.layer.ConvolutionSpec;
import dev.mho.learning.layer.ImageShape;
import dev.mho.learning.layer.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Convolutions, then dense layers on what the last of them hands on; the last layer's outputs go to
 * the loss as they are.
 *
 * @param images shape of the input
 * @param convolutions first to last, at least one
 * @param units of the dense layers: hidden units, outputs; at least one number ≥ 1
 * @param activations one for each hidden dense layer
 * @param decorrelation in front of every layer, or none
 */
public record ConvolutionalNetworkSpec(
    ImageShape images,
    List<ConvolutionSpec> convolutions,
    List<Integer> units,
    List<Activation> activations,
    Optional<DecorrelationSpec> decorrelation) {
  public ConvolutionalNetworkSpec {
    convolutions = List.copyOf(convolutions);
    if (convolutions.isEmpty()) {
      throw BadInputException.at("convolutions", "none", "at least one");
    }
    units = List.copyOf(units);
    activations = List.copyOf(activations);
    dense(images, convolutions, units, activations, decorrelation);
  }

  /** Number of weighted layers. */
  public int depth() {
    return convolutions.size() + units.size();
  }

  /**
   * Builds the network, its start drawn as {@link DenseNetworkSpec#build} draws it; n of a
   * convolution is the length of a patch.
   */
  public Network build(TileFactory tiles, NoiseStream start, Products products) {
    LayerStart from = new LayerStart(tiles, start, products, decorrelation);
    List<Layer> layers = new ArrayList<>();
    ImageShape image = images;
    for (ConvolutionSpec convolution : convolutions) {
      int l = layers.size();
      int inputs = convolution.extraction().length(image);
      Optional<Decorrelator> decorrelator = from.decorrelator(l, inputs, image.channels());
      layers.add(
          new ConvolutionLayer(
              from.weights(l, convolution.channels(), inputs),
              from.bias(l, convolution.channels(), inputs),
              decorrelator,
              convolution.activation(),
              convolution.extraction(),
              image,
              convolution.pool(),
              products));
      image = convolution.output(image);
    }
    DenseNetworkSpec dense = dense(images, convolutions, units, activations, decorrelation);
    layers.addAll(dense.layers(from, layers.size()));
    return new Network(layers);
  }

  private static DenseNetworkSpec dense(
      ImageShape images,
      List<ConvolutionSpec> convolutions,
      List<Integer> units,
      List<Activation> activations,
      Optional<DecorrelationSpec> decorrelation) {
    ImageShape image = images;
    for (ConvolutionSpec convolution : convolutions) {
      image = convolution.output(image);
    }
    List<Integer> sizes = new ArrayList<>(List.of(image.size()));
    sizes.addAll(units);
    return new DenseNetworkSpec(sizes, activations, decorrelation);
  }
}
