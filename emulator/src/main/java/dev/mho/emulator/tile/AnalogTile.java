package dev.mho.emulator.tile;

import dev.mho.device.array.DeviceArray;
import dev.mho.device.array.Placement;
import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;
import dev.mho.device.random.NoiseStream;
import dev.mho.device.response.Polarity;
import dev.mho.emulator.cell.Role;
import dev.mho.emulator.converter.Adc;
import dev.mho.emulator.converter.BoundManagement;
import dev.mho.emulator.converter.Dac;
import dev.mho.emulator.converter.InputScaling;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import dev.mho.emulator.matrix.Products;
import dev.mho.emulator.trace.UpdateEvent;
import dev.mho.emulator.trace.UpdateListener;
import dev.mho.emulator.update.StochasticTrains;
import dev.mho.emulator.update.TrainBatch;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * One emulated crossbar of differential pairs: DAC, devices with read noise and drift, ADC, and
 * updates by stochastic pulse trains.
 *
 * <p>A read of sample x computes, with input scale s = max|x| and x' = DAC(x/s),
 *
 * <pre>
 * i_k = Σ_j (g⁺_kj − g⁻_kj) x'_j + ξ_k √(Σ_j (σ²(g⁺_kj) + σ²(g⁻_kj)) x'_j²)
 * y_k = s κ c_k ADC(i_k)
 * </pre>
 *
 * where κ is the cell's weight range, c_k the output's digital scale and the second term the white
 * read noise of all the column's cells: their sum is normal, so one draw a column is exact. Noisy
 * conductances are not clipped at zero: a current may come out slightly negative, as real ones do.
 *
 * <p>Conductances are kept in single precision, so with every effect off, and weights programmed
 * within the cell's range, a tile equals an exact one to float32 rounding. Emulated time advances
 * with every read and every slot of a train.
 */
public final class AnalogTile implements Tile {
  /** Bound management without a DAC stops when the input is reduced by more than this. */
  private static final double LARGEST_REDUCTION = 1000;

  private final AnalogTileSpec spec;
  private final Products products;
  private final Placement placement;
  private final DeviceArray plus;
  private final DeviceArray minus;
  private final NoiseStream readNoise;
  private final NoiseStream trainDraws;
  private final double[] outputScale;

  /** g⁺ − g⁻ of every cell at {@link #readTime}. */
  private final Matrix difference;

  /** σ²(g⁺) + σ²(g⁻) of every cell; absent without read noise. */
  private final Optional<Matrix> variance;

  private Optional<UpdateListener> listener = Optional.empty();
  private final Map<Long, Float> lastTraced = new ConcurrentHashMap<>();
  private double clock;
  private double readTime;
  private long reads;
  private long updates;
  private long conversions;
  private long saturations;
  private long clippedWeights;
  private final AtomicLong upPulses = new AtomicLong();
  private final AtomicLong downPulses = new AtomicLong();

  /**
   * A tile whose devices are sampled and then programmed.
   *
   * @param spec what it is made of
   * @param weights outputs × inputs
   * @param placement where the tile sits in its layer: rows are outputs, columns inputs of W
   * @param stream the layer's own stream
   */
  public AnalogTile(
      AnalogTileSpec spec,
      Matrix weights,
      Placement placement,
      NoiseStream stream,
      Products products) {
    weights.requireShape(placement.rows(), placement.cols());
    this.spec = spec;
    this.products = products;
    this.placement = placement;
    this.plus = new DeviceArray(spec.device(), placement, stream.child("plus"));
    this.minus = new DeviceArray(spec.device(), placement, stream.child("minus"));
    NoiseStream own = stream.child(placement.firstRow()).child(placement.firstCol());
    this.readNoise = own.child("read-noise");
    this.trainDraws = stream.child("trains");
    this.outputScale = new double[placement.rows()];
    Arrays.fill(outputScale, 1);
    this.difference = Matrix.zeros(placement.rows(), placement.cols(), Precision.FLOAT32);
    this.variance =
        spec.device()
            .readNoise()
            .map(noise -> Matrix.zeros(placement.rows(), placement.cols(), Precision.FLOAT32));
    program(weights);
  }

  /** Reports the updates of chosen cells to a listener from now on. */
  public void listen(UpdateListener to) {
    listener = Optional.of(to);
  }

  /** What the tile is made of. */
  public AnalogTileSpec spec() {
    return spec;
  }

  /** Where it sits in its layer. */
  public Placement placement() {
    return placement;
  }

