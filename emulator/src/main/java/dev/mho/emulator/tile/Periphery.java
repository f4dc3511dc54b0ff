package dev.mho.emulator.tile;

import dev.mho.device.random.NoiseStream;
import dev.mho.device.state.Archive;
import dev.mho.device.state.Stateful;
import dev.mho.emulator.cell.ReadCells;
import dev.mho.emulator.converter.LineConverters;
import dev.mho.emulator.converter.LineDistortion;
import dev.mho.emulator.converter.RangeFinder;
import dev.mho.emulator.converter.ReadPath;
import dev.mho.emulator.energy.EnergyMeter;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import dev.mho.emulator.matrix.Products;
import dev.mho.emulator.matrix.RowProduct;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * What lies between a batch of numbers and the cells of one array, read from one side: input scale,
 * DAC, the lines' currents with their noise, ADC and bound management. It counts what it does.
 *
 * <p>A batch is read in blocks of rows, each from beginning to end by one worker in memory that is
 * kept. Noise is addressed by sample, attempt and line, so no bit depends on which thread read
 * what.
 */
final class Periphery implements Stateful {

  /**
   * The cells as one read sees them.
   *
   * @param circuits what stands for the first two where no matrix can
   */
  record Seen(
      RowProduct difference,
      Optional<RowProduct> variance,
      Optional<RowProduct> magnitude,
      float digitalOffset,
      Optional<ReadCells.Rows> circuits) {}

  private final ReadPath path;
  private final int driven;
  private final int lines;
  private final boolean fromOutputs;
  private final Products products;
  private final ReadNoises noises;
  private final SampleScales scales;
  private final LineDistortion distortion;
  private final NoiseStream converterStream;
  private final Optional<Matrix> magnitude;
  private final ConcurrentLinkedDeque<ReadBlock> idle = new ConcurrentLinkedDeque<>();
  private final long[] saturated;
  private Optional<LineConverters> converters;
  private Optional<RangeFinder> finder = Optional.empty();
  private Optional<EnergyMeter> meter = Optional.empty();
  private float[] inOrderScale = new float[0];
  private long samples;
  private long reads;
  private long conversions;
  private long saturations;

  /**
   * A periphery whose converters and lines are sampled.
   *
   * @param fromOutputs whether the outputs are driven and the inputs read
   * @param running the input scale that forward and backward reads share
   * @param stream that of this side of this array
   */
  Periphery(
      ReadPath path,
      int driven,
      int lines,
      boolean fromOutputs,
      SampleScales.Running running,
      NoiseStream stream,
      Products products) {
    this(
        path,
        driven,
        lines,
        fromOutputs,
        running,
        stream,
        products,
        LineDistortion.sample(path.distortion(), lines, stream.child("sense")));
  }

  /** The same with given line parameters. */
  Periphery(
      ReadPath path,
      int driven,
      int lines,
      boolean fromOutputs,
      SampleScales.Running running,
      NoiseStream stream,
      Products products,
      LineDistortion distortion) {
    this.path = path;
    this.driven = driven;
    this.lines = lines;
    this.fromOutputs = fromOutputs;
    this.products = products;
    this.noises = new ReadNoises(stream);
    this.scales = new SampleScales(path, running);
    this.distortion = distortion;
    this.converterStream = stream.child("converters");
    this.converters = path.adc().map(adc -> new LineConverters(adc, lines, converterStream));
    this.magnitude =
        distortion
            .drop()
            .map(
                d ->
                    Matrix.zeros(
                        fromOutputs ? driven : lines,
                        fromOutputs ? lines : driven,
                        Precision.FLOAT32));
    this.saturated = new long[lines];
  }

  /** Its counters, which also say which noise comes next; bounds of converters are set anew. */
  @Override
  public void keep(Archive archive) {
    scales.keep(archive);
    archive.longs("saturated", saturated);
    samples = archive.value("samples", samples);
    reads = archive.value("reads", reads);
    conversions = archive.value("conversions", conversions);
    saturations = archive.value("saturations", saturations);
  }

  /** Lets a meter count what lines are driven by. */
  void meter(EnergyMeter counter) {
    meter = Optional.of(counter);
  }

  /** What it does. */
  ReadPath path() {
    return path;
  }

