package dev.mho.emulator.tile;

import dev.mho.device.array.Workers;
import dev.mho.device.state.Archive;
import dev.mho.device.state.Stateful;
import dev.mho.emulator.matrix.Matrix;
import java.util.Optional;

/** Keeps the {@link ChangeTally} of one array; sums have the same bits on any threads. */
final class ChangeMeter implements Stateful {
  private final Workers workers;

  /** The differences of all cells before the update; memory that is kept. */
  private Optional<Matrix> before = Optional.empty();

  private double requested;
  private double realised;

  ChangeMeter(Workers workers) {
    this.workers = workers;
  }

  @Override
  public void keep(Archive archive) {
    requested = archive.value("requested", requested);
    realised = archive.value("realised", realised);
  }

  /** An update asks for −rate Σ_b d_b x_bᵀ, the rate in steps: Σ |d x| is Σ|d| Σ|x|. */
  void asked(Matrix x, Matrix d, double rate) {
    double[] products = new double[x.rows()];
    workers.forBlocks(
        x.rows(),
        Matrix.rowsPerBlock(x.cols() + d.cols()),
        (from, to) -> {
          for (int b = from; b < to; b++) {
            products[b] = sum(x.row(b)) * sum(d.row(b));
          }
        });
    requested += rate * sum(products);
  }

  /** Notes the differences of all cells before an update. */
  void begins(Matrix difference) {
    if (before.isEmpty()) {
      before = Optional.of(difference.copy());
    } else {
      before.get().copyRun(0, difference, 0, difference.rows() * difference.cols());
    }
  }

  /** The differences of all cells after the update, and how many of them a step is. */
  void ended(Matrix after, double step) {
    Matrix before = this.before.orElseThrow();
    double[] outputs = new double[before.rows()];
    workers.forBlocks(
        before.rows(),
        Matrix.rowsPerBlock(before.cols()),
        (from, to) -> {
          double[] was = new double[before.cols()];
          double[] is = new double[before.cols()];
          for (int k = from; k < to; k++) {
            before.readRow(k, was);
            after.readRow(k, is);
            for (int j = 0; j < was.length; j++) {
              outputs[k] += Math.abs(is[j] - was[j]);
            }
          }
        });
    realised += sum(outputs) / step;
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += Math.abs(value);
    }
    return sum;
  }

  ChangeTally tally(long coincidences) {
    return new ChangeTally(requested, coincidences, realised);
  }
}
