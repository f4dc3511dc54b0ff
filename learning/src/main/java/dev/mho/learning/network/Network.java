package dev.mho.learning.network;

import dev.mho.device.state.Archive;
import dev.mho.device.state.Stateful;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.NonFiniteException;
import dev.mho.learning.layer.Layer;
import dev.mho.learning.layer.Pass;
import java.util.ArrayList;
import java.util.List;

/** Layers in a row. */
public final class Network implements Stateful {
  private final List<Layer> layers;

  /** A network of these layers, first to last. */
  public Network(List<? extends Layer> layers) {
    this.layers = List.copyOf(layers);
  }

  @Override
  public void keep(Archive archive) {
    archive.all("layer", layers);
  }

  /** First to last. */
  public List<Layer> layers() {
    return layers;
  }

  /** Takes over another network's parameters, as nearly as the tiles can. */
  public void take(Network other) {
    for (int l = 0; l < layers.size(); l++) {
      layers.get(l).take(other.layers.get(l));
    }
  }

  /** Passes of a training batch through all layers; the last one's a are the outputs. */
  public List<Pass> forward(Matrix x) {
    List<Pass> passes = new ArrayList<>();
    Matrix input = x;
    for (int l = 0; l < layers.size(); l++) {
      Pass pass = layers.get(l).forward(input);
      NonFiniteException.check(
          pass.a(), l, "pre-activation", "weights or decorrelation have diverged, lower the rates");
      passes.add(pass);
      input = l + 1 < layers.size() ? pass.output() : input;
    }
    return passes;
  }

  /**
   * Pre-activations of all layers with noise added to each at once, the noise flowing on. The batch
   * has its own means, which do not enter the running ones.
   */
  public List<Matrix> forwardPerturbed(Matrix x, List<Matrix> noise, double sign) {
    List<Matrix> potentials = new ArrayList<>();
    Matrix input = x;
    for (int l = 0; l < layers.size(); l++) {
      Matrix a = layers.get(l).read(input);
      Matrix xi = noise.get(l);
      a.updateRows(
          layers.get(l).workers(),
          (b, row) -> {
            double[] kick = xi.row(b);
            for (int k = 0; k < row.length; k++) {
              row[k] += sign * kick[k];
            }
          });
      potentials.add(a);
      input = layers.get(l).activate(a);
    }
    return potentials;
  }

  /** Outputs of a batch with running means: evaluation. */
  public Matrix evaluate(Matrix x) {
    Matrix input = x;
    Matrix a = x;
    for (int l = 0; l < layers.size(); l++) {
      a = layers.get(l).evaluate(input);
      NonFiniteException.check(
          a, l, "pre-activation", "weights or decorrelation have diverged, lower the rates");
      input = l + 1 < layers.size() ? layers.get(l).activate(a) : input;
    }
    return a;
  }
}
