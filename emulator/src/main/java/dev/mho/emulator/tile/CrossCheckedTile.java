package dev.mho.emulator.tile;

import dev.mho.device.state.Archive;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import dev.mho.emulator.matrix.Products;
import java.util.Arrays;

/**
 * A tile in lockstep with exact bookkeeping: everything goes to the tile, and beside it the change
 * of weights that was asked for is summed exactly, so that it can be compared with the change that
 * came about, and a read can be compared with the exact product of the same weights.
 */
public sealed class CrossCheckedTile implements Tile {

  /** A tile with digital memory for changes in lockstep: what is added to it is asked for too. */
  public static final class Accumulating extends CrossCheckedTile implements AccumulatingTile {
    private final AccumulatingTile tile;

    private Accumulating(AccumulatingTile tile, Products products) {
      super(tile, products);
      this.tile = tile;
    }

    @Override
    public void add(Matrix delta, double factor) {
      request(delta, factor);
      tile.add(delta, factor);
    }
  }

  /**
   * How a tile did since the last report.
   *
   * @param cosine of requested and realised weight change; NaN-free: 1 if neither moved, 0 if one
   *     did
   * @param gain ‖realised‖/‖requested‖, 0 if nothing was requested
   */
  public record Change(double cosine, double gain) {}

  /**
   * How far a read is from the exact product of the same weights.
   *
   * @param relativeError ‖y − ŷ‖/‖ŷ‖, 0 if the exact product is zero and the read too
   * @param snrDecibels −20 log₁₀ of it, within ±320 (the resolution of double precision)
   */
  public record ReadError(double relativeError, double snrDecibels) {}

  private final Tile tile;
  private final Products products;
  private Matrix before;
  private Matrix requested;

  /** Watches a tile; the watch takes any change if the tile does. */
  public static CrossCheckedTile of(Tile tile, Products products) {
    return tile instanceof AccumulatingTile accumulating
        ? new Accumulating(accumulating, products)
        : new CrossCheckedTile(tile, products);
  }

  private CrossCheckedTile(Tile tile, Products products) {
    this.tile = tile;
    this.products = products;
    startOver();
  }

  private void startOver() {
    before = tile.weights();
    requested = Matrix.zeros(tile.outputs(), tile.inputs(), Precision.FLOAT64);
  }

  @Override
  public void keep(Archive archive) {
    tile.keep(archive);
    before.keep("before", archive);
    requested.keep("requested", archive);
  }

  /** The tile that is watched. */
  public Tile tile() {
    return tile;
  }

  @Override
  public int inputs() {
    return tile.inputs();
  }

  @Override
  public int outputs() {
    return tile.outputs();
  }

  @Override
  public Matrix forward(Matrix x) {
    return tile.forward(x);
  }

  @Override
  public Matrix backward(Matrix d) {
    return tile.backward(d);
  }

  @Override
  public void update(Matrix x, Matrix d, double rate) {
    request(products.transposedTimes(d, x), -rate);
    tile.update(x, d, rate);
  }

  /** Writes down that {@code factor · delta} was asked for. */
  final void request(Matrix delta, double factor) {
    Matrix change = delta.as(Precision.FLOAT64);
    double[] factors = new double[outputs()];
    Arrays.fill(factors, factor);
    change.scaleRows(products.workers(), factors);
    requested.add(products.workers(), change);
  }

  @Override
  public void scaleOutputs(double[] factor) {
    // A digital scale is exact: what was asked for and what was there scale with it.
    requested.scaleRows(products.workers(), factor);
    before.scaleRows(products.workers(), factor);
    tile.scaleOutputs(factor);
  }

  @Override
  public void program(Matrix weights) {
    tile.program(weights);
    startOver();
  }

  @Override
  public Matrix weights() {
    return tile.weights();
  }

  @Override
  public void idle(double seconds) {
    tile.idle(seconds);
  }

  @Override
  public TileActivity activity() {
    return tile.activity();
  }

  /** Compares requested with realised change since the last call, and starts over. */
  public Change takeChange() {
    double[] asked = requested.toArray();
    double[] realised = tile.weights().toArray();
    double[] start = before.toArray();
    for (int i = 0; i < realised.length; i++) {
      realised[i] -= start[i];
    }
    double norm = Math.sqrt(dot(asked, asked));
    double moved = Math.sqrt(dot(realised, realised));
    Change change = new Change(Similarity.cosine(asked, realised), norm == 0 ? 0 : moved / norm);
    startOver();
    return change;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** Compares a read that the tile has made with the exact product of its present weights. */
  public ReadError readError(Matrix x, Matrix read) {
    Matrix exact = products.timesTransposed(x.as(Precision.FLOAT64), tile.weights());
    double error = 0;
    double power = 0;
    for (int b = 0; b < exact.rows(); b++) {
      for (int k = 0; k < exact.cols(); k++) {
        double wanted = exact.get(b, k);
        double missed = read.get(b, k) - wanted;
        error += missed * missed;
        power += wanted * wanted;
      }
    }
    if (error == 0) {
      return new ReadError(0, 320);
    }
    double relative = Math.sqrt(error / Math.max(power, Double.MIN_NORMAL));
    return new ReadError(relative, Math.max(-320, Math.min(320, -20 * Math.log10(relative))));
  }
}
