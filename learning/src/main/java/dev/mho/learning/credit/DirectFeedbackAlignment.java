package dev.mho.learning.credit;

import dev.mho.device.random.NoiseStream;
import dev.mho.device.state.Archive;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.tile.Tile;
import dev.mho.learning.layer.Pass;
import dev.mho.learning.loss.Loss;
import dev.mho.learning.network.DenseNetworkSpec;
import dev.mho.learning.network.Network;
import dev.mho.learning.network.TileFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * Direct feedback alignment (Nøkland, NeurIPS 2016): δ_l = (B_l δ_L) ⊙ φ'(a_l), straight from the
 * output; with {@code straightThrough} φ' is left out. A convolution gets it where it hands on,
 * behind its pool.
 */
public final class DirectFeedbackAlignment implements CreditAssignment {
  private final List<Tile> feedback;
  private final boolean straightThrough;

  /**
   * Feeds back through given tiles.
   *
   * @param feedback B of every hidden layer, units × network outputs
   */
  public DirectFeedbackAlignment(List<Tile> feedback, boolean straightThrough) {
    this.feedback = List.copyOf(feedback);
    this.straightThrough = straightThrough;
  }

  /** Random feedback for a network, uniform in ±√(6/n), n being the network's outputs. */
  public static DirectFeedbackAlignment random(
      Network network, boolean straightThrough, TileFactory tiles, NoiseStream stream) {
    int last = network.layers().size() - 1;
    int outputs = network.layers().get(last).tile().outputs();
    List<Tile> feedback = new ArrayList<>();
    for (int l = 0; l < last; l++) {
      int units = network.layers().get(l).outputs();
      Matrix b =
          DenseNetworkSpec.uniform(stream.child(l), units, outputs, Math.sqrt(6.0 / outputs));
      feedback.add(tiles.make(TileFactory.Purpose.FEEDBACK, l, b));
    }
    return new DirectFeedbackAlignment(feedback, straightThrough);
  }

  @Override
  public void keep(Archive archive) {
    archive.all("feedback", feedback);
  }

  @Override
  public Credit assign(Network network, Matrix x, int[] labels, Loss loss, long step) {
    List<Pass> passes = network.forward(x);
    int last = passes.size() - 1;
    Loss.Verdict verdict = loss.judge(passes.get(last).a(), labels);
    List<Matrix> deltas = new ArrayList<>();
    for (int l = 0; l < last; l++) {
      Matrix e = feedback.get(l).forward(verdict.error());
      Pass pass = passes.get(l);
      deltas.add(straightThrough ? pass.deltaWithoutSlope(e) : pass.delta(e));
    }
    deltas.add(verdict.error());
    return new Credit(passes, deltas, verdict);
  }
}
