package dev.mho.experiments.run;

import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.tile.CrossCheckedTile;
import dev.mho.emulator.tile.CrossCheckedTile.Change;
import dev.mho.emulator.tile.CrossCheckedTile.ReadError;
import dev.mho.emulator.tile.Similarity;
import dev.mho.emulator.tile.Tile;
import dev.mho.learning.decorrelation.Decorrelator;
import dev.mho.learning.layer.Layer;
import dev.mho.learning.network.Network;
import dev.mho.learning.network.TileFactory.Purpose;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares the matrices of a network on hardware with themselves read exactly, and with a twin's.
 */
final class CrossCheck {
  private final Network hardware;
  private final Network exact;

  CrossCheck(Network hardware, Network exact) {
    this.hardware = hardware;
    this.exact = exact;
  }

  /** Compares after an epoch; every matrix reads the inputs that the probe batch gives it. */
  List<LayerCheck> compare(int epoch, Matrix probe) {
    List<LayerCheck> checks = new ArrayList<>();
    Matrix input = probe;
    for (int l = 0; l < hardware.layers().size(); l++) {
      Layer layer = hardware.layers().get(l);
      Layer twin = exact.layers().get(l);
      Matrix z = layer.arrayInput(input);
      if (layer.decorrelator().isPresent()) {
        Decorrelator decorrelator = layer.decorrelator().get();
        Tile own = decorrelator.tile();
        Tile other = twin.decorrelator().get().tile();
        // In the recurrent form the array reads what it has settled at.
        Matrix seen = decorrelator.isFeedForward() ? z : decorrelator.transform(z);
        Matrix read = own.forward(seen);
        add(checks, epoch, l, Purpose.DECORRELATION, own, other, seen, read);
        z = decorrelator.isFeedForward() ? read : seen;
      }
      Matrix read = layer.tile().forward(z);
      add(checks, epoch, l, Purpose.WEIGHTS, layer.tile(), twin.tile(), z, read);
      input = layer.activate(layer.fromRead(read));
    }
    return checks;
  }

  private static void add(
      List<LayerCheck> checks,
      int epoch,
      int layer,
      Purpose purpose,
      Tile tile,
      Tile twin,
      Matrix x,
      Matrix read) {
    if (tile instanceof CrossCheckedTile watched) {
      ReadError error = watched.readError(x, read);
      Change change = watched.takeChange();
      double cosine = Similarity.cosine(tile.weights().toArray(), twin.weights().toArray());
      checks.add(
          new LayerCheck(
              epoch,
              layer,
              purpose.label(),
              error.relativeError(),
              error.snrDecibels(),
              change.cosine(),
              change.gain(),
              cosine));
    }
  }
}
