package dev.mho.experiments.run;

import dev.mho.device.format.BadInputException;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.experiments.export.Tensor;
import dev.mho.experiments.export.TensorFile;
import dev.mho.learning.layer.Layer;
import dev.mho.learning.network.Network;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Weights and biases of a network that was trained elsewhere, layer after layer.
 *
 * <p>Without names, the weights are all matrices of the file, ordered by name with numbers as
 * numbers ({@code 2.weight} before {@code 10.weight}). The bias of {@code fc1.weight} is {@code
 * fc1.bias}; one that is not there is zero.
 *
 * @param weights a matrix a layer, outputs × inputs
 * @param biases a bias a layer
 * @param lines what was taken for what
 */
public record GivenWeights(
    List<Matrix> weights, List<Optional<double[]>> biases, List<String> lines) {

  /**
   * Reads the weights of a file.
   *
   * @param names of the matrices, the first layer first; empty: as above
   * @throws BadInputException if there are none, or a name is not there
   */
  public static GivenWeights read(Path file, List<String> names) {
    List<Tensor> tensors = TensorFile.read(file);
    List<Tensor> chosen =
        names.isEmpty()
            ? tensors.stream()
                .filter(tensor -> tensor.rank() >= 2)
                .sorted(Comparator.comparing(tensor -> sortable(tensor.name())))
                .toList()
            : names.stream().map(name -> named(name, tensors, file)).toList();
    if (chosen.isEmpty()) {
      throw new BadInputException(file + ": holds no matrix");
    }
    List<Matrix> weights = new ArrayList<>();
    List<Optional<double[]>> biases = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    for (Tensor matrix : chosen) {
      if (matrix.rank() > 2) {
        throw BadInputException.at(
            file + ": " + matrix.name(), matrix.sizes(), "two dimensions: outputs x inputs");
      }
      Optional<Tensor> bias = biasOf(matrix.name(), tensors);
      weights.add(matrix.matrix());
      biases.add(bias.map(Tensor::values));
      lines.add(
          matrix.name()
              + ", "
              + matrix.sizes()
              + bias.map(b -> ", bias " + b.name()).orElse(", no bias"));
    }
    return new GivenWeights(weights, biases, lines);
  }

  private static Tensor named(String name, List<Tensor> tensors, Path file) {
    return tensors.stream()
        .filter(tensor -> tensor.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                BadInputException.unknown(
                    file.toString(), "array", name, tensors.stream().map(Tensor::name).toList()));
  }

  private static Optional<Tensor> biasOf(String name, List<Tensor> tensors) {
    int at = name.lastIndexOf("weight");
    if (at < 0) {
      return Optional.empty();
    }
    String stem = name.substring(0, at) + "bias";
    String end = name.substring(at + "weight".length());
    return tensors.stream()
        .filter(t -> t.rank() == 1 || t.rank() == 2)
        .filter(t -> t.name().equals(stem + end) || t.name().equals(stem))
        .findFirst();
  }

  /** A name with its numbers padded, so that they sort as numbers. */
  private static String sortable(String name) {
    StringBuilder padded = new StringBuilder();
    Arrays.stream(name.split("(?<=\\d)(?=\\D)|(?<=\\D)(?=\\d)"))
        .forEach(
            part ->
                padded
                    .append(
                        Character.isDigit(part.charAt(0))
                            ? "0".repeat(Math.max(0, 12 - part.length()))
                            : "")
                    .append(part));
    return padded.toString();
  }

  /**
   * Gives them to a network.
   *
   * @throws BadInputException if there are more or fewer layers, or one has another shape
   */
  void giveTo(Network network, Path file) {
    List<Layer> layers = network.layers();
    if (layers.size() != weights.size()) {
      throw BadInputException.at(
          file.toString(),
          weights.size() + " matrices (" + String.join("; ", lines) + ")",
          layers.size() + ", the layers of the network; --names picks them");
    }
    for (int l = 0; l < layers.size(); l++) {
      give(layers.get(l), l, file);
    }
  }

  private void give(Layer layer, int number, Path file) {
    Matrix matrix = weights.get(number);
    int outputs = layer.tile().outputs();
    int inputs = layer.tile().inputs();
    String place = file + ": " + lines.get(number);
    if (matrix.rows() != outputs || matrix.cols() != inputs) {
      throw BadInputException.at(
          place,
          matrix.rows() + " x " + matrix.cols(),
          outputs + " x " + inputs + ", outputs x inputs of layer " + number);
    }
    double[] bias = biases.get(number).orElse(new double[outputs]);
    if (bias.length != outputs) {
      throw BadInputException.at(
          place, bias.length + " biases", outputs + ", the outputs of layer " + number);
    }
    layer.tile().program(matrix);
    layer.takeBias(bias);
  }
}
