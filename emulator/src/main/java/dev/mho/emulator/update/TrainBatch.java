package dev.mho.emulator.update;

import dev.mho.device.array.Workers;
import dev.mho.device.random.DrawBuffer;
import dev.mho.device.random.NoiseStream;
import dev.mho.emulator.matrix.Matrix;
import java.util.Arrays;

/**
 * The pulse trains of a batch on all rows and columns of a tile, one sample after the other. A
 * line's draws depend on its global position and the sample's number alone.
 */
public final class TrainBatch implements PulseBatch {
  private static final int SAMPLES_PER_BLOCK = 8;

  private final StochasticTrains trains;
  private final int inputs;
  private final int outputs;

  /** By sample. */
  private final int[][] rowTrains;

  private final int[][] columnTrains;
  private final TrainPlan[] plans;
  private final Workers workers;

  /** How many rows fire in slot s of sample b: positive ones at 64 b + 2 s, then negative ones. */
  private final int[] firingRows;

  /**
   * Draws the trains for the change −rate Σ_b d_b x_bᵀ.
   *
   * @param x rows' values, samples × inputs
   * @param d columns' values, samples × outputs, already divided by the digital scales
   * @param rate λ > 0 in units of the conductance difference
   * @param granularity Δ of a cell
   * @param firstSample number of the first sample since the tile was made
   * @param firstRow global index of the tile's first row
   * @param firstColumn global index of the tile's first column
   */
  public TrainBatch(
      StochasticTrains trains,
      Matrix x,
      Matrix d,
      double rate,
      double granularity,
      NoiseStream stream,
      long firstSample,
      int firstRow,
      int firstColumn,
      Workers workers) {
    this.trains = trains;
    this.workers = workers;
    inputs = x.cols();
    outputs = d.cols();
    rowTrains = new int[x.rows()][inputs];
    columnTrains = new int[x.rows()][outputs];
    plans = new TrainPlan[x.rows()];
    firingRows = new int[2 * Integer.SIZE * x.rows()];
    NoiseStream rows = stream.child("row-trains");
    NoiseStream columns = stream.child("column-trains");
    workers.forBlocks(
        x.rows(),
        SAMPLES_PER_BLOCK,
        (from, to) -> {
          Lines ofRows = new Lines(rows, firstRow, inputs);
          Lines ofColumns = new Lines(columns, firstColumn, outputs);
          for (int b = from; b < to; b++) {
            TrainPlan plan = trains.plan(rate, granularity, x.largest(b), d.largest(b));
            plans[b] = plan;
            ofRows.draw(x, b, plan.rowGain(), plan.slots(), firstSample, rowTrains[b]);
            ofColumns.draw(d, b, plan.columnGain(), plan.slots(), firstSample, columnTrains[b]);
            countRows(b);
          }
        });
  }

  private void countRows(int sample) {
    for (int row = 0; row < inputs; row++) {
      int train = rowTrain(row, sample);
      int at = 2 * Integer.SIZE * sample + (StochasticTrains.isNegative(train) ? 1 : 0);
      for (int left = StochasticTrains.slots(train); left != 0; left &= left - 1) {
        firingRows[at + 2 * Integer.numberOfTrailingZeros(left)]++;
      }
    }
  }

  /** Draws the trains of all rows, or of all columns; for one thread. */
  private final class Lines {
    private final NoiseStream stream;
    private final int firstLine;
    private final double[] values;
    private final int[] thresholds;
    private final int[] words;
    private final DrawBuffer buffer = new DrawBuffer();

    private Lines(NoiseStream stream, int firstLine, int lines) {
      this.stream = stream;
      this.firstLine = firstLine;
      values = new double[lines];
      thresholds = new int[lines];
      words = new int[lines];
    }

    private void draw(
        Matrix from, int sample, double gain, int slots, long firstSample, int[] into) {
      if (slots == 0) {
        return;
      }
      from.readRow(sample, values);
      for (int line = 0; line < values.length; line++) {
        thresholds[line] =
            StochasticTrains.threshold(trains.probability(gain * Math.abs(values[line])));
      }
      for (int slot = 0; slot < slots; slot++) {
        long row = (firstSample + sample) * Integer.SIZE + slot;
        stream.fillBits(row, firstLine, words, 0, words.length, buffer);
        for (int line = 0; line < words.length; line++) {
          into[line] |= StochasticTrains.fires(words[line], thresholds[line]) << slot;
        }
      }
      for (int line = 0; line < values.length; line++) {
        into[line] = StochasticTrains.signed(into[line], values[line]);
      }
    }
  }