  /** The devices of one role. */
  public DeviceArray devices(Role role) {
    return role == Role.PLUS ? plus : minus;
  }

  /** Emulated time in seconds since the tile was made. */
  public double clock() {
    return clock;
  }

  /** Weight per unit of conductance difference for one output: κ c_k. */
  public double weightScale(int output) {
    return spec.cell().weightRange() * outputScale[output];
  }

  @Override
  public int inputs() {
    return placement.cols();
  }

  @Override
  public int outputs() {
    return placement.rows();
  }

  @Override
  public void program(Matrix weights) {
    weights.requireShape(outputs(), inputs());
    float[] plusTargets = new float[plus.size()];
    float[] minusTargets = new float[minus.size()];
    for (int k = 0; k < outputs(); k++) {
      double[] row = weights.row(k);
      for (int j = 0; j < row.length; j++) {
        double weight = row[j] / outputScale[k];
        if (!Double.isFinite(weight)) {
          throw new BadInputException(
              "weight (" + k + ", " + j + ") to be programmed is " + weight);
        }
        clippedWeights += Math.abs(weight) > spec.cell().weightRange() ? 1 : 0;
        plusTargets[k * row.length + j] = spec.cell().plus(weight);
        minusTargets[k * row.length + j] = spec.cell().minus(weight);
      }
    }
    plus.program(plusTargets, clock);
    minus.program(minusTargets, clock);
    listener.ifPresent(this::reportProgramming);
    readCells();
  }

  /** Tells the listener of a write to devices that it has heard of. */
  private void reportProgramming(UpdateListener to) {
    List<UpdateEvent> events = CellTracer.programmed(this, updates, clock, lastTraced);
    if (!events.isEmpty()) {
      to.updated(events);
    }
  }

  @Override
  public Matrix weights() {
    Matrix weights = Matrix.zeros(outputs(), inputs(), Precision.FLOAT64);
    double[] row = new double[inputs()];
    for (int k = 0; k < outputs(); k++) {
      for (int j = 0; j < row.length; j++) {
        int cell = k * row.length + j;
        double up = plus.conductance(cell, clock);
        row[j] = weightScale(k) * (up - minus.conductance(cell, clock));
      }
      weights.writeRow(k, row);
    }
    return weights;
  }

  @Override
  public void scaleOutputs(double[] factor) {
    for (int k = 0; k < outputScale.length; k++) {
      outputScale[k] *= Check.positive("digital scale of output " + k, factor[k]);
    }
  }

  @Override
  public void idle(double seconds) {
    clock += seconds;
  }

  @Override
  public TileActivity activity() {
    return new TileActivity(
        conversions, saturations, upPulses.get(), downPulses.get(), clippedWeights, clock);
  }

  // --- reading -----------------------------------------------------------------------------

  @Override
  public Matrix forward(Matrix x) {
    Matrix y = read(x, false);
    double[] scale = new double[outputs()];
    for (int k = 0; k < scale.length; k++) {
      scale[k] = weightScale(k);
    }
    multiplyColumns(y, scale);
    return y;
  }

  @Override
  public Matrix backward(Matrix d) {
    Matrix scaled = d.copy();
    multiplyColumns(scaled, outputScale);
    Matrix e = read(scaled, true);
    double[] scale = new double[inputs()];
    Arrays.fill(scale, spec.cell().weightRange());
    multiplyColumns(e, scale);
    return e;
  }

  private void multiplyColumns(Matrix batch, double[] factor) {
    batch.updateRows(
        products.workers(),
        (b, row) -> {
          for (int c = 0; c < row.length; c++) {
            row[c] *= factor[c];
          }
        });
  }

  /** Reads a batch from one side, in units of the conductance difference. */
  private Matrix read(Matrix in, boolean fromOutputs) {
    followDrift();
    int[] samples = new int[in.rows()];
    double[] scale = new double[in.rows()];
    double[] row = new double[in.cols()];
    for (int b = 0; b < samples.length; b++) {
      samples[b] = b;
      in.readRow(b, row);
      scale[b] = spec.inputScaling() == InputScaling.NONE ? 1 : largest(row);
    }
    Matrix out = Matrix.zeros(in.rows(), fromOutputs ? inputs() : outputs(), in.precision());
    double reduction = 1;
    while (samples.length > 0) {
      boolean last = !mayReduceBelow(reduction);
      samples = readOnce(in, samples, scale, reduction, fromOutputs, last, out);
      reduction *= 2;
    }
    return out;
  }

