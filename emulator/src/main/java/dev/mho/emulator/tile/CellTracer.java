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
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** Writes down what one batch of updates did to the cells that a listener follows. */
final class CellTracer {
  private static final Set<UpdateFlag> NONE = Set.of();
  private static final Comparator<UpdateEvent> ORDER =
      Comparator.comparingLong(UpdateEvent::update)
          .thenComparingInt(UpdateEvent::row)
          .thenComparingInt(UpdateEvent::col)
          .thenComparing(UpdateEvent::role)
          .thenComparing(UpdateEvent::operation);

  private final AnalogTile tile;
  private final UpdateListener listener;
  private final Matrix x;
  private final Matrix d;
  private final double rate;
  private final double granularity;
  private final PulseBatch batch;
  private final double[] startsAt;
  private final long firstUpdate;
  private final Map<Long, Float> lastSeen;
  private final Map<Integer, List<UpdateEvent>> records = new ConcurrentHashMap<>();

  CellTracer(
      AnalogTile tile,
      UpdateListener listener,
      Matrix x,
      Matrix d,
      double rate,
      double granularity,
      PulseBatch batch,
      double[] startsAt,
      long firstUpdate,
      Map<Long, Float> lastSeen) {
    this.lastSeen = lastSeen;
    this.tile = tile;
    this.listener = listener;
    this.x = x;
    this.d = d;
    this.rate = rate;
    this.granularity = granularity;
    this.batch = batch;
    this.startsAt = startsAt;
    this.firstUpdate = firstUpdate;
  }

  boolean follows(int output, int input) {
    return listener.listensTo(
        tile.placement().firstCol() + input, tile.placement().firstRow() + output);
  }

  /** Inputs whose cells at an output are followed. */
  int[] followed(int output) {
    return IntStream.range(0, tile.inputs()).filter(input -> follows(output, input)).toArray();
  }

  void before(int output, int input, int sample) {
    int cell = output * tile.inputs() + input;
    // A cell belongs to one thread during an update.
    List<UpdateEvent> events = records.computeIfAbsent(cell, c -> new ArrayList<>());
    for (Role role : Role.values()) {
      float now = tile.devices(role).conductance(cell, startsAt[sample]);
      float last =
          lastSeen.computeIfAbsent(
              key(cell, role), k -> tile.devices(role).conductanceWhenWritten(cell));
      if (now != last) {
        events.add(event(output, input, sample, role, Operation.DRIFT, 0, 0, last, now, NONE));
        lastSeen.put(key(cell, role), now);
      }
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
    for (Role role : Role.values()) {
      DeviceArray devices = tile.devices(role);
      Operation operation = change * role.sign() > 0 ? Operation.SET : Operation.RESET;
      boolean left = operation == Operation.RESET && devices.model().isOneDirectional();
      int own = left ? 0 : count;
      float before = lastSeen.get(key(cell, role));
      float after = own == 0 ? before : devices.conductance(cell, startsAt[sample]);
      lastSeen.put(key(cell, role), after);
      Set<UpdateFlag> flags = flags(devices, cell, own, left, batch.clipped(sample, x, d));
      records
          .get(cell)
          .add(event(output, input, sample, role, operation, change, own, before, after, flags));
    }
  }

  /** Notes where listened devices are that were not heard of yet. */
  static void remember(AnalogTile tile, UpdateListener listener, Map<Long, Float> lastSeen) {
    for (int cell = 0; cell < tile.placement().size(); cell++) {
      int row = tile.placement().firstCol() + cell % tile.inputs();
      int col = tile.placement().firstRow() + cell / tile.inputs();
      if (listener.listensTo(row, col)) {
        for (Role role : Role.values()) {
          lastSeen.putIfAbsent(key(cell, role), tile.devices(role).conductanceWhenWritten(cell));
        }
      }
    }
  }

  /** Events of listened devices that a write has moved away from where they were last seen. */
  static List<UpdateEvent> programmed(
      AnalogTile tile,
      UpdateListener listener,
      long update,
      double now,
      Map<Long, Float> lastSeen) {
    List<UpdateEvent> events = new ArrayList<>();
    ConductanceRange range = tile.spec().device().conductance();
    lastSeen.replaceAll(
        (key, before) -> {
          int cell = (int) (key / 2);
          Role role = Role.values()[(int) (key % 2)];
          int output = cell / tile.inputs();
          int row = tile.placement().firstCol() + cell % tile.inputs();
          int col = tile.placement().firstRow() + output;
          if (!listener.listensTo(row, col)) {
            return before;
          }
          float after = tile.devices(role).conductance(cell, now);
          if (after != before) {
            double realised = realised(tile.weightScale(output), role, before, after);
            events.add(
                new UpdateEvent(
                    update,
                    0,
                    now,
                    now,
                    row,
                    col,
                    role,
                    Operation.PROGRAM,
                    0,
                    0,
                    range.siemens(before),
                    range.siemens(after),
                    0,
                    realised,
                    NONE));
          }
          return after;
        });
    events.sort(ORDER);
    return events;
  }

  private static double realised(double scale, Role role, float before, float after) {
    // Adding zero turns −0.0 into 0.0.
    return scale * role.sign() * ((double) after - before) + 0.0;
  }

  static long key(int cell, Role role) {
    return 2L * cell + role.ordinal();
  }

  private UpdateEvent event(
      int output,
      int input,
      int sample,
      Role role,
      Operation operation,
      double change,
      int count,
      float before,
      float after,
      Set<UpdateFlag> flags) {
    ConductanceRange range = tile.spec().device().conductance();
    double scale = tile.weightScale(output);
    return new UpdateEvent(
        firstUpdate + sample,
        sample,
        startsAt[sample],
        startsAt[sample + 1],
        tile.placement().firstCol() + input,
        tile.placement().firstRow() + output,
        role,
        operation,
        Math.abs(change) / granularity,
        count,
        range.siemens(before),
        range.siemens(after),
        scale * change / 2,
        realised(scale, role, before, after),
        flags);
  }

  private static Set<UpdateFlag> flags(
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
    return UpdateFlag.of(bits);
  }

  void deliver() {
    int[] cells =
        records.keySet().stream()
            .sorted(
                Comparator.<Integer>comparingInt(cell -> cell % tile.inputs())
                    .thenComparing(Comparator.naturalOrder()))
            .mapToInt(Integer::intValue)
            .toArray();
    List<LineTrain> trains = trains(cells);
    if (!trains.isEmpty()) {
      listener.fired(trains);
    }
    List<UpdateEvent> events = inOrder(cells);
    if (!events.isEmpty()) {
      listener.updated(events);
    }
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

  /** All events, sample after sample; those of a cell are in that order already. */
  private List<UpdateEvent> inOrder(int[] cells) {
    List<List<UpdateEvent>> lists = Arrays.stream(cells).mapToObj(records::get).toList();
    List<UpdateEvent> events = new ArrayList<>(lists.stream().mapToInt(List::size).sum());
    int[] next = new int[cells.length];
    for (int b = 0; b < batch.samples(); b++) {
      for (int c = 0; c < cells.length; c++) {
        List<UpdateEvent> own = lists.get(c);
        int from = events.size();
        while (next[c] < own.size() && own.get(next[c]).sample() == b) {
          events.add(own.get(next[c]++));
        }
        if (events.size() - from > 2) {
          events.subList(from, events.size()).sort(ORDER);
        }
      }
    }
    return events;
  }
}
