package dev.mho.learning.credit;

import dev.mho.device.state.Stateful;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.learning.loss.Loss;
import dev.mho.learning.network.Network;

/** How every layer learns of the error at the output. */
public sealed interface CreditAssignment extends Stateful
    permits BackPropagation, FeedbackAlignment, DirectFeedbackAlignment, NodePerturbation {

  /**
   * Runs a batch and assigns credit.
   *
   * @param x samples × inputs
   * @param labels one a sample
   * @param step number of the step; random rules draw by it
   */
  Credit assign(Network network, Matrix x, int[] labels, Loss loss, long step);
}
