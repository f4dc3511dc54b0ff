package dev.mho.learning.decorrelation;

import dev.mho.device.state.Archive;
import dev.mho.device.state.Stateful;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Products;

/**
 * x − μ: the mean of the batch while training, the running mean when evaluating, μ̄ ← μ̄ + momentum
 * (μ − μ̄). One mean a column; the channels of an image share one over all pixels.
 */
public final class MeanRemoval implements Stateful {
  private final DecorrelationSpec spec;
  private final double[] running;
  private final Products products;

  /**
   * Running means that start at zero.
   *
   * @param means number of them
   */
  MeanRemoval(DecorrelationSpec spec, int means, Products products) {
    this.spec = spec;
    this.running = new double[means];
    this.products = products;
  }

  @Override
  public void keep(Archive archive) {
    archive.doubles("running", running);
  }

  /** Number of means: what the last dimension of an input is made of. */
  public int count() {
    return running.length;
  }

  /** Means of a batch, zero where none is removed; the running ones stay as they are. */
  public double[] of(Matrix x) {
    return spec.demean() ? rows(x).columnMeans(products.workers()) : new double[running.length];
  }

  /** Takes the means of a training batch into the running ones. */
  public void follow(double[] mean) {
    if (spec.demean()) {
      for (int j = 0; j < mean.length; j++) {
        running[j] += spec.meanMomentum() * (mean[j] - running[j]);
      }
    }
  }

  /** x − mean, a new matrix; x itself where no mean is removed. */
  public Matrix centre(Matrix x, double[] mean) {
    return spec.demean() ? subtract(x, mean) : x;
  }

  /** x without the running mean: what is read when evaluating. */
  public Matrix centre(Matrix x) {
    return centre(x, running);
  }

  /** The error below: e less its own mean where the mean's derivative counts, else e. */
  public Matrix backward(Matrix e) {
    return spec.demeanGradient() ? subtract(e, rows(e).columnMeans(products.workers())) : e;
  }

  private Matrix subtract(Matrix x, double[] mean) {
    return rows(x)
        .mapRows(
            products.workers(),
            (b, row) -> {
              for (int c = 0; c < row.length; c++) {
                row[c] -= mean[c];
              }
            })
        .reshaped(x.rows(), x.cols());
  }

  /** The same numbers with one mean a column. */
  private Matrix rows(Matrix x) {
    return x.reshaped(x.rows() * (x.cols() / running.length), running.length);
  }

  void take(MeanRemoval other) {
    resume(other.running);
  }

  /**
   * Goes on from running means that were kept.
   *
   * @param kept as many as there are
   */
  public void resume(double[] kept) {
    if (kept.length != running.length) {
      throw new IllegalArgumentException(kept.length + " means for " + running.length);
    }
    System.arraycopy(kept, 0, running, 0, running.length);
  }

  /** The running means; a copy. */
  public double[] running() {
    return running.clone();
  }
}
