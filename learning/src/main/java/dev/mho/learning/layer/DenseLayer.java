package dev.mho.learning.layer;

import dev.mho.device.array.Workers;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.tile.Tile;
import dev.mho.learning.decorrelation.Decorrelator;
import java.util.Optional;

/**
 * a = W z + b, handed on as φ(a); z = R (x − μ) with a decorrelator, z = x without.
 *
 * <p>Weights sit in a tile, biases in digital memory.
 */
public final class DenseLayer {
  private final Tile tile;
  private final double[] bias;
  private final Optional<Decorrelator> decorrelator;
  private final Activation activation;
  private final Workers workers;

  /**
   * A layer over a tile.
   *
   * @param tile W, outputs × inputs
   * @param bias b, one an output; copied
   */
  public DenseLayer(
      Tile tile,
      double[] bias,
      Optional<Decorrelator> decorrelator,
      Activation activation,
      Workers workers) {
    if (bias.length != tile.outputs()) {
      throw new IllegalArgumentException(
          bias.length + " biases for " + tile.outputs() + " outputs");
    }
    this.tile = tile;
    this.bias = bias.clone();
    this.decorrelator = decorrelator;
    this.activation = activation;
    this.workers = workers;
  }

  /**
   * What a layer computed for a batch.
   *
   * @param decorrelation how z came about; empty without a decorrelator
   * @param z input of the weights, samples × inputs
   * @param a pre-activation, samples × outputs
   */
  public record Pass(Optional<Decorrelator.Pass> decorrelation, Matrix z, Matrix a) {}

  /** Computes a batch with the batch's own mean, for training. */
  public Pass forward(Matrix x) {
    Optional<Decorrelator.Pass> decorrelation = decorrelator.map(d -> d.forward(x));
    return weigh(decorrelation, decorrelation.map(Decorrelator.Pass::z).orElse(x));
  }

  /** Computes a batch with a mean that is given; the running one stays as it is. */
  public Pass forward(Matrix x, double[] mean) {
    return weigh(Optional.empty(), decorrelator.map(d -> d.apply(x, mean)).orElse(x));
  }

  /** Computes a batch with the running mean, for evaluation. */
  public Pass evaluate(Matrix x) {
    return forward(x, decorrelator.map(Decorrelator::runningMean).orElse(new double[0]));
  }

  private Pass weigh(Optional<Decorrelator.Pass> decorrelation, Matrix z) {
    Matrix a = tile.forward(z);
    addBias(a);
    return new Pass(decorrelation, z, a);
  }

  /** a ← a + b, in place: from a read of the weights to pre-activations. */
  public void addBias(Matrix a) {
    a.addToRows(workers, bias, 1);
  }

  /** φ(a), a new matrix. */
  public Matrix activate(Matrix a) {
    Matrix output = a.copy();
    output.updateRows(
        workers,
        (b, row) -> {
          for (int k = 0; k < row.length; k++) {
            row[k] = activation.value(row[k]);
          }
        });
    return output;
  }

  /** e ← e ⊙ φ'(a), in place. */
  public void multiplySlope(Matrix e, Matrix a) {
    e.requireShape(a.rows(), a.cols());
    workers.forBlocks(
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

  /** The weights. */
  public Tile tile() {
    return tile;
  }

  /** The biases; a copy. */
  public double[] bias() {
    return bias.clone();
  }

  /** b ← b + factor · change. */
  public void addToBias(double[] change, double factor) {
    for (int k = 0; k < bias.length; k++) {
      bias[k] += factor * change[k];
    }
  }

  /** Takes over another layer's parameters, as nearly as the tiles can. */
  public void take(DenseLayer other) {
    tile.program(other.tile.weights());
    System.arraycopy(other.bias, 0, bias, 0, bias.length);
    decorrelator.ifPresent(mine -> mine.take(other.decorrelator.orElseThrow()));
  }

  /** The decorrelator before the weights. */
  public Optional<Decorrelator> decorrelator() {
    return decorrelator;
  }

  /** What the units do. */
  public Activation activation() {
    return activation;
  }
}
