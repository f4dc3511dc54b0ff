package dev.mho.learning.network;

import dev.mho.device.state.Archive;
import dev.mho.device.state.Stateful;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.NonFiniteException;
import dev.mho.learning.aware.HardwareAwareTile;
import dev.mho.learning.credit.Credit;
import dev.mho.learning.credit.CreditAssignment;
import dev.mho.learning.layer.Layer;
import dev.mho.learning.loss.Loss;
import dev.mho.learning.optimizer.UpdateScheme;

/** One step of learning: credit, then the change of every layer, then decorrelation. */
public final class Learner implements Stateful {
  private final Network network;
  private final CreditAssignment assignment;
  private final UpdateScheme scheme;
  private final Loss loss;
  private long steps;

  /** Learns by this credit assignment and update scheme. */
  public Learner(Network network, CreditAssignment assignment, UpdateScheme scheme, Loss loss) {
    this.network = network;
    this.assignment = assignment;
    this.scheme = scheme;
    this.loss = loss;
  }

  @Override
  public void keep(Archive archive) {
    network.keep(archive.part("network"));
    assignment.keep(archive.part("credit"));
    scheme.keep(archive.part("update"));
    steps = archive.value("steps", steps);
  }

  /** The network that learns. */
  public Network network() {
    return network;
  }

  /**
   * Learns from a batch.
   *
   * @param x samples × inputs
   * @param labels one a sample
   * @return loss and hits of the batch before the step
   */
  public Loss.Verdict learn(Matrix x, int[] labels) {
    network.layers().forEach(this::foresee);
    Credit credit = assignment.assign(network, x, labels, loss, steps);
    for (int l = 0; l < network.layers().size(); l++) {
      Matrix delta = credit.deltas().get(l);
      NonFiniteException.check(
          delta, l, "error", "the loss or the feedback has diverged, lower the rates");
      scheme.apply(l, credit.passes().get(l), delta);
      credit.passes().get(l).decorrelate();
    }
    steps++;
    return credit.verdict();
  }

  private void foresee(Layer layer) {
    if (layer.tile() instanceof HardwareAwareTile aware) {
      aware.foresee(steps);
    }
  }
}
