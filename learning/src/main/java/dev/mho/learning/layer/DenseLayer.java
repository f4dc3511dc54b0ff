package dev.mho.learning.layer;

import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Products;
import dev.mho.emulator.tile.Tile;
import dev.mho.learning.decorrelation.Decorrelator;
import java.util.Optional;

/** Every unit sees the whole input. */
public final class DenseLayer extends Layer {

  /**
   * A layer over a tile.
   *
   * @param tile W, outputs × inputs
   * @param bias b, one an output; copied
   */
  public DenseLayer(
      Tile tile,
      double[] bias,
      Optional<Decorrelator> decorrelator,
      Activation activation,
      Products products) {
    super(tile, bias, decorrelator, activation, products);
  }

  @Override
  public int units() {
    return tile().outputs();
  }

  @Override
  public int outputs() {
    return tile().outputs();
  }

  @Override
  public DensePass forward(Matrix x) {
    Optional<Decorrelator.Pass> decorrelation = decorrelator().map(d -> d.forward(x));
    Matrix z = decorrelation.map(Decorrelator.Pass::z).orElse(x);
    return new DensePass(this, decorrelation, z, weigh(z));
  }

  @Override
  public Matrix read(Matrix x, double[] mean) {
    return weigh(decorrelator().map(d -> d.apply(x, mean)).orElse(x));
  }

  @Override
  public Matrix activate(Matrix a) {
    return activation(a);
  }

  @Override
  public Matrix arrayInput(Matrix x) {
    return decorrelator().map(d -> d.mean().centre(x)).orElse(x);
  }

  @Override
  public Matrix fromRead(Matrix read) {
    Matrix a = read.copy();
    addBias(a);
    return a;
  }

  private Matrix weigh(Matrix z) {
    Matrix a = tile().forward(z);
    addBias(a);
    return a;
  }
}
