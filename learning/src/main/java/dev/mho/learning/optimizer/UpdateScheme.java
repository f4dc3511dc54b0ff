package dev.mho.learning.optimizer;

import dev.mho.emulator.matrix.Matrix;

/**
 * Brings about the change of a layer that its credit asks for. With input z and error δ of each
 * sample, the gradient is (1/B) Σ δ zᵀ for the weights and (1/B) Σ δ for the biases.
 */
public interface UpdateScheme {

  /**
   * Changes one layer.
   *
   * @param layer counted from 0
   * @param z input of the weights, samples × inputs
   * @param delta error, samples × outputs
   */
  void apply(int layer, Matrix z, Matrix delta);
}
