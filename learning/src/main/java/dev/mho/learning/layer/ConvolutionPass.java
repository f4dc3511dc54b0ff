package dev.mho.learning.layer;

import dev.mho.emulator.matrix.Matrix;
import dev.mho.learning.decorrelation.Decorrelator;
import java.util.Arrays;

/** What a batch in a convolution has in common, whether its patches are at hand or not. */
abstract sealed class ConvolutionPass implements Pass
    permits FusedConvolutionPass, ArrayConvolutionPass {
  private final ConvolutionLayer layer;
  private final Matrix a;

  ConvolutionPass(ConvolutionLayer layer, Matrix a) {
    this.layer = layer;
    this.a = a;
  }

  final ConvolutionLayer layer() {
    return layer;
  }

  @Override
  public final Matrix a() {
    return a;
  }

  @Override
  public final Matrix output() {
    return layer.activate(a);
  }

  @Override
  public final Matrix delta(Matrix e) {
    return layer.delta(e, a);
  }

  @Override
  public final Matrix deltaWithoutSlope(Matrix e) {
    return layer.spread(e, a);
  }

  @Override
  public final double[] biasGradient(Matrix delta) {
    Matrix places = layer.places(delta);
    double[] mean = places.columnMeans(layer.products().workers());
    for (int k = 0; k < mean.length; k++) {
      mean[k] *= (double) places.rows() / delta.rows();
    }
    return mean;
  }

  /** matrix ← factor · matrix. */
  final void scale(Matrix matrix, double factor) {
    double[] factors = new double[matrix.rows()];
    Arrays.fill(factors, factor);
    matrix.scaleRows(layer.products().workers(), factors);
  }

  /** The derivative of the mean, where it counts. */
  final Matrix throughMean(Matrix imageError) {
    return layer.decorrelator().map(d -> d.mean().backward(imageError)).orElse(imageError);
  }

  /** Images of a batch that teach the decorrelator: the first of them. */
  final Matrix teachers(Decorrelator decorrelator, Matrix images) {
    return images.rows(0, decorrelator.spec().rowsOf(images.rows()));
  }
}