  /** Whether a sample that saturates at this reduction is read again. */
  private boolean mayReduceBelow(double reduction) {
    double largest = spec.dac().map(dac -> 0.25 / dac.step()).orElse(LARGEST_REDUCTION);
    return spec.boundManagement() == BoundManagement.ITERATIVE
        && spec.adc().isPresent()
        && reduction <= Math.min(largest, LARGEST_REDUCTION);
  }

  /**
   * Reads some samples once.
   *
   * @return the samples that saturated and are to be read again
   */
  private int[] readOnce(
      Matrix in,
      int[] samples,
      double[] scale,
      double reduction,
      boolean fromOutputs,
      boolean last,
      Matrix out) {
    Matrix driven = Matrix.zeros(samples.length, in.cols(), Precision.FLOAT32);
    driven.updateRows(
        products.workers(),
        (i, line) -> drive(in, samples[i], scale[samples[i]] * reduction, line));
    Matrix currents = product(driven, difference, fromOutputs);
    Optional<Matrix> spread = variance.map(v -> product(squared(driven), v, fromOutputs));
    long firstRead = reads;
    reads += samples.length;
    clock += samples.length * spec.readSeconds();
    boolean[] again = new boolean[samples.length];
    AtomicLong clipped = new AtomicLong();
    products
        .workers()
        .forBlocks(
            samples.length,
            Matrix.rowsPerBlock(out.cols()),
            (from, to) -> {
              double[] current = new double[out.cols()];
              for (int i = from; i < to; i++) {
                currents.readRow(i, current);
                int sample = i;
                spread.ifPresent(s -> addNoise(current, s.row(sample), firstRead + sample));
                int saturated = convert(current);
                again[i] = saturated > 0 && !last;
                if (!again[i]) {
                  clipped.addAndGet(saturated);
                  double back = scale[samples[i]] * reduction;
                  for (int c = 0; c < current.length; c++) {
                    current[c] *= back;
                  }
                  out.writeRow(samples[i], current);
                }
              }
            });
    conversions += spec.adc().isPresent() ? (long) samples.length * out.cols() : 0;
    saturations += clipped.get();
    return IntStream.range(0, samples.length).filter(i -> again[i]).map(i -> samples[i]).toArray();
  }

  private void drive(Matrix in, int sample, double scale, double[] line) {
    in.readRow(sample, line);
    Optional<Dac> dac = spec.dac();
    for (int j = 0; j < line.length; j++) {
      double x = scale == 0 ? 0 : line[j] / scale;
      line[j] = dac.isPresent() ? dac.get().convert(x) : x;
    }
  }

  private Matrix product(Matrix driven, Matrix cells, boolean fromOutputs) {
    return fromOutputs ? products.times(driven, cells) : products.timesTransposed(driven, cells);
  }

  private Matrix squared(Matrix driven) {
    Matrix squares = driven.copy();
    squares.updateRows(
        products.workers(),
        (b, row) -> {
          for (int j = 0; j < row.length; j++) {
            row[j] *= row[j];
          }
        });
    return squares;
  }

  private void addNoise(double[] current, double[] variances, long read) {
    float[] xi = new float[current.length];
    readNoise.fillNormal(read, 0, xi, 0, xi.length);
    for (int c = 0; c < current.length; c++) {
      current[c] += xi[c] * Math.sqrt(Math.max(0, variances[c]));
    }
  }

  /** Converts in place and returns how many values saturated. */
  private int convert(double[] current) {
    if (spec.adc().isEmpty()) {
      return 0;
    }
    Adc adc = spec.adc().get();
    int saturated = 0;
    for (int c = 0; c < current.length; c++) {
      saturated += adc.saturates(current[c]) ? 1 : 0;
      current[c] = adc.convert(current[c]);
    }
    return saturated;
  }

