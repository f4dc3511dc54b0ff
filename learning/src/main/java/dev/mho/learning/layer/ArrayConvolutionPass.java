package dev.mho.learning.layer;

import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.tile.Tile;

/**
 * A convolution on arrays: every patch is read through the decorrelator's array and the weights',
 * and goes back through both. The arrays change by what they have read.
 */
final class ArrayConvolutionPass extends ConvolutionPass {
  private final Matrix images;
  private final Matrix patches;
  private final Matrix z;

  /**
   * A pass that was just computed.
   *
   * @param images what came in
   * @param patches of the images without their means
   * @param z what the weights have read
   */
  ArrayConvolutionPass(ConvolutionLayer layer, Matrix images, Matrix patches, Matrix z, Matrix a) {
    super(layer, a);
    this.images = images;
    this.patches = patches;
    this.z = z;
  }

  @Override
  public Matrix errorBelow(Matrix delta, Tile carrier) {
    Matrix e = carrier.backward(layer().places(delta));
    Matrix below = layer().decorrelator().map(d -> d.backward(e)).orElse(e);
    return throughMean(layer().collect(below));
  }

  @Override
  public void gradient(Matrix delta, Matrix into) {
    layer().products().multiply(1.0 / delta.rows(), layer().places(delta), true, z, false, into);
  }

  @Override
  public void update(Matrix delta, double rate) {
    layer().tile().update(z, layer().places(delta), rate / delta.rows());
  }

  @Override
  public void decorrelate() {
    layer()
        .decorrelator()
        .ifPresent(
            d -> {
              int rows = d.spec().rowsOf(images.rows()) * (z.rows() / images.rows());
              Matrix centred = patches.rows(0, rows);
              boolean raw = d.looksAtRaw();
              d.learn(
                  raw ? layer().patches(teachers(d, images)) : centred, centred, z.rows(0, rows));
            });
  }
}
