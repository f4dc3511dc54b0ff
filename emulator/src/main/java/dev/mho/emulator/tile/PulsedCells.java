package dev.mho.emulator.tile;

import dev.mho.device.array.Placement;
import dev.mho.device.array.RowBuffer;
import dev.mho.device.array.Workers;
import dev.mho.device.format.BadInputException;
import dev.mho.device.random.NoiseStream;
import dev.mho.device.response.Polarity;
import dev.mho.device.state.Archive;
import dev.mho.device.state.Stateful;
import dev.mho.emulator.cell.CellArray;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.update.CountBatch;
import dev.mho.emulator.update.CountedTrains;
import dev.mho.emulator.update.FiringRows;
import dev.mho.emulator.update.PulseBatch;
import dev.mho.emulator.update.PulseOrder;
import dev.mho.emulator.update.PulseTrains;
import dev.mho.emulator.update.StochasticTrains;
import dev.mho.emulator.update.TrainBatch;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Gives the cells of an array the pulses of a batch's trains, and counts them. An output at a time
 * is worked on, on any thread: its devices are nobody else's. Most outputs are pulsed {@linkplain
 * ScheduledPulses by schedule}, which is fastest; those that are traced or fire seldom, and devices
 * that age, one pulse after the other. The bits are the same.
 */
final class PulsedCells implements Stateful {
  private static final int[] NO_CELLS = {};
  private static final boolean[] SIGNS = {false, true};

  /** Slots in which an output must fire for schedules to be faster than pulses one by one. */
  private static final int FEWEST_FIRINGS = 4;

  /** Entries of the lists of firing rows that are held at a time: 16 MB. */
  private static final int MOST_FIRINGS = 1 << 22;

  private final AnalogTileSpec spec;
  private final CellArray cells;
  private final Placement placement;
  private final NoiseStream trainDraws;
  private final Workers workers;
  private final RowBuffers buffers;

  /** Coincidences that were to raise a weight, and to lower one. */
  private final LongAdder raised = new LongAdder();

  private final LongAdder lowered = new LongAdder();

  /**
   * The cells of a tile.
   *
   * @param trainDraws of the layer: trains of a line do not depend on the tile
   */
  PulsedCells(
      AnalogTileSpec spec,
      CellArray cells,
      Placement placement,
      NoiseStream trainDraws,
      Workers workers) {
    this.spec = spec;
    this.cells = cells;
    this.placement = placement;
    this.trainDraws = trainDraws;
    this.workers = workers;
    this.buffers = new RowBuffers(placement.cols());
  }

  @Override
  public void keep(Archive archive) {
    keep("raised", raised, archive);
    keep("lowered", lowered, archive);
  }

  private static void keep(String name, LongAdder counter, Archive archive) {
    long count = archive.value(name, counter.sum());
    counter.reset();
    counter.add(count);
  }

  /** Coincidences so far. */
  long coincidences() {
    return raised.sum() + lowered.sum();
  }

  /** Pulses of a direction that devices have had. */
  long given(Polarity polarity) {
    return raised.sum() * cells.pulsedDevices(polarity, true)
        + lowered.sum() * cells.pulsedDevices(polarity, false);
  }

  /**
   * A change of all weights that is asked for.
   *
   * @param x rows' values, samples × inputs
   * @param d columns' values, samples × outputs, already divided by the digital scales
   * @param rate λ > 0 in units of the cells' difference; the change is −λ Σ_b d_b x_bᵀ
   * @param updates samples that came before
   * @param now emulated time in seconds
   */
  record Change(Matrix x, Matrix d, double rate, long updates, double now) {}

  /** Makes the tracer of an update, if anybody listens. */
  interface Tracing {
    /**
     * The tracer.
     *
     * @param startsAt when each sample's train begins, and when the last one has ended
     */
    Optional<CellTracer> of(PulseBatch batch, double[] startsAt);
  }

  /**
   * Pulses all cells for a change.
   *
   * @return when the last train has ended, in seconds
   * @throws BadInputException if the devices have no pulse response
   */
  double pulse(PulseTrains trains, Change change, Tracing tracing) {
    if (spec.device().response().isEmpty()) {
      throw new BadInputException(
          "device "
              + spec.device().name()
              + " has no pulse response: it cannot be trained by pulses");
    }
    return trains instanceof CountedTrains counted
        ? count(counted, change, tracing)
        : draw((StochasticTrains) trains, change, tracing);
  }