  @Override
  public int samples() {
    return plans.length;
  }

  @Override
  public int slots(int sample) {
    return plans[sample].slots();
  }

  @Override
  public boolean clipped(int sample, double x, double d) {
    return plans[sample].clips(x, d);
  }

  /** The train of a row: bit s is set if it fires in slot s, bit 31 if its value is negative. */
  public int rowTrain(int row, int sample) {
    return rowTrains[sample][row];
  }

  /** The train of a column. */
  public int columnTrain(int column, int sample) {
    return columnTrains[sample][column];
  }

  /**
   * Counts the coincidences of all rows with one column over the whole batch.
   *
   * @param raising receives those whose values differ in sign, so that −d·x raises the weight
   * @param lowering receives the others
   * @return number of coincidences
   */
  public long count(int column, int[] raising, int[] lowering) {
    Arrays.fill(raising, 0, inputs, 0);
    Arrays.fill(lowering, 0, inputs, 0);
    for (int b = 0; b < samples(); b++) {
      int train = columnTrain(column, b);
      if (train != 0) {
        count(rowTrains[b], train, raising, lowering);
      }
    }
    long total = 0;
    for (int row = 0; row < inputs; row++) {
      total += raising[row] + lowering[row];
    }
    return total;
  }

  private static void count(int[] rowTrains, int column, int[] raising, int[] lowering) {
    for (int row = 0; row < rowTrains.length; row++) {
      int train = rowTrains[row];
      int both = Integer.bitCount(train & column & Integer.MAX_VALUE);
      int opposite = (train ^ column) >> 31;
      raising[row] += both & opposite;
      lowering[row] += both & ~opposite;
    }
  }

  /** In how many slots of the whole batch a column fires. */
  public int firings(int column) {
    int firings = 0;
    for (int[] trains : columnTrains) {
      firings += StochasticTrains.firings(trains[column]);
    }
    return firings;
  }

  /**
   * Notes which rows fire in one slot of a sample, as one bit.
   *
   * @param bit the bit to be set, from 0 on
   * @param negative receives it for rows with negative values, a word for each row
   * @param positive receives it for the others
   */
  public void layOut(int sample, int slot, int bit, int[] negative, int[] positive) {
    int[] trains = rowTrains[sample];
    for (int row = 0; row < trains.length; row++) {
      int fires = trains[row] >>> slot & 1;
      int minus = trains[row] >>> Integer.SIZE - 1 & fires;
      negative[row] |= minus << bit;
      positive[row] |= (fires ^ minus) << bit;
    }
  }

  /**
   * Notes which rows fire in which of some slots of a sample, a bit each.
   *
   * @param slots those that count
   * @param negative receives the bits of rows with negative values, a word for each row
   * @param positive receives those of the others
   */
  public void layOut(int sample, int slots, int[] negative, int[] positive) {
    int[] trains = rowTrains[sample];
    for (int row = 0; row < trains.length; row++) {
      int fires = trains[row] & slots;
      int minus = trains[row] >> Integer.SIZE - 1 & fires;
      negative[row] |= minus;
      positive[row] |= fires ^ minus;
    }
  }

  /**
   * Counts the coincidences of all rows with one column over the whole batch.
   *
   * @param counts to which those are added that lower a weight, at 0, and those that raise it, at 1
   */
  public void count(int column, long[] counts) {
    for (int b = 0; b < samples(); b++) {
      int train = columnTrain(column, b);
      for (int left = StochasticTrains.slots(train); left != 0; left &= left - 1) {
        int at = (b * Integer.SIZE + Integer.numberOfTrailingZeros(left)) * 2;
        int same = StochasticTrains.isNegative(train) ? 1 : 0;
        counts[0] += firingRows[at + same];
        counts[1] += firingRows[at + 1 - same];
      }
    }
  }

  /**
   * Lists which rows fire when, for as many samples from {@code first} on as fit.
   *
   * @param most entries of the lists; those of one sample are always made
   */
  public FiringRows firing(int first, int most) {
    int end = first;
    long entries = 0;
    do {
      entries += FiringRows.count(rowTrains[end]);
      end++;
    } while (end < samples() && entries < most);
    FiringRows firing = new FiringRows(first, end);
    workers.forBlocks(
        end - first,
        SAMPLES_PER_BLOCK,
        (from, to) -> {
          for (int b = first + from; b < first + to; b++) {
            firing.list(b, rowTrains[b], slots(b));
          }
        });
    return firing;
  }
}
