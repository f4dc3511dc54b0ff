package dev.mho.emulator.tile;

import dev.mho.device.format.Check;
import dev.mho.device.state.Archive;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import dev.mho.emulator.matrix.Products;
import java.util.Arrays;

/**
 * A tile that computes what it is asked to, to the precision of its numbers.
 *
 * <p>A digital scale is kept aside until the weights are next used, so that a scale and a change
 * that follow each other cost one pass over the matrix.
 */
public final class ExactTile implements DigitalTile {
  private final Products products;
  private final Matrix weights;
  private final double[] scale;
  private boolean scaled;

  /**
   * A tile that holds these weights.
   *
   * @param weights outputs × inputs; copied
   */
  public ExactTile(Matrix weights, Precision precision, Products products) {
    this.products = products;
    this.weights = weights.as(precision);
    this.scale = new double[weights.rows()];
    Arrays.fill(scale, 1);
  }

  @Override
  public void keep(Archive archive) {
    weights.keep("weights", archive);
    archive.doubles("scale", scale);
    scaled = archive.value("scaled", scaled);
  }

  @Override
  public int inputs() {
    return weights.cols();
  }

  @Override
  public int outputs() {
    return weights.rows();
  }

  @Override
  public Matrix forward(Matrix x) {
    return products.timesTransposed(x, settled());
  }

  @Override
  public Matrix backward(Matrix d) {
    return products.times(d, settled());
  }

  @Override
  public void update(Matrix x, Matrix d, double rate) {
    products.addProduct(scale, -rate, d, true, x, false, weights);
    forgetScale();
  }

  @Override
  public void add(Matrix delta, double factor) {
    delta.requireShape(outputs(), inputs());
    Matrix same = delta.precision() == weights.precision() ? delta : delta.as(weights.precision());
    weights.scaleAndAdd(products.workers(), scale, factor, same);
    forgetScale();
  }

  @Override
  public void scaleOutputs(double[] factor) {
    for (int i = 0; i < scale.length; i++) {
      scale[i] *= Check.positive("digital scale of output " + i, factor[i]);
    }
    scaled = true;
  }

  @Override
  public Matrix matrix() {
    return settled();
  }

  private Matrix settled() {
    if (scaled) {
      weights.scaleRows(products.workers(), scale);
      forgetScale();
    }
    return weights;
  }

  private void forgetScale() {
    Arrays.fill(scale, 1);
    scaled = false;
  }

  @Override
  public void program(Matrix target) {
    target.requireShape(outputs(), inputs());
    double[] row = new double[inputs()];
    for (int i = 0; i < outputs(); i++) {
      target.readRow(i, row);
      weights.writeRow(i, row);
    }
    forgetScale();
  }

  @Override
  public Matrix weights() {
    return settled().as(Precision.FLOAT64);
  }

  @Override
  public void idle(double seconds) {}

  @Override
  public TileActivity activity() {
    return TileActivity.NONE;
  }
}
