package dev.mho.learning.decorrelation;

import dev.mho.device.state.Archive;
import dev.mho.device.state.Stateful;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.NonFiniteException;
import dev.mho.emulator.matrix.Products;
import dev.mho.emulator.tile.DigitalTile;
import dev.mho.emulator.tile.Tile;
import dev.mho.learning.decorrelation.DecorrelationSpec.Diagonal;
import dev.mho.learning.decorrelation.DecorrelationSpec.Gain;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import org.ejml.simple.SimpleMatrix;

/**
 * The paper's decorrelation of one layer's inputs (Ahmad 2024, section 3). For a batch of rows z,
 *
 * <pre>
 * z = R (x − μ)
 * C = (1/B) Σ z zᵀ
 * g = mean of ‖x − μ‖/‖z‖          (rows with z = 0 left out)
 * R ← g R − η C R
 * </pre>
 *
 * C R is not formed as a product of two n × n matrices, unless there are more rows than units: with
 * y = Rᵀz, C R = (1/B) Σ z yᵀ costs n² a sample. On a crossbar these are its own operations: z is a
 * forward read, y a backward read, −η z yᵀ an outer-product update, and g the digital scale beside
 * the outputs. With the diagonal removed, row i of g R − η (C − diag C) R is (g + η C_ii) R_i minus
 * row i of η C R, which a digital scale of each output gives as well.
 *
 * <p>In the recurrent form (appendix C) the tile holds M = R⁻¹ and z is where x − μ − M z vanishes.
 * To first order in η, as the batch's own sum is, the inverse of the rule above is
 *
 * <pre>
 * M ← (1/g) [ M + (η/B) Σ (x − μ) zᵀ / (g − η‖z‖²/B) ],    η‖z‖²/B &lt; g
 * </pre>
 *
 * exactly so for one sample; every unit needs its own input and its own output alone.
 */
public final class Decorrelator implements Stateful {
  private final DecorrelationSpec spec;
  private final Tile tile;
  private final Products products;
  private final MeanRemoval mean;
  private final Optional<OlderRule.Memory> older;
  private final Optional<LateralLoop> loop;

  /**
   * A decorrelator over a tile, with a mean for each input.
   *
   * @param tile R, or M of the recurrent form; square
   */
  public Decorrelator(DecorrelationSpec spec, Tile tile, Products products) {
    this(spec, tile, tile.inputs(), products);
  }

  /**
   * A decorrelator over a tile.
   *
   * @param tile R, or M of the recurrent form; square
   * @param means number of means: the inputs of a dense layer, the channels of a convolution
   */
  public Decorrelator(DecorrelationSpec spec, Tile tile, int means, Products products) {
    if (tile.inputs() != tile.outputs()) {
      throw new IllegalArgumentException("R is " + tile.outputs() + " x " + tile.inputs());
    }
    this.spec = spec;
    this.tile = tile;
    this.products = products;
    this.mean = new MeanRemoval(spec, means, products);
    this.older = spec.older().map(rule -> rule.start(OlderRule.of(tile.weights())));
    this.loop = spec.recurrent().map(how -> new LateralLoop(tile, how));
  }

  @Override
  public void keep(Archive archive) {
    tile.keep(archive.part("tile"));
    mean.keep(archive.part("mean"));
    older.ifPresent(memory -> memory.keep(archive.part("memory")));
    loop.ifPresent(l -> l.keep(archive.part("loop")));
  }

  /**
   * What the decorrelator made of a batch.
   *
   * @param x what came in
   * @param mean μ, of this batch
   * @param centred x − μ
   * @param z R (x − μ)
   */
  public record Pass(Matrix x, double[] mean, Matrix centred, Matrix z) {}

  /** Decorrelates a training batch with its own mean, which enters the running mean. */
  public Pass forward(Matrix x) {
    double[] own = mean.of(x);
    mean.follow(own);
    Matrix centred = mean.centre(x, own);
    prepare(() -> first(centred, spec.rowsOf(centred.rows())));
    return new Pass(x, own, centred, transform(centred));
  }

  /**
   * Sets R for a training batch that is about to pass, where the rule takes it from the batch.
   *
   * @param teachers rows without their mean that the rule may look at
   */
  public void prepare(Supplier<Matrix> teachers) {
    older.flatMap(memory -> memory.before(OlderRule.of(teachers.get()))).ifPresent(this::write);
  }

  private void write(SimpleMatrix r) {
    Matrix target = OlderRule.of(r);
    if (!target.isFinite()) {
      throw new NonFiniteException(
          "decorrelation has become infinite or NaN; likely cause: its rate is too large");
    }
    tile.program(target);
  }

  /** R (x − mean) with a mean that is given. */
  public Matrix apply(Matrix x, double[] given) {
    return transform(mean.centre(x, given));
  }

  /** R x for every row x, which has no mean any more. */
  public Matrix transform(Matrix centred) {
    return loop.map(l -> l.settle(centred, false)).orElseGet(() -> tile.forward(centred));
  }

  /** Rᵀ e for every row e. */
  public Matrix backward(Matrix e) {
    return loop.map(l -> l.settle(e, true)).orElseGet(() -> tile.backward(e));
  }

