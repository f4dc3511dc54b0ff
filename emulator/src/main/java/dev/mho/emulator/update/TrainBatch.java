package dev.mho.emulator.update;

import dev.mho.device.array.Workers;
import dev.mho.device.random.NoiseStream;
import dev.mho.emulator.matrix.Matrix;

/**
 * The pulse trains of a batch on all rows and columns of a tile, one sample after the other. A
 * line's draws depend on its global position and the sample's number alone.
 */
public final class TrainBatch implements PulseBatch {
  private final StochasticTrains trains;
  private final int samples;
  private final int[] rowTrains;
  private final int[] columnTrains;
  private final TrainPlan[] plans;

  /** For each line, a bit a sample: whether its train fires at all. */
  private final long[] activeRows;

  private final long[] activeColumns;

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
    samples = x.rows();
    rowTrains = new int[x.cols() * samples];
    columnTrains = new int[d.cols() * samples];
    plans = new TrainPlan[samples];
    NoiseStream rows = stream.child("row-trains");
    NoiseStream columns = stream.child("column-trains");
    workers.forBlocks(
        samples,
        8,
        (from, to) -> {
          for (int b = from; b < to; b++) {
            double[] xs = x.row(b);
            double[] ds = d.row(b);
            TrainPlan plan = trains.plan(rate, granularity, x.largest(b), d.largest(b));
            plans[b] = plan;
            if (plan.slots() > 0) {
              draw(xs, plan.rowGain(), plan.slots(), rows, firstSample + b, firstRow, rowTrains, b);
              draw(
                  ds,
                  plan.columnGain(),
                  plan.slots(),
                  columns,
                  firstSample + b,
                  firstColumn,
                  columnTrains,
                  b);
            }
          }
        });
    activeRows = active(rowTrains, x.cols(), workers);
    activeColumns = active(columnTrains, d.cols(), workers);
  }

  private long[] active(int[] trains, int lines, Workers workers) {
    long[] active = new long[lines * words()];
    workers.forBlocks(
        lines,
        256,
        (from, to) -> {
          for (int line = from; line < to; line++) {
            for (int b = 0; b < samples; b++) {
              if (trains[line * samples + b] != 0) {
                active[line * words() + b / Long.SIZE] |= 1L << b;
              }
            }
          }
        });
    return active;
  }

  private void draw(
      double[] values,
      double gain,
      int slots,
      NoiseStream stream,
      long sample,
      int firstLine,
      int[] trains,
      int b) {
    int[] words = new int[32];
    for (int line = 0; line < values.length; line++) {
      double probability = this.trains.probability(gain * Math.abs(values[line]));
      if (probability > 0) {
        trains[line * samples + b] =
            StochasticTrains.train(
                values[line], probability, slots, stream, sample, firstLine + line, words);
      }
    }
  }

  @Override
  public int samples() {
    return samples;
  }

  /** Words of 64 samples that {@link #bothActive} speaks of. */
  public int words() {
    return (samples + Long.SIZE - 1) / Long.SIZE;
  }

  /**
   * The samples in which the trains of a row and a column both fire, so that they may coincide: bit
   * i of word w stands for sample 64 w + i.
   */
  public long bothActive(int row, int column, int word) {
    return activeRows[row * words() + word] & activeColumns[column * words() + word];
  }

  @Override
  public int slots(int sample) {
    return plans[sample].slots();
  }

  @Override
  public boolean clipped(int sample, double x, double d) {
    return plans[sample].clips(x, d);
  }

  /** Trains of one row, a sample each; the tile's kernel reads it, nobody writes it. */
  public int rowTrain(int row, int sample) {
    return rowTrains[row * samples + sample];
  }

  /** Trains of one column, a sample each. */
  public int columnTrain(int column, int sample) {
    return columnTrains[column * samples + sample];
  }
}
