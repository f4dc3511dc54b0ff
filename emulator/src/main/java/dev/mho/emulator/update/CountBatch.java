package dev.mho.emulator.update;

import dev.mho.device.array.Workers;
import dev.mho.emulator.matrix.Matrix;
import java.util.stream.IntStream;

/**
 * The counts of a batch of {@link CountedTrains}: a whole number of pulses a crossing and sample.
 */
public final class CountBatch implements PulseBatch {
  private final CountedTrains trains;
  private final TrainPlan[] plans;
  private final float[][] rows;
  private final float[][] columns;

  /** For each column, the samples in which it does something: of a transfer, often just one. */
  private final int[][] active;

  /**
   * Plans the change −rate Σ_b d_b x_bᵀ.
   *
   * @param x rows' values, samples × inputs
   * @param d columns' values, samples × outputs, already divided by the digital scales
   * @param rate λ > 0 in units of the conductance difference
   * @param granularity Δ of a cell
   */
  public CountBatch(
      CountedTrains trains, Matrix x, Matrix d, double rate, double granularity, Workers workers) {
    this.trains = trains;
    plans = new TrainPlan[x.rows()];
    rows = new float[x.rows()][];
    columns = new float[x.rows()][];
    workers.forBlocks(
        x.rows(),
        8,
        (from, to) -> {
          for (int b = from; b < to; b++) {
            plans[b] = trains.plan(rate, granularity, x.largest(b), d.largest(b));
            rows[b] = amounts(x.row(b), plans[b], true);
            columns[b] = amounts(d.row(b), plans[b], false);
          }
        });
    active = new int[d.cols()][];
    workers.forBlocks(
        d.cols(),
        64,
        (from, to) -> {
          for (int k = from; k < to; k++) {
            int column = k;
            active[k] =
                IntStream.range(0, plans.length).filter(b -> columns[b][column] != 0).toArray();
          }
        });
  }

  /** Amounts of all rows or columns, with the signs of their values. */
  private float[] amounts(double[] values, TrainPlan plan, boolean ofRows) {
    float[] amounts = new float[values.length];
    for (int line = 0; line < values.length; line++) {
      float value = (float) Math.abs(values[line]);
      float amount =
          ofRows
              ? trains.rowAmount(value, (float) plan.rowGain(), plan.slots())
              : trains.columnAmount(value, (float) plan.columnGain(), plan.slots());
      amounts[line] = values[line] < 0 ? -amount : amount;
    }
    return amounts;
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

  /** The samples in which a column does something, ascending; nobody writes it. */
  public int[] active(int column) {
    return active[column];
  }

  /** Pulses at a crossing: positive if the weight is to rise, negative if it is to fall. */
  public int pulses(int row, int column, int sample) {
    float x = rows[sample][row];
    float d = columns[sample][column];
    if (x == 0 || d == 0) {
      return 0;
    }
    int count = trains.pulses(Math.abs(x), Math.abs(d), plans[sample].slots());
    // The change is −rate·d·x, so a negative product raises the weight.
    return x < 0 == d < 0 ? -count : count;
  }
}
