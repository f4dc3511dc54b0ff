package dev.mho.learning.layer;

import dev.mho.device.array.Workers;
import dev.mho.device.state.Archive;
import dev.mho.device.state.Stateful;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Products;
import dev.mho.emulator.tile.Tile;
import dev.mho.learning.decorrelation.Decorrelator;
import java.util.Optional;

/**
 * a = W z + b, handed on as φ(a); z = R (x − μ) with a decorrelator, z = x without. What z is, a
 * whole sample or one patch of it, tells the kinds of layer apart.
 *
 * <p>Weights sit in a tile, biases in digital memory.
 */
public abstract sealed class Layer implements Stateful permits DenseLayer, ConvolutionLayer {
  private final Tile tile;
  private final double[] bias;
  private final Optional<Decorrelator> decorrelator;
  private final Activation activation;
  private final Products products;

  Layer(
      Tile tile,
      double[] bias,
      Optional<Decorrelator> decorrelator,
      Activation activation,
      Products products) {
    if (bias.length != tile.outputs()) {
      throw new IllegalArgumentException(
          bias.length + " biases for " + tile.outputs() + " outputs");
    }
    this.tile = tile;
    this.bias = bias.clone();
    this.decorrelator = decorrelator;
    this.activation = activation;
    this.products = products;
  }

  @Override
  public final void keep(Archive archive) {
    tile.keep(archive.part("weights"));
    archive.doubles("bias", bias);
    decorrelator.ifPresent(d -> d.keep(archive.part("decorrelator")));
  }

  /** Units a sample. */
  public abstract int units();

  /** Numbers a sample that are handed on. */
  public abstract int outputs();

  /** Computes a batch with the batch's own mean, for training. */
  public abstract Pass forward(Matrix x);

  /** Pre-activations of a batch with a mean that is given; only a decorrelator looks at it. */
  public abstract Matrix read(Matrix x, double[] mean);

  /** Pre-activations of a batch with the batch's own mean; the running one stays as it is. */
  public final Matrix read(Matrix x) {
    return read(x, decorrelator.map(d -> d.mean().of(x)).orElse(new double[0]));
  }

  /** Pre-activations of a batch with the running mean, for evaluation. */
  public final Matrix evaluate(Matrix x) {
    return read(x, decorrelator.map(d -> d.mean().running()).orElse(new double[0]));
  }

  /** φ(a) and what follows: from pre-activations to what is handed on; a new matrix. */
  public abstract Matrix activate(Matrix a);

  /**
   * What the first array of the layer reads in an evaluation, a row a read: x without the running
   * mean, in a convolution cut into patches.
   */
  public abstract Matrix arrayInput(Matrix x);

  /** From a read of the weights, a row a read, to pre-activations. */
  public abstract Matrix fromRead(Matrix read);

  final void addBias(Matrix a) {
    a.addToRows(products.workers(), bias, 1);
  }

  /** φ of every number, a new matrix. */
  final Matrix activation(Matrix a) {
    return a.mapRows(
        products.workers(),
        (b, row) -> {
          for (int k = 0; k < row.length; k++) {
            row[k] = activation.value(row[k]);
          }
        });
  }

  /** e ← e ⊙ φ'(a), in place. */
  final void multiplySlope(Matrix e, Matrix a) {
    e.requireShape(a.rows(), a.cols());
    products
        .workers()
        .forBlocks(
            a.rows(),
            Matrix.rowsPerBlock(a.cols()),
            (from, to) -> {
              double[] error = new double[a.cols()];
              double[] potential = new double[a.cols()];
              for (int b = from; b < to; b++) {
                e.readRow(b, error);
                a.readRow(b, potential);
                for (int k = 0; k < error.length; k++) {
                  error[k] *= activation.slope(potential[k]);
                }
                e.writeRow(b, error);
              }
            });
  }

  /** The threads that share the layer's work. */
  public final Workers workers() {
    return products.workers();
  }

  final Products products() {
    return products;
  }

  /** The weights. */
  public final Tile tile() {
    return tile;
  }

  /** The biases; a copy. */
  public final double[] bias() {
    return bias.clone();
  }

  /** b ← b + factor · change. */
  public final void addToBias(double[] change, double factor) {
    for (int k = 0; k < bias.length; k++) {
      bias[k] += factor * change[k];
    }
  }

  /**
   * Takes over biases.
   *
   * @param given one an output
   */
  public final void takeBias(double[] given) {
    if (given.length != bias.length) {
      throw new IllegalArgumentException(given.length + " biases for " + bias.length + " outputs");
    }
    System.arraycopy(given, 0, bias, 0, bias.length);
  }

  /** Takes over another layer's parameters, as nearly as the tiles can. */
  public final void take(Layer other) {
    tile.program(other.tile.weights());
    takeBias(other.bias);
    decorrelator.ifPresent(mine -> mine.take(other.decorrelator.orElseThrow()));
  }

  /** The decorrelator before the weights. */
  public final Optional<Decorrelator> decorrelator() {
    return decorrelator;
  }

  /** What the units do. */
  public final Activation activation() {
    return activation;
  }
}
