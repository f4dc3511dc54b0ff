package dev.mho.emulator.tile;

import dev.mho.device.random.NoiseStream;
import dev.mho.emulator.cell.ReadCells;
import dev.mho.emulator.converter.Adc;
import dev.mho.emulator.converter.BoundManagement;
import dev.mho.emulator.converter.Dac;
import dev.mho.emulator.converter.InputScaling;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import dev.mho.emulator.matrix.Products;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * What lies between a batch of numbers and the cells of one array: input scale, DAC, the lines'
 * currents with their read noise, ADC and bound management. It counts what it does.
 */
final class Periphery {
  /** Bound management without a DAC stops when the input is reduced by more than this. */
  private static final double LARGEST_REDUCTION = 1000;

  private final AnalogTileSpec spec;
  private final NoiseStream readNoise;
  private final Products products;
  private long reads;
  private long conversions;
  private long saturations;

  Periphery(AnalogTileSpec spec, NoiseStream readNoise, Products products) {
    this.spec = spec;
    this.readNoise = readNoise;
    this.products = products;
  }

  /** Samples read so far, those read again counted again. */
  long reads() {
    return reads;
  }

  long conversions() {
    return conversions;
  }

  long saturations() {
    return saturations;
  }

  /**
   * Reads a batch.
   *
   * @param in samples × lines that are driven
   * @param fromOutputs whether the outputs are driven and the inputs read
   * @return samples × lines that are read, in units of the conductance difference
   */
  Matrix read(Matrix in, ReadCells cells, boolean fromOutputs) {
    int[] samples = IntStream.range(0, in.rows()).toArray();
    double[] scale = new double[in.rows()];
    Arrays.setAll(scale, b -> spec.inputScaling() == InputScaling.NONE ? 1 : in.largest(b));
    int lines = fromOutputs ? cells.difference().cols() : cells.difference().rows();
    Matrix out = Matrix.zeros(in.rows(), lines, in.precision());
    for (double reduction = 1; samples.length > 0; reduction *= 2) {
      samples = readOnce(in, samples, scale, reduction, cells, fromOutputs, out);
    }
    return out;
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
      ReadCells cells,
      boolean fromOutputs,
      Matrix out) {
    boolean mayRepeat = mayReduceBelow(reduction);
    Matrix driven = Matrix.zeros(samples.length, in.cols(), Precision.FLOAT32);
    driven.updateRows(
        products.workers(),
        (i, line) -> {
          in.readRow(samples[i], line);
          drive(line, scale[samples[i]] * reduction);
        });
    Matrix currents = product(driven, cells.difference(), fromOutputs);
    Optional<Matrix> variances =
        cells.variance().map(v -> product(squared(driven), v, fromOutputs));
    long firstRead = reads;
    boolean[] again = new boolean[samples.length];
    AtomicLong clipped = new AtomicLong();
    currents.updateRows(
        products.workers(),
        (i, current) -> {
          variances.ifPresent(v -> addNoise(current, v.row(i), firstRead + i));
          int saturated = convert(current);
          again[i] = saturated > 0 && mayRepeat;
          if (!again[i]) {
            clipped.addAndGet(saturated);
            multiply(current, scale[samples[i]] * reduction);
            out.writeRow(samples[i], current);
          }
        });
    reads += samples.length;
    conversions += spec.adc().isPresent() ? (long) samples.length * out.cols() : 0;
    saturations += clipped.get();
    return IntStream.range(0, samples.length).filter(i -> again[i]).map(i -> samples[i]).toArray();
  }

  /** Whether a sample that saturates at this reduction is read again. */
  private boolean mayReduceBelow(double reduction) {
    double largest = spec.dac().map(dac -> 0.25 / dac.step()).orElse(LARGEST_REDUCTION);
    return spec.boundManagement() == BoundManagement.ITERATIVE
        && spec.adc().isPresent()
        && reduction <= Math.min(largest, LARGEST_REDUCTION);
  }

  private void drive(double[] line, double scale) {
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

  private static void multiply(double[] row, double factor) {
    for (int c = 0; c < row.length; c++) {
      row[c] *= factor;
    }
  }
}
