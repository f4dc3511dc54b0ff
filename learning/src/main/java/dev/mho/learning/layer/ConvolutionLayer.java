package dev.mho.learning.layer;

import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Products;
import dev.mho.emulator.tile.DigitalTile;
import dev.mho.emulator.tile.Tile;
import dev.mho.learning.decorrelation.Decorrelator;
import java.util.Optional;

/**
 * Each unit sees one patch of an image, and all places share the weights: a_p = W R (x − μ)_p + b
 * for every patch p, μ being one mean a channel, taken away before the rim of zeros is put around
 * the image. The largest of each square is handed on where there is a pool; φ grows with a, so it
 * is applied after.
 *
 * <p>With weights and decorrelation in digital memory (W R) is multiplied first: a read then costs
 * as much as without decorrelation ({@link FusedConvolutionPass}). On arrays both are read,
 * whatever it costs ({@link ArrayConvolutionPass}).
 */
public final class ConvolutionLayer extends Layer {
  private final PatchExtraction extraction;
  private final ImageShape input;
  private final ImageShape grid;
  private final Optional<MaxPool> pool;
  private final PatchProducts patchProducts;

  /**
   * A layer over a tile.
   *
   * @param tile W, channels × patch length
   * @param bias b, one a channel; copied
   * @param input shape of the images that come in
   * @param pool what the channels' images go through at the end
   */
  public ConvolutionLayer(
      Tile tile,
      double[] bias,
      Optional<Decorrelator> decorrelator,
      Activation activation,
      PatchExtraction extraction,
      ImageShape input,
      Optional<MaxPool> pool,
      Products products) {
    super(tile, bias, decorrelator, activation, products);
    if (tile.inputs() != extraction.length(input)) {
      throw new IllegalArgumentException(
          "weights of " + tile.inputs() + " inputs for patches of " + extraction.length(input));
    }
    this.extraction = extraction;
    this.input = input;
    this.grid = extraction.grid(input, tile.outputs());
    this.pool = pool;
    this.patchProducts = new PatchProducts(extraction, input, products.workers());
  }

  @Override
  public int outputs() {
    return pool.map(p -> p.pooled(grid)).orElse(grid).size();
  }

  @Override
  public int units() {
    return grid.size();
  }

  @Override
  public Pass forward(Matrix x) {
    double[] mean = decorrelator().map(d -> d.mean().of(x)).orElse(new double[0]);
    decorrelator().ifPresent(d -> d.mean().follow(mean));
    Matrix centred = decorrelator().map(d -> d.mean().centre(x, mean)).orElse(x);
    decorrelator()
        .ifPresent(d -> d.prepare(() -> patches(centred.rows(0, d.spec().rowsOf(centred.rows())))));
    if (isFused()) {
      Matrix t = fused();
      return new FusedConvolutionPass(this, x, centred, t, weigh(centred, t));
    }
    Matrix rows = patches(centred);
    Matrix z = transform(rows);
    return new ArrayConvolutionPass(this, x, rows, z, fromRead(tile().forward(z)));
  }

  @Override
  public Matrix read(Matrix x, double[] mean) {
    Matrix centred = decorrelator().map(d -> d.mean().centre(x, mean)).orElse(x);
    return isFused()
        ? weigh(centred, fused())
        : fromRead(tile().forward(transform(patches(centred))));
  }

  private Matrix weigh(Matrix centred, Matrix t) {
    Matrix a = patchProducts.forward(centred, t);
    addBias(a.reshaped(a.rows() * grid.pixels(), grid.channels()));
    return a;
  }

  /** Whether W and R are at hand as matrices. */
  private boolean isFused() {
    return tile() instanceof DigitalTile
        && decorrelator()
            .map(d -> d.isFeedForward() && d.tile() instanceof DigitalTile)
            .orElse(true);
  }

  private Matrix fused() {
    return fused(((DigitalTile) tile()).matrix());
  }

  /** T R, T itself without a decorrelator. */
  Matrix fused(Matrix t) {
    return decorrelator()
        .map(d -> products().times(t, ((DigitalTile) d.tile()).matrix()))
        .orElse(t);
  }

  Matrix patches(Matrix images) {
    return extraction.patches(images, input, products().workers());
  }

  Matrix collect(Matrix patches) {
    return extraction.collect(patches, input, products().workers());
  }

  private Matrix transform(Matrix rows) {
    return decorrelator().map(d -> d.transform(rows)).orElse(rows);
  }

  @Override
  public Matrix activate(Matrix a) {
    Matrix pooled = pool.map(p -> p.forward(a, grid, products().workers())).orElse(a);
    return activation(pooled);
  }

  /** δ for the error of what was handed on. */
  Matrix delta(Matrix e, Matrix a) {
    Matrix spread = spread(e, a);
    multiplySlope(spread, a);
    return spread;
  }

  /** The error of φ(a) for the error of what was handed on. */
  Matrix spread(Matrix e, Matrix a) {
    return pool.map(p -> p.backward(e, a, grid, products().workers())).orElse(e);
  }

  /** Samples × units as a row a place. */
  Matrix places(Matrix delta) {
    return delta.reshaped(delta.rows() * grid.pixels(), grid.channels());
  }

  PatchProducts patchProducts() {
    return patchProducts;
  }

  @Override
  public Matrix arrayInput(Matrix x) {
    return patches(decorrelator().map(d -> d.mean().centre(x)).orElse(x));
  }

  @Override
  public Matrix fromRead(Matrix read) {
    Matrix a = read.copy();
    addBias(a);
    return a.reshaped(a.rows() / grid.pixels(), grid.size());
  }
}
