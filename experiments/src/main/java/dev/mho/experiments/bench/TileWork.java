package dev.mho.experiments.bench;

import dev.mho.device.Presets;
import dev.mho.device.array.Placement;
import dev.mho.device.array.Workers;
import dev.mho.device.random.NoiseStream;
import dev.mho.emulator.cell.DifferentialPair;
import dev.mho.emulator.cell.SingleDevice;
import dev.mho.emulator.cell.UnitCell;
import dev.mho.emulator.cell.WeightScaling;
import dev.mho.emulator.converter.Adc;
import dev.mho.emulator.converter.BoundManagement;
import dev.mho.emulator.converter.Dac;
import dev.mho.emulator.converter.InputScaling;
import dev.mho.emulator.converter.ReadPath;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import dev.mho.emulator.matrix.Products;
import dev.mho.emulator.tile.AnalogTile;
import dev.mho.emulator.tile.AnalogTileSpec;
import dev.mho.emulator.tile.Effect;
import dev.mho.emulator.update.StochasticTrains;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What one array is asked to do in learning, as in published timings of emulators: single
 * precision, inputs uniform in ±1, weights uniform in ±1/√inputs, on one array of any size.
 *
 * <ul>
 *   <li>Reads of a batch of 256: 7-bit DAC, 9-bit ADC of bound 12, output noise 0.06, the sample's
 *       largest input as its scale. {@link #halvedRead} reads weights within ±0.5, so that bound
 *       management repeats most samples; {@link #noisyRead} devices whose noise depends on their
 *       conductance, through 8-bit converters.
 *   <li>Updates with errors as in learning, normal with standard deviation 0.01: trains shorten to
 *       about one slot, 0.04 pulses a crossing and sample, batch 256. Updates with full trains of
 *       31 slots, errors uniform in ±1: 7.75 pulses a crossing and sample, batch 32. A weight is
 *       one device against the middle of its range, with every spread that the preset has.
 * </ul>
 */
public final class TileWork {
  private static final int BATCH = 256;
  private static final int FULL_BATCH = 32;
  private static final int SLOTS = 31;
  private static final double SMALL_ERROR = 0.01;

  /** Step of the same size for every device and conductance. */
  public static final String CONSTANT_STEP = "rpu-gokmen-2016";

  /** Step that shrinks exponentially, with noise of every kind. */
  public static final String EXPONENTIAL_STEP = "reram-gong-2018";

  private final int inputs;
  private final int outputs;
  private final Products products;
  private final Matrix x;
  private final Matrix d;
  private final Matrix weights;

  /** Work for arrays of a size. */
  public TileWork(int inputs, int outputs, Workers workers) {
    this.inputs = inputs;
    this.outputs = outputs;
    products = new Products(workers);
    x = uniform(BATCH, inputs, 1, 1);
    d = uniform(BATCH, outputs, 1, 2);
    weights = uniform(outputs, inputs, 1 / Math.sqrt(inputs), 3);
  }

  private interface Draw {
    double at(int row, int col);
  }

  private static Matrix uniform(int rows, int cols, double bound, long seed) {
    NoiseStream stream = NoiseStream.root(seed);
    return drawn(rows, cols, (i, j) -> bound * (2 * stream.uniform(i, j) - 1));
  }

  private static Matrix normal(int rows, int cols, double deviation, long seed) {
    NoiseStream stream = NoiseStream.root(seed);
    return drawn(rows, cols, (i, j) -> deviation * stream.normal(i, j));
  }

  private static Matrix drawn(int rows, int cols, Draw draw) {
    Matrix matrix = Matrix.zeros(rows, cols, Precision.FLOAT32);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < cols; j++) {
        matrix.set(i, j, draw.at(i, j));
      }
    }
    return matrix;
  }

  // --- reads -------------------------------------------------------------------------------

  /** The plain product of the same batch and matrix: what every read is measured against. */
  public Supplier<Matrix> product() {
    return () -> products.timesTransposed(x, weights);
  }

  /** A forward read. */
  public Supplier<Matrix> forward() {
    AnalogTile tile = readTile(7, 9, Effect.OUTPUT_NOISE, weights);
    return () -> tile.forward(x);
  }

  /** A read from the outputs. */
  public Supplier<Matrix> backward() {
    AnalogTile tile = readTile(7, 9, Effect.OUTPUT_NOISE, weights);
    return () -> tile.backward(d);
  }

  /** A forward read that is repeated with half the input for most samples. */
  public Supplier<Matrix> halvedRead() {
    AnalogTile tile = readTile(7, 9, Effect.OUTPUT_NOISE, uniform(outputs, inputs, 0.5, 4));
    return () -> tile.forward(x);
  }

  /** A forward read of noisy devices. */
  public Supplier<Matrix> noisyRead() {
    AnalogTile tile = readTile(8, 8, Effect.READ_NOISE, weights);
    return () -> tile.forward(x);
  }

  private AnalogTile readTile(int dac, int adc, Effect noise, Matrix start) {
    ReadPath path = path(dac, adc);
    Set<Effect> effects = EnumSet.of(Effect.DAC, Effect.ADC, noise);
    UnitCell pair = new DifferentialPair(1, DifferentialPair.Rest.MINIMUM);
    AnalogTileSpec spec = spec("sonos-agrawal-2022", pair, path, Optional.empty()).only(effects);
    return tile(spec, start);
  }

  private static ReadPath path(int dac, int adc) {
    return ReadPath.BARE
        .with(Optional.of(new Dac(dac)), Optional.of(new Adc(adc, 12)))
        .with(InputScaling.absMax())
        .with(BoundManagement.iterative())
        .withNoise(0, 0.06);
  }

  // --- updates -----------------------------------------------------------------------------

  /** An update with errors as in learning; every other one takes the opposite way. */
  public Runnable update(String preset) {
    Updated updated = updated(preset);
    Matrix errors = normal(BATCH, outputs, SMALL_ERROR, 5);
    return updated.by(x, errors, 10 * updated.step());
  }

  /** An update with trains of 31 slots that are all used. */
  public Runnable fullUpdate(String preset) {
    Updated updated = updated(preset);
    return updated.by(
        uniform(FULL_BATCH, inputs, 1, 6),
        uniform(FULL_BATCH, outputs, 1, 7),
        SLOTS * updated.step());
  }

  /**
   * An array that learns.
   *
   * @param step weight change of one pulse
   */
  private record Updated(AnalogTile tile, double step) {
    private Runnable by(Matrix inputs, Matrix errors, double rate) {
      double[] signed = {rate};
      return () -> {
        tile.update(inputs, errors, signed[0]);
        signed[0] = -signed[0];
      };
    }
  }

  private Updated updated(String preset) {
    UnitCell cell = new SingleDevice(0.6);
    AnalogTileSpec spec =
        spec(preset, cell, ReadPath.BARE, Optional.of(new StochasticTrains(SLOTS)));
    return new Updated(tile(spec, weights), spec.granularity() * spec.cell().scale());
  }

  // --- whole layers ------------------------------------------------------------------------

  /** Forward, backward and update of a layer with the exponential step, errors as in learning. */
  public Runnable step() {
    UnitCell cell = new SingleDevice(0.6);
    AnalogTileSpec spec =
        spec(EXPONENTIAL_STEP, cell, path(7, 9), Optional.of(new StochasticTrains(SLOTS)));
    AnalogTile tile = tile(spec, weights);
    Matrix errors = normal(BATCH, outputs, SMALL_ERROR, 5);
    double[] rate = {10 * spec.granularity() * spec.cell().scale()};
    return () -> {
      tile.forward(x);
      tile.backward(errors);
      tile.update(x, errors, rate[0]);
      rate[0] = -rate[0];
    };
  }

  /** Writing all weights into phase-change devices that miss, and will drift. */
  public Runnable program() {
    AnalogTile tile = phaseChange();
    return () -> tile.program(weights);
  }

  /** Drift by an hour, and the read that sees it. */
  public Supplier<Matrix> drift() {
    AnalogTile tile = phaseChange();
    Matrix one = x.rows(0, 1);
    return () -> {
      tile.idle(3600);
      return tile.forward(one);
    };
  }

  private AnalogTile phaseChange() {
    UnitCell pair = new DifferentialPair(1, DifferentialPair.Rest.MINIMUM);
    return tile(spec("pcm-nandakumar-2019", pair, ReadPath.BARE, Optional.empty()), weights);
  }

  private AnalogTile tile(AnalogTileSpec spec, Matrix start) {
    Placement whole = Placement.whole(outputs, inputs);
    return new AnalogTile(spec, start, whole, NoiseStream.root(5), products);
  }

  private static AnalogTileSpec spec(
      String preset, UnitCell cell, ReadPath path, Optional<StochasticTrains> trains) {
    return new AnalogTileSpec(
        Presets.get(preset),
        cell,
        WeightScaling.NONE,
        Optional.empty(),
        path,
        path,
        Optional.empty(),
        trains.map(t -> t),
        1e-7,
        1e-7);
  }
}
