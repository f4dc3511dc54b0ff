package dev.mho.learning.optimizer;

import dev.mho.device.state.Stateful;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.learning.layer.Pass;

/**
 * Brings about the change of a layer that its credit asks for. With input z and error δ of each
 * sample, the gradient is (1/B) Σ δ zᵀ for the weights and (1/B) Σ δ for the biases.
 */
public interface UpdateScheme extends Stateful {

  /**
   * Changes one layer.
   *
   * @param layer counted from 0
   * @param pass what it computed
   * @param delta error, samples × units
   */
  void apply(int layer, Pass pass, Matrix delta);
}