  private double[] starts(PulseBatch batch, double now) {
    double[] startsAt = new double[batch.samples() + 1];
    startsAt[0] = now;
    for (int b = 0; b < batch.samples(); b++) {
      startsAt[b + 1] = startsAt[b] + batch.slots(b) * spec.pulseSeconds();
    }
    return startsAt;
  }

  private int inputs() {
    return placement.cols();
  }

  private int outputs() {
    return placement.rows();
  }

  // --- trains without chance ---------------------------------------------------------------

  private double count(CountedTrains trains, Change change, Tracing tracing) {
    CountBatch batch =
        new CountBatch(trains, change.x, change.d, change.rate, spec.granularity(), workers);
    double[] startsAt = starts(batch, change.now);
    Optional<CellTracer> tracer = tracing.of(batch, startsAt);
    workers.forBlocks(
        outputs(),
        Math.max(1, 4096 / inputs()),
        (from, to) -> {
          for (int k = from; k < to; k++) {
            for (int j = 0; j < inputs(); j++) {
              countCell(k, j, batch, change.updates, startsAt, tracer);
            }
          }
        });
    tracer.ifPresent(CellTracer::deliver);
    return startsAt[batch.samples()];
  }

  private void countCell(
      int output,
      int input,
      CountBatch batch,
      long updates,
      double[] startsAt,
      Optional<CellTracer> tracer) {
    int up = 0;
    int down = 0;
    if (tracer.isPresent() && tracer.get().follows(output, input)) {
      for (int b = 0; b < batch.samples(); b++) {
        tracer.get().before(output, input, b);
        int net = countOnce(output, input, b, batch, updates, startsAt[b]);
        tracer.get().after(output, input, b, Math.abs(net));
        up += Math.max(0, net);
        down += Math.max(0, -net);
      }
    } else {
      for (int b : batch.active(output)) {
        int net = countOnce(output, input, b, batch, updates, startsAt[b]);
        up += Math.max(0, net);
        down += Math.max(0, -net);
      }
    }
    if (up + down > 0) {
      cells.see(output * inputs() + input, startsAt[batch.samples()]);
      raised.add(up);
      lowered.add(down);
    }
  }

  /** Gives a cell the pulses of one sample; how many, negative if they lower its weight. */
  private int countOnce(
      int output, int input, int sample, CountBatch batch, long updates, double now) {
    int pulses = batch.pulses(input, output, sample);
    if (pulses != 0) {
      int turn = cells.turn(updates + sample);
      cells.pulse(output * inputs() + input, Math.abs(pulses), pulses > 0, turn, now);
    }
    return pulses;
  }

  // --- trains that are drawn ---------------------------------------------------------------

  private double draw(StochasticTrains trains, Change change, Tracing tracing) {
    TrainBatch batch =
        new TrainBatch(
            trains,
            change.x,
            change.d,
            change.rate,
            spec.granularity(),
            trainDraws,
            change.updates,
            placement.firstCol(),
            placement.firstRow(),
            workers);
    double[] startsAt = starts(batch, change.now);
    double end = startsAt[batch.samples()];
    if (trains.order() == PulseOrder.AGGREGATED) {
      pulseTogether(batch, end);
      return end;
    }
    Optional<CellTracer> tracer = tracing.of(batch, startsAt);
    int[] firings = IntStream.range(0, outputs()).map(batch::firings).toArray();
    IntPredicate isTraced = k -> tracer.filter(t -> t.followed(k).length > 0).isPresent();
    IntPredicate isInStep =
        k -> cells.takesSchedules() && firings[k] >= FEWEST_FIRINGS && !isTraced.test(k);
    int[] inStep = IntStream.range(0, outputs()).filter(isInStep).toArray();
    int[] oneByOne =
        IntStream.range(0, outputs())
            .filter(k -> isTraced.test(k) || firings[k] > 0 && !isInStep.test(k))
            .toArray();
    pulseInStep(inStep, batch, change.updates, end);
    pulseOneByOne(oneByOne, batch, change.updates, startsAt, tracer);
    tracer.ifPresent(CellTracer::deliver);
    return end;
  }

  /** Work on one output. */
  private interface OutputWork {
    void run(int output, RowBuffer buffer);
  }

  private void forOutputs(int[] outputs, OutputWork work) {
    workers.forBlocks(
        outputs.length,
        Math.max(1, Math.min(outputs() / 64, 65_536 / inputs())),
        (from, to) -> {
          RowBuffer buffer = buffers.take();
          for (int n = from; n < to; n++) {
            work.run(outputs[n], buffer);
          }
          buffers.giveBack(buffer);
        });
  }