  /** Learns from a batch that has passed, with the R of that pass. */
  public void learn(Pass pass) {
    int rows = spec.rowsOf(pass.z().rows());
    learn(first(pass.x(), rows), first(pass.centred(), rows), first(pass.z(), rows));
  }

  private static Matrix first(Matrix x, int rows) {
    return rows == x.rows() ? x : x.rows(0, rows);
  }

  /**
   * Learns from rows that C and g are taken from.
   *
   * @param raw x; only looked at with {@code gain: raw}
   * @param centred x − μ
   * @param z R (x − μ), with the present R
   */
  public void learn(Matrix raw, Matrix centred, Matrix z) {
    if (older.isPresent()) {
      write(older.get().after(OlderRule.of(centred), OlderRule.of(z)));
      return;
    }
    double gain = gain(spec.gain() == Gain.RAW ? raw : centred, z);
    if (loop.isPresent()) {
      learnLaterally(centred, z, gain);
      return;
    }
    double[] scale = new double[tile.outputs()];
    double[] power = spec.diagonal() == Diagonal.REMOVE ? meanSquares(z) : new double[scale.length];
    for (int i = 0; i < scale.length; i++) {
      scale[i] = gain + spec.rate() * power[i];
    }
    if (spec.rate() == 0) {
      tile.scaleOutputs(scale);
    } else if (tile instanceof DigitalTile digital && z.rows() > z.cols()) {
      // With more rows than units C itself is the shorter way: n² a row once, then n³.
      Matrix change = products.times(products.gram(z), digital.matrix());
      tile.scaleOutputs(scale);
      digital.add(change, -spec.rate() / z.rows());
    } else {
      Matrix y = tile.backward(z);
      tile.scaleOutputs(scale);
      tile.update(y, z, spec.rate() / z.rows());
    }
  }

  private void learnLaterally(Matrix centred, Matrix z, double gain) {
    double share = spec.rate() / z.rows();
    if (share > 0) {
      double[] strength = new double[z.rows()];
      for (int b = 0; b < strength.length; b++) {
        double left = gain - share * z.squaredNorm(b);
        if (!(left > 0)) {
          throw new NonFiniteException(
              "recurrent decorrelation: one sample alone would turn M round; its rate, "
                  + spec.rate()
                  + ", is too large");
        }
        strength[b] = 1 / left;
      }
      Matrix own = centred.copy();
      own.scaleRows(products.workers(), strength);
      tile.update(z, own, -share);
    }
    double[] scale = new double[tile.outputs()];
    Arrays.fill(scale, 1 / gain);
    tile.scaleOutputs(scale);
    loop.get().moved();
  }

  /**
   * How an array of the recurrent form has settled so far.
   *
   * @param batches that have, forward or backward
   * @param meanTime that it took, in units of τ
   * @param worstResidual ‖x − M z‖/‖x‖ of a batch
   */
  public record Settled(long batches, double meanTime, double worstResidual) {}

  /** How it has settled; empty in the feed-forward form and where the fixed point is solved for. */
  public Optional<Settled> settled() {
    return loop.flatMap(LateralLoop::settled);
  }

  /** Whether z is a product of the tile and x. */
  public boolean isFeedForward() {
    return loop.isEmpty();
  }

  /** Whether {@link #learn(Matrix, Matrix, Matrix)} looks at what came in with its mean. */
  public boolean looksAtRaw() {
    return spec.gain() == Gain.RAW;
  }

  private double gain(Matrix before, Matrix z) {
    if (spec.gain() == Gain.OFF) {
      return 1;
    }
    double[] ratios = new double[z.rows()];
    products
        .workers()
        .forBlocks(
            z.rows(),
            Matrix.rowsPerBlock(z.cols()),
            (from, to) -> {
              for (int b = from; b < to; b++) {
                double norm = z.squaredNorm(b);
                ratios[b] = norm > 0 ? Math.sqrt(before.squaredNorm(b) / norm) : Double.NaN;
              }
            });
    double sum = 0;
    int counted = 0;
    for (double ratio : ratios) {
      if (!Double.isNaN(ratio)) {
        sum += ratio;
        counted++;
      }
    }
    // A batch of equal rows has no size to keep.
    return counted == 0 || sum == 0 ? 1 : sum / counted;
  }

  private static double[] meanSquares(Matrix z) {
    double[] squares = new double[z.cols()];
    for (int b = 0; b < z.rows(); b++) {
      double[] row = z.row(b);
      for (int i = 0; i < squares.length; i++) {
        squares[i] += row[i] * row[i] / z.rows();
      }
    }
    return squares;
  }

  /** Takes over another decorrelator's matrix and running mean, as nearly as the tile can. */
  public void take(Decorrelator other) {
    tile.program(other.tile.weights());
    loop.ifPresent(LateralLoop::moved);
    mean.take(other.mean);
  }

  /** The settings. */
  public DecorrelationSpec spec() {
    return spec;
  }

  /** R, or M of the recurrent form. */
  public Tile tile() {
    return tile;
  }

  /** What is subtracted before R. */
  public MeanRemoval mean() {
    return mean;
  }
}
