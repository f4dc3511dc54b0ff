package dev.mho.emulator.tile;

import dev.mho.device.ConductanceRange;
import dev.mho.device.array.DeviceArray;
import dev.mho.emulator.cell.Role;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.trace.LineTrain;
import dev.mho.emulator.trace.LineTrain.Side;
import dev.mho.emulator.trace.Operation;
import dev.mho.emulator.trace.UpdateEvent;
import dev.mho.emulator.trace.UpdateFlag;
import dev.mho.emulator.trace.UpdateListener;
import dev.mho.emulator.update.PulseBatch;
import dev.mho.emulator.update.StochasticTrains;
import dev.mho.emulator.update.TrainBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Writes down what one batch of updates did to the cells that a listener follows. */
final class CellTracer {
  private static final Comparator<UpdateEvent> ORDER =
      Comparator.comparingLong(UpdateEvent::update)
          .thenComparingInt(UpdateEvent::row)
          .thenComparingInt(UpdateEvent::col)
          .thenComparing(UpdateEvent::role)
          .thenComparing(UpdateEvent::operation);

  private final AnalogTile tile;
  private final UpdateListener listener;
  private final FollowedCells followed;
  private final Matrix x;
  private final Matrix d;
  private final double rate;
  private final double granularity;
  private final PulseBatch batch;
  private final double[] startsAt;
  private final long firstUpdate;
  private final HeardStates heard;

  /** A log a cell that is followed; a cell belongs to one thread during an update. */
  private final CellLog[] logs;

  /** Events of a cell if every sample pulses every device, and time alone changes none. */
  private final int usualEvents;

  CellTracer(
      AnalogTile tile,
      UpdateListener listener,
      FollowedCells followed,
      Matrix x,
      Matrix d,
      double rate,
      double granularity,
      PulseBatch batch,
      double[] startsAt,
      long firstUpdate,
      HeardStates heard) {
    this.tile = tile;
    this.listener = listener;
    this.followed = followed;
    this.x = x;
    this.d = d;
    this.rate = rate;
    this.granularity = granularity;
    this.batch = batch;
    this.startsAt = startsAt;
    this.firstUpdate = firstUpdate;
    this.heard = heard;
    this.logs = new CellLog[tile.placement().size()];
    this.usualEvents = tile.roles().size() * batch.samples();
    heard.makeRoom(logs.length);
  }

  boolean follows(int output, int input) {
    return followed.contains(output, input);
  }

  /** Inputs whose cells at an output are followed. */
  int[] followed(int output) {
    return followed.inputsOf(output);
  }

  void before(int output, int input, int sample) {
    int cell = output * tile.inputs() + input;
    if (logs[cell] == null) {
      logs[cell] = new CellLog(usualEvents);
    }
    for (Role role : tile.roles()) {
      float now = tile.devices(role).conductance(cell, startsAt[sample]);
      float last = heard.of(cell, role, tile.devices(role));
      if (now != last) {
        logs[cell].add(sample, role, Operation.DRIFT, 0, 0, 0, last, now);
      }
      heard.hear(cell, role, now);
    }
  }

  void after(int output, int input, int sample, int count) {
    double x = this.x.get(sample, input);
    double d = this.d.get(sample, output);
    double change = -rate * d * x;
    if (change == 0) {
      return;
    }
    int cell = output * tile.inputs() + input;
    boolean clipped = batch.clipped(sample, x, d);
    for (Role role : tile.roles()) {
      if (tile.share(role, firstUpdate + sample) == 0) {
        continue;
      }
      DeviceArray devices = tile.devices(role);
      Operation operation = change * role.sign() > 0 ? Operation.SET : Operation.RESET;
      boolean left = operation == Operation.RESET && devices.model().isOneDirectional();
      int own = left ? 0 : count;
      float before = heard.of(cell, role, devices);
      float after = own == 0 ? before : devices.conductance(cell, startsAt[sample]);
      heard.hear(cell, role, after);
      int flags = flags(devices, cell, own, left, clipped);
      logs[cell].add(sample, role, operation, flags, change, own, before, after);
    }
  }

