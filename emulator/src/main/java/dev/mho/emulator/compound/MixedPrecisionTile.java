package dev.mho.emulator.compound;

import dev.mho.device.state.Archive;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.NonFiniteException;
import dev.mho.emulator.matrix.Precision;
import dev.mho.emulator.matrix.Products;
import dev.mho.emulator.tile.AccumulatingTile;
import dev.mho.emulator.tile.AnalogTileSpec;
import dev.mho.emulator.tile.TileActivity;
import dev.mho.emulator.tile.TileGrid;
import java.util.Arrays;

/**
 * Weights on arrays, their changes in digital memory until they are worth a pulse (Nandakumar et
 * al., Front. Neurosci. 14:406, 2020). With χ the memory, Q a quantiser and ε_k = κ c_k Δ the step
 * of a weight of output k,
 *
 * <pre>
 * χ ← χ − rate Σ_b Q(d_b) Q(x_b)ᵀ      or      χ ← χ + any change
 * n = trunc(χ/ε)    χ ← χ − n ε        row after row (an output): n pulses to each of its cells
 * </pre>
 *
 * A transfer comes with every {@code every}-th batch but the first of all. The rows of arrays side
 * by side are pulsed together. Trains that are {@linkplain dev.mho.emulator.update.CountedTrains
 * counted} bring exactly n pulses, drawn ones n on average. Reads see the arrays alone.
 */
public final class MixedPrecisionTile implements AccumulatingTile {
  private final MixedPrecisionSpec spec;
  private final TileGrid arrays;
  private final Products products;
  private final double step;
  private final int longest;
  private final double[] outputScale;
  private Matrix waiting;
  private long batches;

  /**
   * Puts a digital memory beside arrays.
   *
   * @param arrays hold the weights; nobody else may update them
   */
  public MixedPrecisionTile(MixedPrecisionSpec spec, TileGrid arrays, Products products) {
    this.spec = spec;
    this.arrays = arrays;
    this.products = products;
    AnalogTileSpec array = arrays.tiles().get(0).spec();
    step = array.cell().weightRange() * array.granularity();
    longest = array.trains().map(t -> t.length()).orElse(Integer.MAX_VALUE);
    outputScale = new double[arrays.outputs()];
    Arrays.fill(outputScale, 1);
    waiting = Matrix.zeros(arrays.outputs(), arrays.inputs(), Precision.FLOAT64);
  }

  @Override
  public void keep(Archive archive) {
    arrays.keep(archive.part("arrays"));
    archive.doubles("output scale", outputScale);
    waiting.keep("waiting", archive);
    batches = archive.value("batches", batches);
  }

  /** The arrays. */
  public TileGrid arrays() {
    return arrays;
  }

  /** χ, the change that still waits, in weight units; a copy. */
  public Matrix waiting() {
    return waiting.copy();
  }

  @Override
  public int inputs() {
    return arrays.inputs();
  }

  @Override
  public int outputs() {
    return arrays.outputs();
  }

  @Override
  public Matrix forward(Matrix x) {
    return arrays.forward(x);
  }

  @Override
  public Matrix backward(Matrix d) {
    return arrays.backward(d);
  }

  @Override
  public void update(Matrix x, Matrix d, double rate) {
    x.requireShape(d.rows(), inputs());
    d.requireShape(x.rows(), outputs());
    if (rate == 0) {
      return;
    }
    add(
        products.transposedTimes(
            quantised(d, spec.errorLevels()), quantised(x, spec.inputLevels())),
        -rate);
  }

  /** Q of each sample: the nearest of so many levels between ± its largest value. */
  private Matrix quantised(Matrix batch, int levels) {
    if (levels == 0) {
      return batch;
    }
    Matrix quantised = batch.copy();
    int each = levels / 2;
    quantised.updateRows(
        products.workers(),
        (b, row) -> {
          double largest = batch.largest(b);
          for (int i = 0; largest > 0 && i < row.length; i++) {
            row[i] = Math.rint(row[i] / largest * each) / each * largest;
          }
        });
    return quantised;
  }

  @Override
  public void add(Matrix delta, double factor) {
    delta.requireShape(outputs(), inputs());
    waiting.updateRows(
        products.workers(),
        (k, row) -> {
          double[] change = delta.row(k);
          for (int j = 0; j < row.length; j++) {
            row[j] += factor * change[j];
          }
        });
    if (batches > 0 && batches % spec.every() == 0) {
      transfer();
    }
    batches++;
  }

  /** Hands on what is worth a pulse; each output is a sample of its own. */
  private void transfer() {
    if (!waiting.isFinite()) {
      throw new NonFiniteException(
          "the accumulator of mixed precision holds no number any more; likely cause: the learning"
              + " rate is too high");
    }
    Matrix pulses = Matrix.zeros(outputs(), inputs(), Precision.FLOAT64);
    Matrix oneOutput = Matrix.zeros(outputs(), outputs(), Precision.FLOAT64);
    waiting.updateRows(
        products.workers(),
        (k, row) -> {
          double own = step * outputScale[k];
          double[] counts = new double[row.length];
          for (int j = 0; j < row.length; j++) {
            counts[j] = whole(row[j] / own);
            row[j] -= counts[j] * own;
          }
          pulses.writeRow(k, counts);
          oneOutput.set(k, k, -outputScale[k]);
        });
    arrays.update(pulses, oneOutput, step);
  }

  private double whole(double steps) {
    double towardsZero = steps < 0 ? Math.ceil(steps) : Math.floor(steps);
    return spec.overflow() == MixedPrecisionSpec.Overflow.DROP
        ? towardsZero
        : Math.max(-longest, Math.min(longest, towardsZero));
  }

  @Override
  public void scaleOutputs(double[] factor) {
    arrays.scaleOutputs(factor);
    waiting.scaleRows(products.workers(), factor);
    for (int k = 0; k < outputScale.length; k++) {
      outputScale[k] *= factor[k];
    }
  }

  /** Writes the arrays and empties the memory. */
  @Override
  public void program(Matrix weights) {
    arrays.program(weights);
    waiting = Matrix.zeros(outputs(), inputs(), Precision.FLOAT64);
  }

  @Override
  public Matrix weights() {
    return arrays.weights();
  }

  @Override
  public void idle(double seconds) {
    arrays.idle(seconds);
  }

  @Override
  public TileActivity activity() {
    return arrays.activity();
  }
}
