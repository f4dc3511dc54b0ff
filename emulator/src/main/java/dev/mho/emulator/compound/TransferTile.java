package dev.mho.emulator.compound;

import dev.mho.device.array.Placement;
import dev.mho.device.random.NoiseStream;
import dev.mho.device.state.Archive;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import dev.mho.emulator.matrix.Products;
import dev.mho.emulator.tile.AnalogTile;
import dev.mho.emulator.tile.Tile;
import dev.mho.emulator.tile.TileActivity;
import dev.mho.emulator.tile.TileGrid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * Tiki-Taka and its children: a fast array A gathers gradients, and the weights on a slow array C
 * follow what is read of it (papers at {@link TransferRule}):
 *
 * <pre>
 * A ← A − r_A rate d xᵀ                              every sample
 * C ← C + rule(r_C A e_j) e_jᵀ,  j ← j + 1           every so many samples
 * W = γ A + C
 * </pre>
 *
 * so that what a device does of itself at A's symmetry point, where pulses up and down cancel, does
 * not reach the weights. A pair's symmetry point is near zero weight, where A starts.
 *
 * <p>A matrix larger than an array is spread over pairs of arrays, each fast one with the slow one
 * in its place; they transfer side by side, each its own next line. Both are read through their own
 * converters, and γ A is added digitally. γ = 0 never reads A but to transfer.
 */
public final class TransferTile implements Tile {
  private final TransferSpec spec;
  private final TileGrid fast;
  private final TileGrid slow;
  private final NoiseStream choppers;
  private final Products products;
  private List<ArrayTransfer> transfers;
  private long samples;

  /**
   * Couples arrays.
   *
   * @param fast A, in arrays as large as those of {@code slow}; is programmed to zero
   * @param slow C, which holds the weights
   * @param choppers draws the turns of signs
   */
  public TransferTile(
      TransferSpec spec, TileGrid fast, TileGrid slow, NoiseStream choppers, Products products) {
    this.spec = spec;
    this.fast = fast;
    this.slow = slow;
    this.choppers = choppers;
    this.products = products;
    startOver();
  }

  private void startOver() {
    fast.program(Matrix.zeros(fast.outputs(), fast.inputs(), Precision.FLOAT64));
    samples = 0;
    transfers = new ArrayList<>();
    for (int t = 0; t < slow.tiles().size(); t++) {
      AnalogTile array = fast.tiles().get(t);
      Placement placement = array.placement();
      NoiseStream draws = choppers.child(placement.firstRow()).child(placement.firstCol());
      boolean byInputs = spec.side() == TransferSpec.Side.INPUTS;
      TransferRule.Lines lines =
          byInputs
              ? spec.rule().lines(array.inputs(), array.outputs(), draws)
              : spec.rule().lines(array.outputs(), array.inputs(), draws);
      transfers.add(new ArrayTransfer(spec, array, slow.tiles().get(t), lines));
    }
  }

  @Override
  public void keep(Archive archive) {
    fast.keep(archive.part("fast"));
    slow.keep(archive.part("slow"));
    archive.all("transfer", transfers);
    samples = archive.value("samples", samples);
  }

  /** A, the arrays that gather gradients. */
  public TileGrid fast() {
    return fast;
  }

  /** C, the arrays that hold the weights. */
  public TileGrid slow() {
    return slow;
  }

  /** The transfers, array by array. */
  List<ArrayTransfer> transfers() {
    return transfers;
  }

  @Override
  public int inputs() {
    return slow.inputs();
  }

  @Override
  public int outputs() {
    return slow.outputs();
  }

  @Override
  public Matrix forward(Matrix x) {
    return withFast(slow.forward(x), () -> fast.forward(x));
  }

  @Override
  public Matrix backward(Matrix d) {
    return withFast(slow.backward(d), () -> fast.backward(d));
  }

  @Override
  public Matrix weights() {
    return withFast(slow.weights(), fast::weights);
  }

  /** Adds γ times what the fast arrays say, which is asked for only where it counts. */
  private Matrix withFast(Matrix ofSlow, Supplier<Matrix> ofFast) {
    if (spec.fastShare() > 0) {
      Matrix share = ofFast.get();
      double[] factors = new double[share.rows()];
      Arrays.fill(factors, spec.fastShare());
      share.scaleRows(products.workers(), factors);
      ofSlow.add(products.workers(), share);
    }
    return ofSlow;
  }

  @Override
  public void update(Matrix x, Matrix d, double rate) {
    x.requireShape(d.rows(), inputs());
    d.requireShape(x.rows(), outputs());
    if (rate == 0) {
      return;
    }
    int to;
    for (int from = 0; from < x.rows(); from = to) {
      int due = (int) Math.min(x.rows() - from, spec.every() - samples % spec.every());
      to = from + due;
      learn(x.rows(from, to), d.rows(from, to), rate);
      samples += due;
      if (samples % spec.every() == 0) {
        transfers.forEach(ArrayTransfer::transfer);
      }
    }
  }

  private void learn(Matrix x, Matrix d, double rate) {
    for (ArrayTransfer transfer : transfers) {
      transfer.learn(
          TileGrid.inputsOf(transfer.fast(), x), TileGrid.outputsOf(transfer.fast(), d), rate);
    }
  }

  @Override
  public void scaleOutputs(double[] factor) {
    fast.scaleOutputs(factor);
    slow.scaleOutputs(factor);
  }

  /** Writes C, and starts A and what lies between them anew. */
  @Override
  public void program(Matrix weights) {
    slow.program(weights);
    startOver();
  }

  @Override
  public void idle(double seconds) {
    fast.idle(seconds);
    slow.idle(seconds);
  }

  @Override
  public TileActivity activity() {
    return fast.activity().and(slow.activity());
  }
}
