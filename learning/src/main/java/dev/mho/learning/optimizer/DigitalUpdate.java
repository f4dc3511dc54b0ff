package dev.mho.learning.optimizer;

import dev.mho.device.array.Workers;
import dev.mho.device.format.BadInputException;
import dev.mho.device.state.Archive;
import dev.mho.device.state.Stateful;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import dev.mho.emulator.tile.AccumulatingTile;
import dev.mho.learning.layer.Layer;
import dev.mho.learning.layer.Pass;
import dev.mho.learning.network.Network;
import java.util.ArrayList;
import java.util.List;

/**
 * An optimiser in digital memory: W ← W − step(gradient), b likewise. The weights sit in digital
 * memory too, or on arrays behind one that gathers their changes.
 */
public final class DigitalUpdate implements UpdateScheme {

  private record Parameters(
      Layer layer,
      AccumulatingTile tile,
      Matrix gradient,
      Optimizer.State weights,
      Optimizer.State bias)
      implements Stateful {

    /** The memory of the optimiser; the parameters are kept by the network. */
    @Override
    public void keep(Archive archive) {
      weights.keep(archive.part("weights"));
      bias.keep(archive.part("bias"));
    }
  }

  private final List<Parameters> layers = new ArrayList<>();
  private final Workers workers;

  /**
   * Fresh optimiser memory for every layer.
   *
   * @throws BadInputException if some layer's weights have no digital memory for changes
   */
  public DigitalUpdate(Network network, Optimizer optimizer, Precision precision, Workers workers) {
    this.workers = workers;
    for (Layer layer : network.layers()) {
      if (!(layer.tile() instanceof AccumulatingTile tile)) {
        throw new BadInputException(
            "the digital update scheme needs weights in digital memory: use scheme pulsed on an array");
      }
      layers.add(
          new Parameters(
              layer,
              tile,
              Matrix.zeros(tile.outputs(), tile.inputs(), precision),
              optimizer.state(tile.outputs(), tile.inputs(), precision),
              optimizer.state(1, tile.outputs(), Precision.FLOAT64)));
    }
  }

  @Override
  public void keep(Archive archive) {
    archive.all("layer", layers);
  }

  @Override
  public void apply(int layer, Pass pass, Matrix delta) {
    Parameters p = layers.get(layer);
    pass.gradient(delta, p.gradient());
    p.weights().turn(p.gradient(), workers);
    p.tile().add(p.gradient(), -1);

    Matrix biasGradient = Matrix.of(new double[][] {pass.biasGradient(delta)});
    p.bias().turn(biasGradient, workers);
    p.layer().addToBias(biasGradient.row(0), -1);
  }
}
