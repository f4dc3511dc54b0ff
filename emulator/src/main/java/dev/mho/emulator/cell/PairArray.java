package dev.mho.emulator.cell;

import dev.mho.device.DeviceModel;
import dev.mho.device.array.DeviceArray;
import dev.mho.device.array.Placement;
import dev.mho.device.array.RowBuffer;
import dev.mho.device.array.Workers;
import dev.mho.device.random.NoiseStream;
import dev.mho.device.response.Polarity;
import dev.mho.device.response.PulseResponse;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * The cells of one array: two devices each, and what a read sees of them. A cell is numbered output
 * · inputs + input.
 *
 * <p>The difference g⁺ − g⁻ of all cells, and the variance of one read of it, are kept as matrices
 * (outputs × inputs) that follow every pulse and write at once and time when {@link #follow} is
 * called.
 */
public final class PairArray implements ReadCells {
  private static final int BLOCK = 8192;

  /** A rewrite gives up after so many pulses. */
  private static final int MOST_PULSES = 10_000;

  private final Placement placement;
  private final DeviceArray plus;
  private final DeviceArray minus;
  private final Matrix difference;
  private final Optional<Matrix> variance;
  private final Workers workers;
  private final boolean oneDirectional;
  private double seenAt;

  /**
   * Samples the devices of all cells.
   *
   * @param placement rows are outputs, columns inputs
   * @param stream the layer's own stream
   */
  public PairArray(DeviceModel device, Placement placement, NoiseStream stream, Workers workers) {
    this.placement = placement;
    this.workers = workers;
    this.oneDirectional = device.isOneDirectional();
    plus = new DeviceArray(device, placement, stream.child("plus"), workers);
    minus = new DeviceArray(device, placement, stream.child("minus"), workers);
    difference = Matrix.zeros(placement.rows(), placement.cols(), Precision.FLOAT32);
    variance =
        device
            .readNoise()
            .map(n -> Matrix.zeros(placement.rows(), placement.cols(), Precision.FLOAT32));
  }

  /** The devices of one role. */
  public DeviceArray devices(Role role) {
    return role == Role.PLUS ? plus : minus;
  }

  /** g⁺ − g⁻ of every cell as last seen; not to be modified. */
  @Override
  public Matrix difference() {
    return difference;
  }

  /** σ²(g⁺) + σ²(g⁻) of every cell as last seen; empty without read noise. */
  @Override
  public Optional<Matrix> variance() {
    return variance;
  }

  /** g⁺ − g⁻ of a cell at a time, in double precision. */
  public double difference(int cell, double now) {
    double up = plus.conductance(cell, now);
    return up - minus.conductance(cell, now);
  }

  /** Writes all cells, each device towards its target. */
  public void program(float[] plusTargets, float[] minusTargets, double now) {
    plus.program(plusTargets, now);
    minus.program(minusTargets, now);
    seeAll(now);
  }

  /**
   * Gives a cell pulses: the plus device in one direction, the minus device in the other. Of two
   * one-directional devices only the one whose rise moves the weight the right way gets them.
   *
   * @param raise whether the weight is to rise
   */
  public void pulse(int cell, int count, boolean raise, double now) {
    if (oneDirectional) {
      (raise ? plus : minus).pulse(cell, count, Polarity.UP, now);
      return;
    }
    Polarity forPlus = raise ? Polarity.UP : Polarity.DOWN;
    plus.pulse(cell, count, forPlus, now);
    minus.pulse(cell, count, forPlus.opposite(), now);
  }

  /**
   * Gives each of some cells of one output one pulse, as {@link #pulse(int, int, boolean, double)}
   * would one by one.
   *
   * @param inputs the cells' inputs, each at most once
   * @param from first of those that are pulsed
   * @param to end of those that are pulsed
   * @param buffer for this thread's use alone
   */
  public void pulse(
      int output, int[] inputs, int from, int to, boolean raise, double now, RowBuffer buffer) {
    if (oneDirectional) {
      (raise ? plus : minus).pulse(output, inputs, from, to, Polarity.UP, now, buffer);
      return;
    }
    Polarity forPlus = raise ? Polarity.UP : Polarity.DOWN;
    plus.pulse(output, inputs, from, to, forPlus, now, buffer);
    minus.pulse(output, inputs, from, to, forPlus.opposite(), now, buffer);
  }

  /**
   * Gives all cells of one output their pulses at once, to first order ({@link
   * DeviceArray#pulseTogether}).
   *
   * @param raising pulses that raise the weight, for each input
   * @param lowering pulses that lower it
   * @param buffer for this thread's use alone
   */
  public void pulseTogether(
      int output, int[] raising, int[] lowering, double now, RowBuffer buffer) {
    if (oneDirectional) {
      int[] none = new int[placement.cols()];
      plus.pulseTogether(output, raising, none, now, buffer);
      minus.pulseTogether(output, lowering, none, now, buffer);
    } else {
      plus.pulseTogether(output, raising, lowering, now, buffer);
      minus.pulseTogether(output, lowering, raising, now, buffer);
    }
  }

  /**
   * Makes pairs free again that have no room left, as far as what is seen of them tells.
   *
   * @return how many
   */
  public long refresh(Refresh refresh, double now) {
    LongAdder refreshed = new LongAdder();
    workers.forBlocks(
        placement.size(),
        BLOCK,
        (from, to) -> {
          for (int cell = from; cell < to; cell++) {
            if (refresh.due(plus.conductance(cell, now), minus.conductance(cell, now))) {
              rewrite(cell, now);
              see(cell, now);
              refreshed.increment();
            }
          }
        });
    return refreshed.sum();
  }

  /** Resets both devices and pulses the difference onto the one that was higher. */
  private void rewrite(int cell, double now) {
    double difference = difference(cell, now);
    plus.reset(cell, now);
    minus.reset(cell, now);
    DeviceArray higher = difference > 0 ? plus : minus;
    DeviceArray lower = difference > 0 ? minus : plus;
    double target = Math.abs(difference) + lower.state(cell);
    for (int pulse = 0; pulse < MOST_PULSES && comesNearer(higher, cell, target); pulse++) {
      higher.pulse(cell, 1, Polarity.UP, now);
    }
  }

  /** Whether one more mean pulse ends nearer to the target than the device is. */
  private static boolean comesNearer(DeviceArray devices, int cell, double target) {
    double g = devices.state(cell);
    PulseResponse response = devices.model().response().orElseThrow();
    return g + response.step(Polarity.UP, g, devices.specimen(cell)) / 2 < target;
  }

  /** Moves a cell's difference by exactly {@code change}, half by each device, without bounds. */
  public void shift(int cell, double change, double now) {
    plus.shift(cell, change / 2, false, now);
    minus.shift(cell, -change / 2, false, now);
    see(cell, now);
  }

  /**
   * Brings the matrices up to date with what time has done.
   *
   * @return whether anything may have changed since the last time
   */
  public boolean follow(double now) {
    boolean changed = now != seenAt && (plus.changes(now) || minus.changes(now));
    if (changed) {
      seeAll(now);
    }
    return changed;
  }

  private void seeAll(double now) {
    seenAt = now;
    workers.forBlocks(
        placement.rows(),
        Math.max(1, BLOCK / placement.cols()),
        (from, to) -> {
          RowBuffer buffer = new RowBuffer(placement.cols());
          for (int output = from; output < to; output++) {
            seeRow(output, now, buffer);
          }
        });
  }

  /**
   * Brings the matrices up to date with all cells of one output.
   *
   * @param buffer for this thread's use alone
   */
  public void seeRow(int output, double now, RowBuffer buffer) {
    plus.conductances(output, now, buffer.first(), buffer);
    minus.conductances(output, now, buffer.second(), buffer);
    for (int input = 0; input < placement.cols(); input++) {
      set(output, input, buffer.first()[input], buffer.second()[input], now);
    }
  }

  /** Brings the matrices up to date with one cell. */
  public void see(int cell, double now) {
    int output = cell / placement.cols();
    int input = cell % placement.cols();
    set(output, input, plus.conductance(cell, now), minus.conductance(cell, now), now);
  }

  private void set(int output, int input, float up, float down, double now) {
    difference.set(output, input, up - down);
    if (variance.isPresent()) {
      int cell = output * placement.cols() + input;
      double variances = plus.readVariance(cell, up, now) + minus.readVariance(cell, down, now);
      variance.get().set(output, input, variances);
    }
  }
}
