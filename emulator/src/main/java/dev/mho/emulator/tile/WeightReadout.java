package dev.mho.emulator.tile;

import dev.mho.device.format.Check;
import dev.mho.device.random.NoiseStream;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import dev.mho.emulator.matrix.Products;
import org.ejml.simple.SimpleMatrix;

/**
 * Weights as an array's own reads tell them: random inputs X, uniform in [−1, 1], give answers Y,
 * noise and converters included, and the weights are those that fit them best,
 *
 * <pre>
 * W = argmin ‖X Wᵀ − Y‖ = Yᵀ X (Xᵀ X)⁻¹
 * </pre>
 *
 * With independent noise of σ on each answer and N samples for n inputs an estimate is off by about
 * σ √(3/(N − n)) (the variance of an input is 1/3).
 */
public final class WeightReadout {
  private WeightReadout() {}

  /**
   * Reads the weights of a tile; the reads take emulated time as any do.
   *
   * @param oversampling samples for each input, N/n ≥ 2
   * @param stream of the inputs
   * @return outputs × inputs
   */
  public static Matrix of(Tile tile, int oversampling, NoiseStream stream, Products products) {
    Check.within("oversampling", oversampling, 2, 1000);
    int samples = Math.multiplyExact(oversampling, tile.inputs());
    Matrix x = Matrix.zeros(samples, tile.inputs(), Precision.FLOAT64);
    for (int b = 0; b < samples; b++) {
      for (int j = 0; j < tile.inputs(); j++) {
        x.set(b, j, 2 * stream.uniform(b, j) - 1);
      }
    }
    Matrix y = tile.forward(x);
    SimpleMatrix gram = ejml(products.transposedTimes(x, x));
    SimpleMatrix answers = ejml(products.transposedTimes(x, y));
    SimpleMatrix fitted = gram.solve(answers);
    Matrix weights = Matrix.zeros(tile.outputs(), tile.inputs(), Precision.FLOAT64);
    for (int k = 0; k < tile.outputs(); k++) {
      for (int j = 0; j < tile.inputs(); j++) {
        weights.set(k, j, fitted.get(j, k));
      }
    }
    return weights;
  }

  private static SimpleMatrix ejml(Matrix matrix) {
    return new SimpleMatrix(matrix.rows(), matrix.cols(), true, matrix.toArray());
  }
}
