package dev.mho.experiments.export;

import dev.mho.device.format.BadInputException;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import java.util.Arrays;
import java.util.List;

/** A named array of numbers in C order: the last index runs fastest. */
public final class Tensor {
  private final String name;
  private final List<Long> shape;
  private final double[] values;

  Tensor(String name, List<Long> shape, double[] values) {
    this.name = name;
    this.shape = List.copyOf(shape);
    this.values = values;
  }

  /** What its file calls it. */
  public String name() {
    return name;
  }

  /** Number of its dimensions. */
  public int rank() {
    return shape.size();
  }

  /** Its sizes, spelled {@code 10 x 64}. */
  public String sizes() {
    return shape.isEmpty()
        ? "a single number"
        : String.join(" x ", shape.stream().map(String::valueOf).toList());
  }

  /**
   * The tensor as a matrix; what follows the first dimension is one row, so that a kernel (outputs
   * × channels × height × width) is a matrix of outputs and patches.
   *
   * @throws BadInputException if it has less than two dimensions, no numbers, or one that is none
   */
  public Matrix matrix() {
    if (rank() < 2 || values.length == 0) {
      throw BadInputException.at(name, sizes(), "a matrix");
    }
    int rows = Math.toIntExact(shape.get(0));
    int cols = values.length / rows;
    Matrix matrix = Matrix.zeros(rows, cols, Precision.FLOAT64);
    for (int r = 0; r < rows; r++) {
      matrix.writeRow(r, Arrays.copyOfRange(values(), r * cols, (r + 1) * cols));
    }
    return matrix;
  }

  /**
   * Its numbers, row after row; not to be modified.
   *
   * @throws BadInputException if one is not finite
   */
  public double[] values() {
    for (double value : values) {
      if (!Double.isFinite(value)) {
        throw BadInputException.at(name, Double.toString(value), "finite numbers");
      }
    }
    return values;
  }
}
