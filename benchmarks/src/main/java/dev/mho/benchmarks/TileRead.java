package dev.mho.benchmarks;

import dev.mho.device.DeviceModel;
import dev.mho.device.Presets;
import dev.mho.device.array.Placement;
import dev.mho.device.array.Workers;
import dev.mho.device.random.NoiseStream;
import dev.mho.emulator.cell.DifferentialPair;
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
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A read of one array by a batch of 256, single precision: 7-bit DAC, 9-bit ADC of bound 12, output
 * noise 0.06, the sample's largest input as its scale. Baseline: {@code product}, the plain product
 * of the same batch and matrix.
 *
 * <p>Weights are uniform in ±1/√inputs, so that bound management never acts; {@code
 * boundManagement} reads weights within ±0.5, so that it does. {@code readNoise} reads devices
 * whose noise depends on their conductance, through 8-bit converters.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(1)
public class TileRead {
  private static final int BATCH = 256;

  /** Inputs x outputs. */
  @Param({"256x256", "1000x1000", "3072x1000"})
  private String size;

  /** Threads that share the work. */
  @Param("2")
  private int threads;

  private Workers workers;
  private Products products;
  private Matrix x;
  private Matrix d;
  private Matrix weights;
  private AnalogTile plain;
  private AnalogTile strong;
  private AnalogTile noisy;

  /** Draws weights and batches, and programs the arrays. */
  @Setup
  public void build() {
    workers = new Workers(threads);
    products = new Products(workers);
    int inputs = Integer.parseInt(size.substring(0, size.indexOf('x')));
    int outputs = Integer.parseInt(size.substring(size.indexOf('x') + 1));
    x = uniform(BATCH, inputs, 1, 1);
    d = uniform(BATCH, outputs, 1, 2);
    weights = uniform(outputs, inputs, 1 / Math.sqrt(inputs), 3);
    ReadPath path =
        ReadPath.BARE
            .with(Optional.of(new Dac(7)), Optional.of(new Adc(9, 12)))
            .with(InputScaling.absMax())
            .with(BoundManagement.iterative())
            .withNoise(0, 0.06);
    Set<Effect> reads = EnumSet.of(Effect.DAC, Effect.ADC, Effect.OUTPUT_NOISE);
    plain = tile(path, reads, weights);
    strong = tile(path, reads, uniform(outputs, inputs, 0.5, 4));
    Set<Effect> noises = EnumSet.of(Effect.DAC, Effect.ADC, Effect.READ_NOISE);
    ReadPath eight = path.with(Optional.of(new Dac(8)), Optional.of(new Adc(8, 12)));
    noisy = tile(eight, noises, weights);
  }

  private AnalogTile tile(ReadPath path, Set<Effect> effects, Matrix start) {
    DeviceModel device = Presets.get("sonos-agrawal-2022");
    AnalogTileSpec spec =
        new AnalogTileSpec(
                device,
                new DifferentialPair(1, DifferentialPair.Rest.MINIMUM),
                path,
                path,
                Optional.empty(),
                Optional.empty(),
                1e-7,
                1e-7)
            .only(effects);
    Placement whole = Placement.whole(start.rows(), start.cols());
    return new AnalogTile(spec, start, whole, NoiseStream.root(5), products);
  }

  private static Matrix uniform(int rows, int cols, double bound, long seed) {
    NoiseStream stream = NoiseStream.root(seed);
    Matrix matrix = Matrix.zeros(rows, cols, Precision.FLOAT32);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < cols; j++) {
        matrix.set(i, j, bound * (2 * stream.uniform(i, j) - 1));
      }
    }
    return matrix;
  }

  /** Ends the threads. */
  @TearDown
  public void end() {
    workers.close();
  }

  /** The baseline. */
  @Benchmark
  public Matrix product() {
    return products.timesTransposed(x, weights);
  }

  /** A forward read. */
  @Benchmark
  public Matrix forward() {
    return plain.forward(x);
  }

  /** A backward read. */
  @Benchmark
  public Matrix backward() {
    return plain.backward(d);
  }

  /** A forward read that is repeated with half the input for most samples. */
  @Benchmark
  public Matrix boundManagement() {
    return strong.forward(x);
  }

  /** A forward read of noisy devices. */
  @Benchmark
  public Matrix readNoise() {
    return noisy.forward(x);
  }
}
