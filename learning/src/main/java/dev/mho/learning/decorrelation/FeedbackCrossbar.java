package dev.mho.learning.decorrelation;

import dev.mho.device.format.Check;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import dev.mho.emulator.tile.Tile;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.ejml.data.Complex_F64;
import org.ejml.simple.SimpleMatrix;

/**
 * The recurrent decorrelator in a crossbar whose outputs are fed back to its inputs (Ahmad 2024,
 * appendix C): with M in the array,
 *
 * <pre>
 * τ dz/dt = x − M z
 * </pre>
 *
 * settles at z = M⁻¹ x if every eigenvalue of M has a positive real part, and what is left over
 * decays as exp(−t/τ · min Re λ). Time is integrated in steps of h τ (Euler), each one read of the
 * array, with h a tenth of what would make the steps themselves unstable.
 */
public final class FeedbackCrossbar {
  private static final double SHARE_OF_STABLE_STEP = 0.1;

  private final Tile lateral;
  private final double tolerance;
  private final double mostTime;

  /**
   * A feedback loop around a tile.
   *
   * @param lateral M, square
   * @param tolerance residual ‖x − M z‖/‖x‖ at which a batch has settled, > 0
   * @param mostTime time after which settling is given up, > 0, in units of τ
   */
  public FeedbackCrossbar(Tile lateral, double tolerance, double mostTime) {
    if (lateral.inputs() != lateral.outputs()) {
      throw new IllegalArgumentException("M is " + lateral.outputs() + " x " + lateral.inputs());
    }
    this.lateral = lateral;
    this.tolerance = Check.positive("tolerance", tolerance);
    this.mostTime = Check.positive("most_time", mostTime);
  }

  /**
   * How a batch settled.
   *
   * @param z outputs at the end, samples × units
   * @param times at which the residual was looked at, in units of τ
   * @param residuals ‖x − M z‖/‖x‖ over the batch, as the array itself shows it
   * @param settled whether the tolerance was reached
   * @param instability what keeps the loop from settling; empty if nothing does
   */
  public record Settling(
      Matrix z, double[] times, double[] residuals, boolean settled, Optional<String> instability) {

    /** Time until the end, in units of τ. */
    public double time() {
      return times[times.length - 1];
    }

    /** Residual at the end. */
    public double residual() {
      return residuals[residuals.length - 1];
    }
  }

  /** min Re λ over the eigenvalues of the weights that are in the array: > 0 if it settles. */
  public double slowestRate() {
    double slowest = Double.POSITIVE_INFINITY;
    for (Complex_F64 value : eigenvalues()) {
      slowest = Math.min(slowest, value.getReal());
    }
    return slowest;
  }

  private Iterable<Complex_F64> eigenvalues() {
    return OlderRule.of(lateral.weights()).eig().getEigenvalues();
  }

  /** The longest Euler step that is stable for each mode, 2 Re λ/|λ|², times a share. */
  private double step() {
    double step = Double.POSITIVE_INFINITY;
    for (Complex_F64 value : eigenvalues()) {
      double square = value.getMagnitude2();
      double real = Math.abs(value.getReal());
      step = Math.min(step, square > 0 ? 2 * Math.max(real, 1e-3 * Math.sqrt(square)) / square : 1);
    }
    return SHARE_OF_STABLE_STEP * step;
  }

  /**
   * Lets a batch settle from z = 0.
   *
   * @param x inputs without their mean, samples × units
   */
  public Settling settle(Matrix x) {
    double slowest = slowestRate();
    return settle(
        x, step(), false, slowest > 0 ? Optional.empty() : Optional.of(instability(slowest)));
  }

  /**
   * The same without a look at eigenvalues, which cost n³: the step is 1/ρ, ρ being the larger of
   * the largest sums of |M| over a row and over a column, which no eigenvalue exceeds. A stable
   * step if all are real and positive.
   *
   * @param fromOutputs whether z = M⁻ᵀ x is settled to, by reads from the other side
   */
  Settling settleByNorm(Matrix x, boolean fromOutputs) {
    double[] byColumn = new double[lateral.inputs()];
    double largest = Double.MIN_NORMAL;
    Matrix m = lateral.weights();
    for (int i = 0; i < m.rows(); i++) {
      double byRow = 0;
      double[] row = m.row(i);
      for (int j = 0; j < row.length; j++) {
        byRow += Math.abs(row[j]);
        byColumn[j] += Math.abs(row[j]);
      }
      largest = Math.max(largest, byRow);
    }
    largest = Math.max(largest, Arrays.stream(byColumn).max().orElseThrow());
    return settle(x, 1 / largest, fromOutputs, Optional.empty());
  }

  private Settling settle(
      Matrix x, double step, boolean fromOutputs, Optional<String> instability) {
    int most = (int) Math.min(1e6, Math.ceil(mostTime / step));
    double[] times = new double[most + 1];
    double[] residuals = new double[most + 1];
    Matrix input = x.as(Precision.FLOAT64);
    Matrix z = Matrix.zeros(x.rows(), x.cols(), Precision.FLOAT64);
    double size = norm(input);
    int steps = 0;
    while (true) {
      Matrix left = difference(input, fromOutputs ? lateral.backward(z) : lateral.forward(z));
      times[steps] = steps * step;
      residuals[steps] = size == 0 ? 0 : norm(left) / size;
      boolean runsAway = !(residuals[steps] < 1e6);
      if (residuals[steps] <= tolerance || runsAway || steps == most) {
        break;
      }
      addScaled(z, left, step);
      steps++;
    }
    return new Settling(
        z,
        Arrays.copyOf(times, steps + 1),
        Arrays.copyOf(residuals, steps + 1),
        residuals[steps] <= tolerance,
        instability);
  }

  private static String instability(double slowest) {
    return String.format(
        Locale.ROOT,
        "the feedback does not settle: M has an eigenvalue with real part %.3g, and needs all > 0",
        slowest);
  }

  private static Matrix difference(Matrix a, Matrix b) {
    SimpleMatrix left = OlderRule.of(a).minus(OlderRule.of(b));
    return OlderRule.of(left);
  }

  private static void addScaled(Matrix z, Matrix change, double factor) {
    for (int r = 0; r < z.rows(); r++) {
      double[] row = z.row(r);
      double[] step = change.row(r);
      for (int c = 0; c < row.length; c++) {
        row[c] += factor * step[c];
      }
      z.writeRow(r, row);
    }
  }

  private static double norm(Matrix matrix) {
    double sum = 0;
    for (double value : matrix.toArray()) {
      sum += value * value;
    }
    return Math.sqrt(sum);
  }
}
