package dev.mho.learning.network;

import dev.mho.device.random.NoiseStream;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import dev.mho.emulator.matrix.Products;
import dev.mho.emulator.tile.Tile;
import dev.mho.learning.decorrelation.DecorrelationSpec;
import dev.mho.learning.decorrelation.Decorrelator;
import java.util.Optional;

/**
 * What a layer starts from: W and b uniform in ±1/√n, n the inputs of a unit, and R the identity.
 */
record LayerStart(
    TileFactory tiles,
    NoiseStream start,
    Products products,
    Optional<DecorrelationSpec> decorrelation) {

  Tile weights(int layer, int outputs, int inputs) {
    NoiseStream stream = start.child(layer).child("weights");
    Matrix w = DenseNetworkSpec.uniform(stream, outputs, inputs, 1 / Math.sqrt(inputs));
    return tiles.make(TileFactory.Purpose.WEIGHTS, layer, w);
  }

  double[] bias(int layer, int outputs, int inputs) {
    NoiseStream stream = start.child(layer).child("bias");
    return DenseNetworkSpec.uniform(stream, 1, outputs, 1 / Math.sqrt(inputs)).row(0);
  }

  /**
   * The decorrelator of a layer.
   *
   * @param inputs of the decorrelator
   * @param means of the input: as many, or the channels of a convolution
   */
  Optional<Decorrelator> decorrelator(int layer, int inputs, int means) {
    return decorrelation.map(
        spec ->
            new Decorrelator(
                spec,
                tiles.make(
                    TileFactory.Purpose.DECORRELATION,
                    layer,
                    Matrix.identity(inputs, Precision.FLOAT64)),
                means,
                products));
  }
}
