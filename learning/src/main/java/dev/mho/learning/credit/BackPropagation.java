package dev.mho.learning.credit;

import dev.mho.device.state.Archive;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.learning.loss.Loss;
import dev.mho.learning.network.Network;

/**
 * Backpropagation: the error goes back through the weights themselves, read from the other side.
 */
public record BackPropagation() implements CreditAssignment {
  /** The weights are kept by the network. */
  @Override
  public void keep(Archive archive) {}

  @Override
  public Credit assign(Network network, Matrix x, int[] labels, Loss loss, long step) {
    return BackwardChain.assign(network, x, labels, loss, l -> network.layers().get(l).tile());
  }
}
