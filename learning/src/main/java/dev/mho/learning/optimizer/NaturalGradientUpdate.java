package dev.mho.learning.optimizer;

import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;
import dev.mho.device.state.Archive;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import dev.mho.emulator.matrix.Products;
import dev.mho.emulator.tile.DigitalTile;
import dev.mho.learning.layer.DensePass;
import dev.mho.learning.layer.Layer;
import dev.mho.learning.layer.Pass;
import dev.mho.learning.network.Network;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * Natural gradient, layer by layer (Ahmad 2024, section 2.3 and appendix B; Martens and Grosse
 * 2015): with the averages over a batch
 *
 * <pre>
 * D = ⟨δ δᵀ⟩ + λ (tr⟨δ δᵀ⟩/m) I        A = ⟨z zᵀ⟩ + λ (tr⟨z zᵀ⟩/n) I
 * W ← W − rate · D⁻¹ ⟨δ zᵀ⟩ A⁻¹        b ← b − rate · D⁻¹ ⟨δ⟩
 * </pre>
 *
 * the damping λ being a share of the mean eigenvalue, so that it means the same at every scale. An
 * exact reference for dense layers in digital memory; it costs n³ and m³ a layer and step.
 */
public final class NaturalGradientUpdate implements UpdateScheme {
  private final Network network;
  private final double rate;
  private final double damping;
  private final Products products;

  /**
   * Updates at a rate.
   *
   * @param rate > 0
   * @param damping λ > 0
   * @throws BadInputException if a layer is no dense one in digital memory
   */
  public NaturalGradientUpdate(Network network, double rate, double damping, Products products) {
    this.network = network;
    this.rate = Check.positive("rate", rate);
    this.damping = Check.positive("damping", damping);
    this.products = products;
    for (Layer layer : network.layers()) {
      if (!(layer.tile() instanceof DigitalTile) || layer.units() != layer.tile().outputs()) {
        throw new BadInputException(
            "scheme natural-gradient needs dense layers in digital memory: it is an exact reference");
      }
    }
  }

  /** Nothing is remembered from step to step. */
  @Override
  public void keep(Archive archive) {}

  @Override
  public void apply(int layer, Pass pass, Matrix delta) {
    Layer owner = network.layers().get(layer);
    Matrix d = delta.as(Precision.FLOAT64);
    Matrix z = ((DensePass) pass).z().as(Precision.FLOAT64);
    LinearSolverDense<DMatrixRMaj> byErrors = damped(d);
    LinearSolverDense<DMatrixRMaj> byInputs = damped(z);

    // D⁻¹ G, then (A⁻¹ (D⁻¹ G)ᵀ)ᵀ: both matrices are symmetric.
    DMatrixRMaj left = new DMatrixRMaj(d.cols(), z.cols());
    byErrors.solve(mean(d, z), left);
    DMatrixRMaj right = new DMatrixRMaj(z.cols(), d.cols());
    byInputs.solve(transposed(left), right);
    Matrix step = matrix(transposed(right)).as(delta.precision());
    ((DigitalTile) owner.tile()).add(step, -rate);

    DMatrixRMaj bias = new DMatrixRMaj(d.cols(), 1);
    byErrors.solve(new DMatrixRMaj(pass.biasGradient(delta)), bias);
    owner.addToBias(bias.getData(), -rate);
  }

  /** Solves with ⟨x xᵀ⟩, damped. */
  private LinearSolverDense<DMatrixRMaj> damped(Matrix x) {
    DMatrixRMaj moment = mean(x, x);
    double trace = 0;
    for (int i = 0; i < moment.numRows; i++) {
      trace += moment.get(i, i);
    }
    double share = Math.max(damping * trace / moment.numRows, Double.MIN_NORMAL);
    for (int i = 0; i < moment.numRows; i++) {
      moment.add(i, i, share);
    }
    LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.chol(moment.numRows);
    if (!solver.setA(moment)) {
      throw new BadInputException(
          "damping "
              + damping
              + " is too small for a moment matrix of rank below "
              + moment.numRows
              + "; raise it");
    }
    return solver;
  }

  /** ⟨a bᵀ⟩ over the rows. */
  private DMatrixRMaj mean(Matrix a, Matrix b) {
    Matrix product = products.transposedTimes(a, b);
    DMatrixRMaj mean = new DMatrixRMaj(product.rows(), product.cols(), true, product.toArray());
    for (int i = 0; i < mean.data.length; i++) {
      mean.data[i] /= a.rows();
    }
    return mean;
  }

  private static DMatrixRMaj transposed(DMatrixRMaj a) {
    return CommonOps_DDRM.transpose(a, null);
  }

  private static Matrix matrix(DMatrixRMaj a) {
    double[][] rows = new double[a.numRows][];
    for (int r = 0; r < rows.length; r++) {
      rows[r] = Arrays.copyOfRange(a.data, r * a.numCols, (r + 1) * a.numCols);
    }
    return Matrix.of(rows);
  }
}
