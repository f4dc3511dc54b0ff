package dev.mho.learning.decorrelation;

import dev.mho.device.state.Archive;
import dev.mho.device.state.Stateful;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.NonFiniteException;
import dev.mho.emulator.tile.DigitalTile;
import dev.mho.emulator.tile.Tile;
import dev.mho.learning.decorrelation.DecorrelationSpec.Recurrent;
import java.util.Locale;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * Lateral connections M in a tile, and what units that feel them settle at: z = M⁻¹ x, and M⁻ᵀ e on
 * the way back. In digital memory M is factorised and the fixed point solved for; an array is read
 * again and again ({@link FeedbackCrossbar}).
 */
final class LateralLoop implements Stateful {
  /** A residual of the size of the input: nothing has settled. */
  private static final double NOTHING = 1;

  /** M is factorised anew at most so often a batch: forward and backward. */
  private record Factors(
      LinearSolverDense<DMatrixRMaj> forward, LinearSolverDense<DMatrixRMaj> backward) {}

  private final Tile lateral;
  private final FeedbackCrossbar crossbar;
  private Optional<Factors> factors = Optional.empty();
  private long settlings;
  private double time;
  private double worst;

  LateralLoop(Tile lateral, Recurrent how) {
    this.lateral = lateral;
    this.crossbar = new FeedbackCrossbar(lateral, how.tolerance(), how.mostTime());
  }

  /** How it has settled; M is kept by its tile, and factorised anew. */
  @Override
  public void keep(Archive archive) {
    moved();
    settlings = archive.value("settlings", settlings);
    time = archive.value("time", time);
    worst = archive.value("worst", worst);
  }

  /** M has been changed. */
  void moved() {
    factors = Optional.empty();
  }

  /**
   * What a batch settles at.
   *
   * @param x samples × units
   * @param fromOutputs whether M⁻ᵀ x is wanted
   * @throws NonFiniteException if it does not settle
   */
  Matrix settle(Matrix x, boolean fromOutputs) {
    if (lateral instanceof DigitalTile) {
      return solve(x, fromOutputs);
    }
    FeedbackCrossbar.Settling settling = crossbar.settleByNorm(x, fromOutputs);
    if (!(settling.residual() < NOTHING)) {
      throw new NonFiniteException(
          String.format(
              Locale.ROOT,
              "recurrent decorrelation does not settle: its residual is %.2g of its input after"
                  + " %.3g time constants; likely cause: its rate is too large or its array too"
                  + " noisy",
              settling.residual(),
              settling.time()));
    }
    settlings++;
    time += settling.time();
    worst = Math.max(worst, settling.residual());
    return settling.z().as(x.precision());
  }

  /** How arrays have settled; empty if none has. */
  Optional<Decorrelator.Settled> settled() {
    return settlings == 0
        ? Optional.empty()
        : Optional.of(new Decorrelator.Settled(settlings, time / settlings, worst));
  }

  private Matrix solve(Matrix x, boolean fromOutputs) {
    if (factors.isEmpty()) {
      DMatrixRMaj m = OlderRule.of(lateral.weights()).getDDRM();
      factors = Optional.of(new Factors(factor(m), factor(CommonOps_DDRM.transpose(m, null))));
    }
    DMatrixRMaj columns = OlderRule.of(x).transpose().getDDRM();
    DMatrixRMaj z = new DMatrixRMaj(columns.numRows, columns.numCols);
    (fromOutputs ? factors.get().backward() : factors.get().forward()).solve(columns, z);
    Matrix settled = Matrix.zeros(x.rows(), x.cols(), x.precision());
    double[] row = new double[x.cols()];
    for (int b = 0; b < x.rows(); b++) {
      for (int i = 0; i < row.length; i++) {
        row[i] = z.get(i, b);
      }
      settled.writeRow(b, row);
    }
    return settled;
  }

  private static LinearSolverDense<DMatrixRMaj> factor(DMatrixRMaj m) {
    LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.lu(m.numRows);
    if (!solver.setA(m.copy()) || !(solver.quality() > 0)) {
      throw new NonFiniteException(
          "recurrent decorrelation: M has become singular; likely cause: its rate is too large");
    }
    return solver;
  }
}
