package dev.mho.learning.decorrelation;

import dev.mho.device.array.Workers;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.tile.Tile;
import dev.mho.learning.decorrelation.DecorrelationSpec.Diagonal;
import dev.mho.learning.decorrelation.DecorrelationSpec.Gain;

/**
 * The paper's decorrelation of one layer's inputs (Ahmad 2024, section 3). For a batch of rows z,
 *
 * <pre>
 * z = R (x − μ)
 * C = (1/B) Σ z zᵀ
 * g = mean of ‖x − μ‖/‖z‖          (rows with z = 0 left out)
 * R ← g R − η C R
 * </pre>
 *
 * C R is never formed as a product of two n × n matrices: with y = Rᵀz, C R = (1/B) Σ z yᵀ costs n²
 * a sample. On a crossbar these are its own operations: z is a forward read, y a backward read, −η
 * z yᵀ an outer-product update, and g the digital scale beside the outputs. With the diagonal
 * removed, row i of g R − η (C − diag C) R is (g + η C_ii) R_i minus row i of η C R, which a
 * digital scale of each output gives as well.
 */
public final class Decorrelator {
  private final DecorrelationSpec spec;
  private final Tile tile;
  private final Workers workers;
  private final double[] runningMean;

  /**
   * A decorrelator over a tile.
   *
   * @param tile R, square
   */
  public Decorrelator(DecorrelationSpec spec, Tile tile, Workers workers) {
    if (tile.inputs() != tile.outputs()) {
      throw new IllegalArgumentException("R is " + tile.outputs() + " x " + tile.inputs());
    }
    this.spec = spec;
    this.tile = tile;
    this.workers = workers;
    this.runningMean = new double[tile.inputs()];
  }

  /**
   * What the decorrelator made of a batch.
   *
   * @param x what came in
   * @param mean μ, of this batch
   * @param centred x − μ
   * @param z R (x − μ)
   */
  public record Pass(Matrix x, double[] mean, Matrix centred, Matrix z) {}

  /** Decorrelates a training batch with its own mean, which enters the running mean. */
  public Pass forward(Matrix x) {
    double[] mean = spec.demean() ? x.columnMeans() : new double[x.cols()];
    if (spec.demean()) {
      for (int j = 0; j < mean.length; j++) {
        runningMean[j] += spec.meanMomentum() * (mean[j] - runningMean[j]);
      }
    }
    Matrix centred = spec.demean() ? subtract(x, mean) : x;
    return new Pass(x, mean, centred, tile.forward(centred));
  }

  /** R (x − mean) with a mean that is given. */
  public Matrix apply(Matrix x, double[] mean) {
    return tile.forward(spec.demean() ? subtract(x, mean) : x);
  }

  /** x without the running mean: what R reads when evaluating. */
  public Matrix centre(Matrix x) {
    return spec.demean() ? subtract(x, runningMean) : x;
  }

  private Matrix subtract(Matrix x, double[] mean) {
    Matrix centred = x.copy();
    centred.addToRows(workers, mean, -1);
    return centred;
  }

  /** Rᵀ e, and the derivative of the batch mean where the spec asks for it. */
  public Matrix backward(Matrix e) {
    Matrix below = tile.backward(e);
    return spec.demeanGradient() ? subtract(below, below.columnMeans()) : below;
  }

  /** Learns from a batch that has passed, with the R of that pass. */
  public void learn(Pass pass) {
    int rows = spec.rowsOf(pass.z().rows());
    Matrix z = rows == pass.z().rows() ? pass.z() : pass.z().rows(0, rows);
    double gain = gain(pass, rows);
    double[] scale = new double[tile.outputs()];
    double[] power = spec.diagonal() == Diagonal.REMOVE ? meanSquares(z) : new double[scale.length];
    for (int i = 0; i < scale.length; i++) {
      scale[i] = gain + spec.rate() * power[i];
    }
    if (spec.rate() == 0) {
      tile.scaleOutputs(scale);
      return;
    }
    Matrix y = tile.backward(z);
    tile.scaleOutputs(scale);
    tile.update(y, z, spec.rate() / rows);
  }

  private double gain(Pass pass, int rows) {
    if (spec.gain() == Gain.OFF) {
      return 1;
    }
    Matrix before = spec.gain() == Gain.RAW ? pass.x() : pass.centred();
    double sum = 0;
    int counted = 0;
    for (int b = 0; b < rows; b++) {
      double norm = norm(pass.z().row(b));
      if (norm > 0) {
        sum += norm(before.row(b)) / norm;
        counted++;
      }
    }
    // A batch of equal rows has no size to keep.
    return counted == 0 || sum == 0 ? 1 : sum / counted;
  }

  private static double norm(double[] row) {
    double sum = 0;
    for (double value : row) {
      sum += value * value;
    }
    return Math.sqrt(sum);
  }

  private static double[] meanSquares(Matrix z) {
    double[] squares = new double[z.cols()];
    for (int b = 0; b < z.rows(); b++) {
      double[] row = z.row(b);
      for (int i = 0; i < squares.length; i++) {
        squares[i] += row[i] * row[i] / z.rows();
      }
    }
    return squares;
  }

  /** Takes over another decorrelator's matrix and running mean, as nearly as the tile can. */
  public void take(Decorrelator other) {
    tile.program(other.tile.weights());
    System.arraycopy(other.runningMean, 0, runningMean, 0, runningMean.length);
  }

  /** The settings. */
  public DecorrelationSpec spec() {
    return spec;
  }

  /** R. */
  public Tile tile() {
    return tile;
  }

  /** The running mean that evaluation subtracts; a copy. */
  public double[] runningMean() {
    return runningMean.clone();
  }
}
