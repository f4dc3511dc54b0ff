package dev.mho.learning.credit;

import dev.mho.device.random.NoiseStream;
import dev.mho.device.state.Archive;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.tile.Tile;
import dev.mho.learning.loss.Loss;
import dev.mho.learning.network.DenseNetworkSpec;
import dev.mho.learning.network.Network;
import dev.mho.learning.network.TileFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * Feedback alignment (Lillicrap et al., Nat. Commun. 7:13276, 2016): the error goes back through
 * fixed random matrices of the weights' shapes; the decorrelators still carry it as they are.
 */
public final class FeedbackAlignment implements CreditAssignment {
  private final List<Tile> feedback;

  /**
   * Feeds back through given tiles.
   *
   * @param feedback B of layers 1, 2, … (layer 0 hands nothing down), each of its W's shape
   */
  public FeedbackAlignment(List<Tile> feedback) {
    this.feedback = List.copyOf(feedback);
  }

  /** Random feedback for a network, uniform in ±√(6/n), n being a layer's inputs. */
  public static FeedbackAlignment random(Network network, TileFactory tiles, NoiseStream stream) {
    List<Tile> feedback = new ArrayList<>();
    for (int l = 1; l < network.layers().size(); l++) {
      Tile weights = network.layers().get(l).tile();
      Matrix b =
          DenseNetworkSpec.uniform(
              stream.child(l),
              weights.outputs(),
              weights.inputs(),
              Math.sqrt(6.0 / weights.inputs()));
      feedback.add(tiles.make(TileFactory.Purpose.FEEDBACK, l, b));
    }
    return new FeedbackAlignment(feedback);
  }

  @Override
  public void keep(Archive archive) {
    archive.all("feedback", feedback);
  }

  @Override
  public Credit assign(Network network, Matrix x, int[] labels, Loss loss, long step) {
    return BackwardChain.assign(network, x, labels, loss, l -> feedback.get(l - 1));
  }
}
