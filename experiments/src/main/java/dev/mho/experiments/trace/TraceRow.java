package dev.mho.experiments.trace;

import dev.mho.device.format.BadInputException;
import dev.mho.emulator.trace.Operation;
import dev.mho.emulator.trace.UpdateEvent;
import dev.mho.emulator.trace.UpdateFlag;
import dev.mho.experiments.export.AsciiText;
import java.util.Comparator;

/**
 * One row of a trace: an event and where in the network it happened. {@link TraceColumn} says what
 * each number means.
 */
record TraceRow(
    long update,
    int place,
    int epoch,
    int sample,
    double start,
    double end,
    int layer,
    int tile,
    int row,
    int col,
    String role,
    Operation operation,
    double requestedPulses,
    int appliedPulses,
    double before,
    double after,
    double requested,
    double realised,
    String flags) {

  /** The order of a trace; a chain of comparators would take longer than writing the rows. */
  static final Comparator<TraceRow> ORDER = TraceRow::compare;

  private static int compare(TraceRow a, TraceRow b) {
    if (a.update != b.update) {
      return Long.compare(a.update, b.update);
    }
    if (a.layer != b.layer) {
      return Integer.compare(a.layer, b.layer);
    }
    if (a.tile != b.tile) {
      return Integer.compare(a.tile, b.tile);
    }
    if (a.place != b.place) {
      return Integer.compare(a.place, b.place);
    }
    if (a.row != b.row) {
      return Integer.compare(a.row, b.row);
    }
    if (a.col != b.col) {
      return Integer.compare(a.col, b.col);
    }
    int minusLast = b.role.compareTo(a.role);
    return minusLast != 0 ? minusLast : a.operation.compareTo(b.operation);
  }

  static TraceRow of(UpdateEvent event, TiledStep where, int row, int col) {
    return new TraceRow(
        where.update(event.update()),
        where.place(event.update()),
        where.epoch(),
        where.sample(event.sample()),
        event.startSeconds(),
        event.endSeconds(),
        where.layer(),
        where.tile(),
        row,
        col,
        event.role().label(),
        event.operation(),
        event.pulsesRequested(),
        event.pulsesApplied(),
        event.before(),
        event.after(),
        event.requested(),
        event.realised(),
        UpdateFlag.text(event.flags()));
  }

  /** 1 for pulses up, −1 for pulses down, 0 for what is no pulse. */
  int polarity() {
    return switch (operation) {
      case SET -> 1;
      case RESET -> -1;
      case PROGRAM, DRIFT -> 0;
    };
  }

  /** Entry of the pulse table, or empty. */
  String pulse() {
    return switch (operation) {
      case SET -> "set";
      case RESET -> "reset";
      case PROGRAM, DRIFT -> "";
    };
  }

  /** Writes the row as text, with a line feed. */
  void appendTo(AsciiText text) {
    text.append(update).append(',').append(place).append(',').append(epoch).append(',');
    text.append(sample).append(',').append(start).append(',').append(end).append(',');
    text.append(layer).append(',').append(tile).append(',').append(row).append(',');
    text.append(col).append(',').append(role).append(',').append(operation.name()).append(',');
    text.append(polarity()).append(',').append(requestedPulses).append(',');
    text.append(appliedPulses).append(',').append(pulse()).append(',');
    text.appendRecurring(before).append(',').appendRecurring(after).append(',');
    text.append(requested).append(',').append(realised).append(',').append(flags).append('\n');
  }

  /** Reads a row back. */
  static TraceRow parse(String line, String place) {
    Cells cells = Cells.of(line, place, TraceColumn.values().length);
    Operation operation =
        Cells.oneOf(cells.text(11), Operation.values())
            .orElseThrow(
                () ->
                    BadInputException.at(
                        place + ": op", cells.text(11), "SET, RESET, PROGRAM, DRIFT"));
    TraceRow row =
        new TraceRow(
            cells.whole(0),
            (int) cells.whole(1),
            (int) cells.whole(2),
            (int) cells.whole(3),
            cells.number(4),
            cells.number(5),
            (int) cells.whole(6),
            (int) cells.whole(7),
            (int) cells.whole(8),
            (int) cells.whole(9),
            cells.text(10),
            operation,
            cells.number(13),
            (int) cells.whole(14),
            cells.number(16),
            cells.number(17),
            cells.number(18),
            cells.number(19),
            cells.text(20));
    if (cells.whole(12) != row.polarity() || !cells.text(15).equals(row.pulse())) {
      throw BadInputException.at(
          place,
          "polarity " + cells.text(12) + " and pulse \"" + cells.text(15) + "\"",
          row.polarity() + " and \"" + row.pulse() + "\" for " + operation);
    }
    return row;
  }

  /** Whether the row tells of pulses, asked for or delivered. */
  boolean isPulsed() {
    return polarity() != 0;
  }

  /** Whether every number of the row is one. */
  boolean isFinite() {
    return Double.isFinite(start + end + requestedPulses + before + after + requested + realised);
  }

  /** Whether both rows are of the same update of the same pair. */
  boolean isOfSamePair(TraceRow other) {
    return update == other.update && place == other.place && device().isOfSamePair(other.device());
  }

  /** Pulses up, or minus pulses down. */
  int signedPulses() {
    return polarity() * appliedPulses;
  }

  /** Why the device did not do what was asked of it. */
  boolean hasFlag(UpdateFlag flag) {
    return flags.contains(flag.label());
  }

  /** Which device the row speaks of. */
  DeviceKey device() {
    return new DeviceKey(layer, tile, row, col, role);
  }
}