  /** Reads of a sample so far; attempts and phases count each. */
  long reads() {
    return reads;
  }

  long conversions() {
    return conversions;
  }

  long saturations() {
    return saturations;
  }

  /** Saturated conversions of each line. */
  long[] saturated() {
    return saturated.clone();
  }

  /** From now on shows currents to a finder instead of converting them. */
  void show(RangeFinder to) {
    finder = Optional.of(to);
    idle.clear();
  }

  /** From now on converts currents, the same converters having another bound. */
  void convertWithin(double bound) {
    finder = Optional.empty();
    converters = path.adc().map(adc -> new LineConverters(adc.over(bound), lines, converterStream));
    idle.clear();
  }

  /** From now on converts currents again. */
  void convert() {
    finder = Optional.empty();
    idle.clear();
  }

  /**
   * Reads a batch.
   *
   * @param in samples × lines that are driven
   * @param inFactor what each driven line's numbers are multiplied with before; empty: nothing
   * @param outFactor what each read line's results are multiplied with in the end
   * @return samples × lines that are read
   */
  Matrix read(Matrix in, ReadCells cells, float[] inFactor, float[] outFactor) {
    Seen seen =
        new Seen(
            products.by(cells.difference(), !fromOutputs),
            cells.variance().map(v -> products.by(v, !fromOutputs)),
            magnitude.map(m -> products.by(sizes(cells.difference(), m), !fromOutputs)),
            (float) cells.digitalOffset(),
            cells.circuits(fromOutputs));
    long readsBefore = reads;
    long conversionsBefore = conversions;
    if (in.cols() != driven) {
      throw new IllegalArgumentException(
          "a batch of " + in.cols() + " columns for " + driven + " lines");
    }
    if (scales.inOrder()) {
      scaleInOrder(in, inFactor);
    }
    Optional<ReadWork> work = meter.map(m -> new ReadWork(m.lines(fromOutputs), in.rows()));
    Matrix out = Matrix.zeros(in.rows(), lines, in.precision());
    products
        .workers()
        .forBlocks(
            in.rows(),
            seen.circuits().isPresent() ? 1 : Products.blockRows(in.rows()),
            (from, to) -> {
              ReadBlock kept = idle.poll();
              ReadBlock block =
                  kept != null
                      ? kept
                      : new ReadBlock(
                          path, driven, lines, noises, scales, distortion, converters, finder);
              block.load(in, from, to, inFactor);
              block.count(work, from);
              if (scales.inOrder()) {
                block.scaleBy(inOrderScale, from);
              }
              block.read(seen, samples + from);
              block.store(out, from, outFactor);
              count(block);
              idle.push(block);
            });
    samples += in.rows();
    work.ifPresent(w -> meter(w, readsBefore, conversionsBefore));
    return out;
  }

  private void meter(ReadWork work, long readsBefore, long conversionsBefore) {
    long phases = reads - readsBefore;
    long converted = path.dac().isPresent() ? phases / path.signs().phases() * driven : 0;
    meter
        .orElseThrow()
        .read(
            fromOutputs,
            work.siemens(),
            work.squares(),
            phases,
            converted,
            conversions - conversionsBefore);
  }

  private synchronized void count(ReadBlock block) {
    reads += block.reads();
    if (path.adc().isPresent() && finder.isEmpty()) {
      long attempts = block.reads() / path.signs().phases();
      conversions += attempts * path.signs().conversions() * lines;
    }
    saturations += block.addSaturations(saturated);
  }

  private void scaleInOrder(Matrix in, float[] inFactor) {
    if (inOrderScale.length < in.rows()) {
      inOrderScale = new float[in.rows()];
    }
    float[] row = new float[driven];
    for (int b = 0; b < in.rows(); b++) {
      in.readRow(b, row, 0);
      ReadBlock.multiply(row, 0, inFactor);
      inOrderScale[b] = scales.of(row, 0, driven);
    }
  }

  private Matrix sizes(Matrix difference, Matrix into) {
    into.copyRun(0, difference, 0, difference.rows() * difference.cols());
    into.updateRows(
        products.workers(),
        (k, row) -> {
          for (int j = 0; j < row.length; j++) {
            row[j] = Math.abs(row[j]);
          }
        });
    return into;
  }
}