  private void pulseTogether(TrainBatch batch, double end) {
    forOutputs(
        IntStream.range(0, outputs()).toArray(),
        (k, buffer) -> {
          long pulses = batch.count(k, buffer.up(), buffer.down());
          if (pulses > 0) {
            cells.pulseTogether(k, buffer.up(), buffer.down(), end, buffer);
            cells.seeRow(k, end, buffer);
            raised.add(IntStream.of(buffer.up()).asLongStream().sum());
            lowered.add(IntStream.of(buffer.down()).asLongStream().sum());
          }
        });
  }

  private void pulseInStep(int[] outputs, TrainBatch batch, long updates, double end) {
    ScheduledPulses scheduled = new ScheduledPulses(cells, batch, updates);
    forOutputs(
        outputs,
        (k, buffer) -> {
          scheduled.pulse(k, buffer);
          cells.seeRow(k, end, buffer);
          long[] coincidences = new long[SIGNS.length];
          batch.count(k, coincidences);
          lowered.add(coincidences[0]);
          raised.add(coincidences[1]);
        });
  }

  private void pulseOneByOne(
      int[] outputs,
      TrainBatch batch,
      long updates,
      double[] startsAt,
      Optional<CellTracer> tracer) {
    for (int b = 0; b < batch.samples() && outputs.length > 0; ) {
      FiringRows firing = batch.firing(b, MOST_FIRINGS);
      forOutputs(
          outputs, (k, buffer) -> pulseOutput(k, batch, firing, updates, startsAt, tracer, buffer));
      b = firing.end();
    }
  }

  /** Gives all cells of one output their pulses, one sample and slot after the other. */
  private void pulseOutput(
      int output,
      TrainBatch batch,
      FiringRows firing,
      long updates,
      double[] startsAt,
      Optional<CellTracer> tracer,
      RowBuffer buffer) {
    int[] traced = tracer.map(t -> t.followed(output)).orElse(NO_CELLS);
    long[] pulses = new long[SIGNS.length];
    for (int b = firing.first(); b < firing.end(); b++) {
      for (int input : traced) {
        tracer.orElseThrow().before(output, input, b);
      }
      double now = startsAt[b];
      int turn = cells.turn(updates + b);
      coincide(
          output,
          b,
          batch,
          firing,
          (rows, from, to, raise) -> {
            cells.pulse(output, rows, from, to, raise, turn, now, buffer);
            pulses[raise ? 1 : 0] += to - from;
          });
      for (int input : traced) {
        int count =
            StochasticTrains.coincidences(batch.rowTrain(input, b), batch.columnTrain(output, b));
        tracer.orElseThrow().after(output, input, b, count);
      }
    }
    if (pulses[0] + pulses[1] > 0) {
      see(output, pulses[0] + pulses[1], batch, firing, startsAt[batch.samples()], buffer);
      lowered.add(pulses[0]);
      raised.add(pulses[1]);
    }
  }

  /** Looks at the cells of one output that were pulsed. */
  private void see(
      int output, long pulses, TrainBatch batch, FiringRows firing, double now, RowBuffer buffer) {
    if (pulses > inputs() / 8) {
      cells.seeRow(output, now, buffer);
      return;
    }
    for (int b = firing.first(); b < firing.end(); b++) {
      coincide(
          output,
          b,
          batch,
          firing,
          (rows, from, to, raise) -> {
            for (int n = from; n < to; n++) {
              cells.see(output * inputs() + rows[n], now);
            }
          });
    }
  }

  /** What is done with the rows that coincide with an output in one slot. */
  private interface Coincidence {
    void of(int[] rows, int from, int to, boolean raise);
  }

  /** Goes through the slots of one sample in which an output fires. */
  private static void coincide(
      int output, int sample, TrainBatch batch, FiringRows firing, Coincidence coincidence) {
    int train = batch.columnTrain(output, sample);
    int[] rows = firing.rows(sample);
    for (int left = StochasticTrains.slots(train); left != 0; left &= left - 1) {
      int slot = Integer.numberOfTrailingZeros(left);
      for (boolean negative : SIGNS) {
        int from = firing.from(sample, slot, negative);
        int to = firing.to(sample, slot, negative);
        if (from < to) {
          // The change is −rate·d·x, so a negative product raises the weight.
          coincidence.of(rows, from, to, negative != train < 0);
        }
      }
    }
  }
}
