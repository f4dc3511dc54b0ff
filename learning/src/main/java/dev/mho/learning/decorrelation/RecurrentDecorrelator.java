package dev.mho.learning.decorrelation;

import dev.mho.device.format.BadInputException;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.MatrixFeatures_DDRM;

/**
 * The recurrent form of decorrelation (Ahmad 2024, appendix C): τ dz/dt = (x − μ) − M z settles at
 * z = M⁻¹ (x − μ), and one sample of R ← (g − η z zᵀ) R becomes, with M = R⁻¹ and Sherman–Morrison,
 *
 * <pre>
 * M ← (1/g) [ M + η/(g − η‖z‖²) (M z) zᵀ ],   M z = x − μ at the fixed point.
 * </pre>
 *
 * Each unit needs its own input and its own lateral signal alone: a local rule.
 */
public final class RecurrentDecorrelator {
  private final DMatrixRMaj lateral;

  /**
   * Starts from lateral weights.
   *
   * @param m M, square and invertible; copied
   */
  public RecurrentDecorrelator(double[][] m) {
    lateral = new DMatrixRMaj(m);
  }

  /**
   * The fixed point z = M⁻¹ x of a centred input.
   *
   * @throws BadInputException if M is singular: nothing settles
   */
  public double[] settle(double[] x) {
    DMatrixRMaj z = new DMatrixRMaj(x.length, 1);
    boolean solved = CommonOps_DDRM.solve(lateral, new DMatrixRMaj(x), z);
    if (!solved || MatrixFeatures_DDRM.hasUncountable(z)) {
      throw new BadInputException("the lateral matrix is singular: the network does not settle");
    }
    return z.getData();
  }

  /**
   * Learns from one sample that has settled.
   *
   * @param x centred input
   * @param z the fixed point
   * @param rate η ≥ 0
   * @param gain g > η‖z‖²
   * @throws BadInputException if the rate is too large for the sample
   */
  public void learn(double[] x, double[] z, double rate, double gain) {
    double power = 0;
    for (double value : z) {
      power += value * value;
    }
    if (!(rate * power < gain)) {
      throw BadInputException.at(
          "decorrelation rate",
          rate + " with a squared activity of " + power,
          "less than gain/activity, " + gain / power);
    }
    double strength = rate / (gain - rate * power);
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < z.length; j++) {
        lateral.set(i, j, (lateral.get(i, j) + strength * x[i] * z[j]) / gain);
      }
    }
  }

  /** M; a copy. */
  public double[][] lateral() {
    double[][] copy = new double[lateral.numRows][lateral.numCols];
    for (int i = 0; i < lateral.numRows; i++) {
      System.arraycopy(lateral.data, i * lateral.numCols, copy[i], 0, lateral.numCols);
    }
    return copy;
  }
}
