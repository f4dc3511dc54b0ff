package dev.mho.learning.credit;

import dev.mho.emulator.matrix.Matrix;
import dev.mho.learning.loss.Loss;
import dev.mho.learning.network.Network;

/**
 * Backpropagation: the error goes back through the weights themselves, read from the other side.
 */
public record BackPropagation() implements CreditAssignment {
  @Override
  public Credit assign(Network network, Matrix x, int[] labels, Loss loss, long step) {
    return BackwardChain.assign(network, x, labels, loss, l -> network.layers().get(l).tile());
  }
}
