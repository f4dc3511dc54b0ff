package dev.mho.experiments.run;

import dev.mho.device.format.BadInputException;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.experiments.export.NpyMatrix;
import dev.mho.learning.decorrelation.Decorrelator;
import dev.mho.learning.layer.Layer;
import dev.mho.learning.network.Network;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The parameters of a trained network in a result directory: {@code weights/RUN-layerN-*.npy}. */
final class SavedNetwork {
  private final Path weights;
  private final String run;

  private SavedNetwork(Path weights, String run) {
    this.weights = weights;
    this.run = run;
  }

  /**
   * That which was trained: on hardware, if it was trained there, else exactly.
   *
   * @throws BadInputException if the directory holds none
   */
  static SavedNetwork trained(Path result, boolean onHardware) {
    Path weights = result.resolve("weights");
    if (!Files.isDirectory(weights)) {
      throw BadInputException.at(result.toString(), "no folder weights", "a result of mho run");
    }
    return new SavedNetwork(weights, onHardware ? "hardware" : "exact");
  }

  /**
   * Gives the parameters to a network of the same shape.
   *
   * @throws BadInputException if a file is missing or of another shape
   */
  void giveTo(Network network) {
    List<Layer> layers = network.layers();
    for (int l = 0; l < layers.size(); l++) {
      Layer layer = layers.get(l);
      layer.tile().program(read(l, "weights", layer.tile().outputs(), layer.tile().inputs()));
      layer.takeBias(read(l, "bias", 1, layer.tile().outputs()).row(0));
      if (layer.decorrelator().isPresent()) {
        give(layer.decorrelator().get(), l);
      }
    }
  }

  private void give(Decorrelator decorrelator, int layer) {
    int inputs = decorrelator.tile().inputs();
    decorrelator.tile().program(read(layer, "decorrelation", inputs, inputs));
    decorrelator.mean().resume(read(layer, "mean", 1, decorrelator.mean().count()).row(0));
  }

  private Matrix read(int layer, String what, int rows, int cols) {
    Path file = weights.resolve(run + "-layer" + layer + "-" + what + ".npy");
    Matrix matrix = NpyMatrix.read(file);
    if (matrix.rows() != rows || matrix.cols() != cols) {
      throw BadInputException.at(
          file.toString(), matrix.rows() + " x " + matrix.cols(), rows + " x " + cols);
    }
    return matrix;
  }
}
