package dev.mho.learning.aware;

import dev.mho.device.random.NoiseStream;
import dev.mho.device.state.Archive;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import dev.mho.emulator.matrix.Products;
import dev.mho.emulator.tile.DigitalTile;
import dev.mho.emulator.tile.ExactTile;
import dev.mho.emulator.tile.TileActivity;
import java.util.Optional;

/**
 * Exact weights in hardware-aware training. From {@link #foresee} to the next change, reads see
 * modified weights; the change goes to the true ones, and then they are clipped. At any other time,
 * in tests of the network for one, reads see the true weights.
 */
public final class HardwareAwareTile implements DigitalTile {
  private final ExactTile exact;
  private final Precision precision;
  private final Products products;
  private final Optional<WeightModifier> modifier;
  private final Optional<WeightClip> clip;
  private final NoiseStream draws;
  private Optional<Matrix> modified = Optional.empty();

  /**
   * A tile that holds these weights.
   *
   * @param weights outputs × inputs; copied
   * @param draws the layer's own stream
   */
  public HardwareAwareTile(
      Matrix weights,
      Optional<WeightModifier> modifier,
      Optional<WeightClip> clip,
      NoiseStream draws,
      Precision precision,
      Products products) {
    this.exact = new ExactTile(weights, precision, products);
    this.modifier = modifier;
    this.clip = clip;
    this.draws = draws;
    this.precision = precision;
    this.products = products;
  }

  /** Between two steps the true weights are all there is. */
  @Override
  public void keep(Archive archive) {
    exact.keep(archive);
  }

  /** Modifies the weights for a training step, until they are next changed. */
  public void foresee(long step) {
    modified =
        modifier.map(
            m -> {
              Matrix weights = exact.matrix().copy();
              m.modify(weights, draws, step, products.workers());
              return weights;
            });
  }

  @Override
  public Matrix matrix() {
    return modified.orElseGet(exact::matrix);
  }

  @Override
  public int inputs() {
    return exact.inputs();
  }

  @Override
  public int outputs() {
    return exact.outputs();
  }

  @Override
  public Matrix forward(Matrix x) {
    return products.timesTransposed(x, matrix());
  }

  @Override
  public Matrix backward(Matrix d) {
    return products.times(d, matrix());
  }

  @Override
  public void update(Matrix x, Matrix d, double rate) {
    exact.update(x, d, rate);
    changed();
  }

  @Override
  public void add(Matrix delta, double factor) {
    exact.add(delta, factor);
    changed();
  }

  @Override
  public void scaleOutputs(double[] factor) {
    exact.scaleOutputs(factor);
    changed();
  }

  @Override
  public void program(Matrix weights) {
    exact.program(weights);
    changed();
  }

  private void changed() {
    modified = Optional.empty();
    if (clip.isPresent()) {
      Matrix weights = exact.matrix().as(precision);
      double bound = clip.get().bound(weights);
      weights.updateRows(
          products.workers(),
          (k, row) -> {
            for (int j = 0; j < row.length; j++) {
              row[j] = Math.max(-bound, Math.min(bound, row[j]));
            }
          });
      exact.program(weights);
    }
  }

  /** The true weights. */
  @Override
  public Matrix weights() {
    return exact.weights();
  }

  @Override
  public void idle(double seconds) {}

  @Override
  public TileActivity activity() {
    return TileActivity.NONE;
  }
}
