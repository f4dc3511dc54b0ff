package dev.mho.learning.optimizer;

import dev.mho.device.format.Check;
import dev.mho.device.state.Archive;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.learning.layer.Pass;
import dev.mho.learning.network.Network;

/**
 * Stochastic gradient descent in the array: each sample's outer product −(λ/B) δ zᵀ goes to the
 * tile, one sample after the other, and no other copy of the weights exists. Biases are digital: b
 * ← b − λ mean δ.
 */
public final class PulsedUpdate implements UpdateScheme {
  private final Network network;
  private final double rate;

  /**
   * Updates at a rate.
   *
   * @param rate λ > 0
   */
  public PulsedUpdate(Network network, double rate) {
    this.network = network;
    this.rate = Check.positive("rate", rate);
  }

  /** Nothing is remembered from step to step. */
  @Override
  public void keep(Archive archive) {}

  @Override
  public void apply(int layer, Pass pass, Matrix delta) {
    pass.update(delta, rate);
    network.layers().get(layer).addToBias(pass.biasGradient(delta), -rate);
  }
}