  private static double largest(double[] values) {
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  // --- cells -------------------------------------------------------------------------------

  private void followDrift() {
    if (clock != readTime && (plus.drifts(clock) || minus.drifts(clock))) {
      readCells();
    }
  }

  private void readCells() {
    readTime = clock;
    products
        .workers()
        .forBlocks(
            outputs(),
            Matrix.rowsPerBlock(inputs()),
            (from, to) -> {
              for (int k = from; k < to; k++) {
                for (int j = 0; j < inputs(); j++) {
                  readCell(k, j, clock);
                }
              }
            });
  }

  private void readCell(int output, int input, double now) {
    int cell = output * inputs() + input;
    float up = plus.conductance(cell, now);
    float down = minus.conductance(cell, now);
    difference.set(output, input, up - down);
    if (variance.isPresent()) {
      variance.get().set(output, input, plus.readVariance(up) + minus.readVariance(down));
    }
  }

  // --- updates -----------------------------------------------------------------------------

  @Override
  public void update(Matrix x, Matrix d, double rate) {
    x.requireShape(d.rows(), inputs());
    d.requireShape(x.rows(), outputs());
    if (rate == 0) {
      return;
    }
    Matrix lines = d.copy();
    double sign = Math.signum(rate);
    lines.updateRows(
        products.workers(),
        (b, row) -> {
          for (int k = 0; k < row.length; k++) {
            row[k] *= sign / outputScale[k];
          }
        });
    double conductanceRate = Math.abs(rate) / spec.cell().weightRange();
    if (spec.trains().isEmpty()) {
      shift(x, lines, conductanceRate);
    } else {
      pulse(spec.trains().get(), x, lines, conductanceRate);
    }
    updates += x.rows();
  }

  /** The exact change, shared by both devices of each pair. */
  private void shift(Matrix x, Matrix d, double rate) {
    Matrix sum = products.transposedTimes(d, x);
    forCells(
        (k, j) -> {
          double half = -rate * sum.get(k, j) / 2;
          int cell = k * inputs() + j;
          plus.shift(cell, half, false, clock);
          minus.shift(cell, -half, false, clock);
          readCell(k, j, clock);
        });
  }

  private void pulse(StochasticTrains trains, Matrix x, Matrix d, double rate) {
    if (spec.device().response().isEmpty()) {
      throw new BadInputException(
          "device "
              + spec.device().name()
              + " has no pulse response: it cannot be trained by pulses");
    }
    double granularity = spec.granularity();
    TrainBatch batch =
        new TrainBatch(
            trains,
            x,
            d,
            rate,
            granularity,
            trainDraws,
            updates,
            placement.firstCol(),
            placement.firstRow(),
            products.workers());
    double[] startsAt = new double[batch.samples() + 1];
    startsAt[0] = clock;
    for (int b = 0; b < batch.samples(); b++) {
      startsAt[b + 1] = startsAt[b] + batch.slots(b) * spec.pulseSeconds();
    }
    Optional<CellTracer> tracer =
        listener.map(
            to ->
                new CellTracer(
                    this, to, x, d, rate, granularity, batch, startsAt, updates, lastTraced));
    forCells((k, j) -> pulseCell(k, j, batch, startsAt, tracer));
    clock = startsAt[batch.samples()];
    tracer.ifPresent(CellTracer::deliver);
  }

  private void pulseCell(
      int output, int input, TrainBatch batch, double[] startsAt, Optional<CellTracer> tracer) {
    int cell = output * inputs() + input;
    boolean traced = tracer.isPresent() && tracer.get().follows(output, input);
    int ups = 0;
    int downs = 0;
    for (int b = 0; b < batch.samples(); b++) {
      int row = batch.rowTrain(input, b);
      int column = batch.columnTrain(output, b);
      int count = StochasticTrains.coincidences(row, column);
      if (count == 0 && !traced) {
        continue;
      }
      // The change is −rate·d·x, so a negative product raises the weight.
      boolean raise = StochasticTrains.opposite(row, column);
      Polarity forPlus = raise ? Polarity.UP : Polarity.DOWN;
      if (traced) {
        tracer.get().before(output, input, b);
      }
      plus.pulse(cell, count, forPlus, startsAt[b]);
      minus.pulse(cell, count, forPlus.opposite(), startsAt[b]);
      if (traced) {
        tracer.get().after(output, input, b, count);
      }
      ups += raise ? count : 0;
      downs += raise ? 0 : count;
    }
    if (ups + downs > 0) {
      readCell(output, input, startsAt[batch.samples()]);
      // Each coincidence pulses both devices of the pair, one up and one down.
      upPulses.addAndGet(ups + downs);
      downPulses.addAndGet(ups + downs);
    }
  }

  private interface CellWork {
    void run(int output, int input);
  }

  private void forCells(CellWork work) {
    products
        .workers()
        .forBlocks(
            outputs(),
            Math.max(1, 4096 / inputs()),
            (from, to) -> {
              for (int k = from; k < to; k++) {
                for (int j = 0; j < inputs(); j++) {
                  work.run(k, j);
                }
              }
            });
  }
}
