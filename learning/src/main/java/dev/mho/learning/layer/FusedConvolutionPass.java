package dev.mho.learning.layer;

import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.tile.DigitalTile;
import dev.mho.emulator.tile.Tile;

/**
 * A convolution whose matrices are in digital memory, by the cheaper association: with P patches x,
 *
 * <pre>
 * a = (W R) x        Σ δ zᵀ = (Σ δ xᵀ) Rᵀ        e = (W R)ᵀ δ
 * </pre>
 *
 * costs P n m each where z = R x would cost P n². z is computed for the patches that teach R alone.
 */
final class FusedConvolutionPass extends ConvolutionPass {
  private final Matrix images;
  private final Matrix centred;
  private final Matrix fused;

  /**
   * A pass that was just computed.
   *
   * @param images what came in
   * @param centred without their means
   * @param fused W R
   */
  FusedConvolutionPass(
      ConvolutionLayer layer, Matrix images, Matrix centred, Matrix fused, Matrix a) {
    super(layer, a);
    this.images = images;
    this.centred = centred;
    this.fused = fused;
  }

  @Override
  public Matrix errorBelow(Matrix delta, Tile carrier) {
    if (carrier == layer().tile()) {
      return throughMean(layer().patchProducts().backward(delta, fused));
    }
    if (carrier instanceof DigitalTile digital) {
      Matrix t = layer().fused(digital.matrix());
      return throughMean(layer().patchProducts().backward(delta, t));
    }
    Matrix e = carrier.backward(layer().places(delta));
    Matrix below = layer().decorrelator().map(d -> d.backward(e)).orElse(e);
    return throughMean(layer().collect(below));
  }

  @Override
  public void gradient(Matrix delta, Matrix into) {
    Matrix overPatches = layer().patchProducts().gradient(centred, delta);
    double share = 1.0 / delta.rows();
    if (layer().decorrelator().isPresent()) {
      Matrix r = ((DigitalTile) layer().decorrelator().get().tile()).matrix();
      layer().products().multiply(share, overPatches, false, r, true, into);
    } else {
      into.copyRun(0, overPatches, 0, into.rows() * into.cols());
      scale(into, share);
    }
  }

  @Override
  public void update(Matrix delta, double rate) {
    DigitalTile weights = (DigitalTile) layer().tile();
    Matrix gradient = Matrix.zeros(weights.outputs(), weights.inputs(), delta.precision());
    gradient(delta, gradient);
    weights.add(gradient, -rate);
  }

  @Override
  public void decorrelate() {
    layer()
        .decorrelator()
        .ifPresent(
            d -> {
              Matrix rows = layer().patches(teachers(d, centred));
              boolean raw = d.looksAtRaw();
              d.learn(raw ? layer().patches(teachers(d, images)) : rows, rows, d.transform(rows));
            });
  }
}