  /** Notes where listened devices are that were not heard of yet. */
  static void remember(AnalogTile tile, FollowedCells followed, HeardStates heard) {
    heard.makeRoom(tile.placement().size());
    for (int cell : followed.cells()) {
      for (Role role : tile.roles()) {
        heard.hear(cell, role, heard.of(cell, role, tile.devices(role)));
      }
    }
  }

  /** Events of listened devices that a write has moved away from where they were last heard of. */
  static List<UpdateEvent> programmed(
      AnalogTile tile, FollowedCells followed, long update, double now, HeardStates heard) {
    List<UpdateEvent> events = new ArrayList<>();
    for (int cell : followed.cells()) {
      for (Role role : tile.roles()) {
        if (heard.knows(cell, role)) {
          float before = heard.of(cell, role, tile.devices(role));
          float after = tile.devices(role).conductance(cell, now);
          if (after != before) {
            events.add(programmed(tile, update, now, cell, role, before, after));
          }
          heard.hear(cell, role, after);
        }
      }
    }
    events.sort(ORDER);
    return events;
  }

  private static UpdateEvent programmed(
      AnalogTile tile, long update, double now, int cell, Role role, float before, float after) {
    ConductanceRange range = tile.spec().device().conductance();
    int output = cell / tile.inputs();
    return new UpdateEvent(
        update,
        0,
        now,
        now,
        tile.placement().firstCol() + cell % tile.inputs(),
        tile.placement().firstRow() + output,
        role,
        Operation.PROGRAM,
        0,
        0,
        range.siemens(before),
        range.siemens(after),
        0,
        LoggedEvents.realised(tile.weightScale(output), role, before, after),
        Set.of());
  }

  private static int flags(
      DeviceArray devices, int cell, int count, boolean left, boolean clipped) {
    int bits = 0;
    if (devices.isStuck(cell)) {
      bits |= UpdateFlag.STUCK.bit();
    } else if (count > 0 && devices.state(cell) >= (float) devices.high(cell)) {
      bits |= UpdateFlag.SATURATED_HIGH.bit();
    } else if (count > 0 && devices.state(cell) <= (float) devices.low(cell)) {
      bits |= UpdateFlag.SATURATED_LOW.bit();
    }
    if (left) {
      bits |= UpdateFlag.ONE_DIRECTIONAL.bit();
    } else if (count == 0) {
      bits |= UpdateFlag.BELOW_STEP.bit();
    }
    if (clipped) {
      bits |= UpdateFlag.CLIPPED.bit();
    }
    return bits;
  }

  void deliver() {
    int[] cells = cells();
    List<LineTrain> trains = trains(cells);
    if (!trains.isEmpty()) {
      listener.fired(trains);
    }
    List<UpdateEvent> events =
        new LoggedEvents(tile, logs, cells, startsAt, firstUpdate, granularity);
    if (!events.isEmpty()) {
      listener.updated(events);
    }
  }

  /** The cells that have a log, ordered by row and column. */
  private int[] cells() {
    return Arrays.stream(followed.cells()).filter(cell -> logs[cell] != null).toArray();
  }

  /** The trains on the lines of these cells; none where pulses are counted without trains. */
  private List<LineTrain> trains(int[] cells) {
    List<LineTrain> trains = new ArrayList<>();
    if (!(batch instanceof TrainBatch drawn)) {
      return trains;
    }
    int[] rows = Arrays.stream(cells).map(cell -> cell % tile.inputs()).distinct().toArray();
    int[] cols =
        Arrays.stream(cells).map(cell -> cell / tile.inputs()).distinct().sorted().toArray();
    for (int b = 0; b < batch.samples(); b++) {
      for (int row : rows) {
        add(trains, b, Side.ROW, tile.placement().firstCol() + row, drawn.rowTrain(row, b));
      }
      for (int col : cols) {
        add(trains, b, Side.COLUMN, tile.placement().firstRow() + col, drawn.columnTrain(col, b));
      }
    }
    return trains;
  }

  private void add(List<LineTrain> trains, int sample, Side side, int line, int train) {
    if (train != 0) {
      trains.add(
          new LineTrain(
              firstUpdate + sample,
              sample,
              startsAt[sample],
              batch.slots(sample),
              side,
              line,
              StochasticTrains.isNegative(train),
              StochasticTrains.slots(train)));
    }
  }
}
