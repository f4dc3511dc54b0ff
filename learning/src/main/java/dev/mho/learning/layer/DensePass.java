package dev.mho.learning.layer;

import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.tile.Tile;
import dev.mho.learning.decorrelation.Decorrelator;
import java.util.Optional;

/**
 * A batch on its way through a dense layer.
 *
 * @param layer which
 * @param decorrelation how z came about; empty without a decorrelator
 * @param z input of the weights, samples × inputs
 * @param a pre-activation, samples × outputs
 */
public record DensePass(
    DenseLayer layer, Optional<Decorrelator.Pass> decorrelation, Matrix z, Matrix a)
    implements Pass {

  @Override
  public Matrix output() {
    return layer.activate(a);
  }

  @Override
  public Matrix delta(Matrix e) {
    layer.multiplySlope(e, a);
    return e;
  }

  @Override
  public Matrix deltaWithoutSlope(Matrix e) {
    return e;
  }

  @Override
  public Matrix errorBelow(Matrix delta, Tile carrier) {
    Matrix e = carrier.backward(delta);
    return layer.decorrelator().map(d -> d.mean().backward(d.backward(e))).orElse(e);
  }

  @Override
  public void gradient(Matrix delta, Matrix into) {
    layer.products().multiply(1.0 / delta.rows(), delta, true, z, false, into);
  }

  @Override
  public double[] biasGradient(Matrix delta) {
    return delta.columnMeans(layer.products().workers());
  }

  @Override
  public void update(Matrix delta, double rate) {
    layer.tile().update(z, delta, rate / z.rows());
  }

  @Override
  public void decorrelate() {
    decorrelation.ifPresent(pass -> layer.decorrelator().orElseThrow().learn(pass));
  }
}
