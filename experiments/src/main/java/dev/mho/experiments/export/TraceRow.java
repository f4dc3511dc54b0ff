package dev.mho.experiments.export;

import dev.mho.device.format.BadInputException;
import dev.mho.emulator.cell.Role;
import dev.mho.emulator.trace.Operation;
import dev.mho.emulator.trace.UpdateEvent;
import dev.mho.emulator.trace.UpdateFlag;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One row of a trace: an event and where in the network it happened.
 *
 * @param epoch counted from 1
 * @param sample index in the training set
 * @param layer counted from 0
 * @param tile number within the layer
 * @param row word line of the tile
 * @param col bit line of the tile
 */
record TraceRow(
    long update,
    int epoch,
    int sample,
    double start,
    double end,
    int layer,
    int tile,
    int row,
    int col,
    String role,
    String operation,
    double requestedPulses,
    int appliedPulses,
    double before,
    double after,
    double requested,
    double realised,
    String flags) {

  static final Map<String, String> COLUMNS = columns();

  static final Comparator<TraceRow> ORDER =
      Comparator.comparingLong(TraceRow::update)
          .thenComparingInt(TraceRow::layer)
          .thenComparingInt(TraceRow::tile)
          .thenComparingInt(TraceRow::row)
          .thenComparingInt(TraceRow::col)
          .thenComparing(TraceRow::role, Comparator.reverseOrder())
          .thenComparing(row -> Operation.valueOf(row.operation));

  private static Map<String, String> columns() {
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put("update", "number of the sample since the start of training, from 0");
    columns.put("epoch", "pass over the training samples, from 1");
    columns.put("sample", "index of the sample in the training set, from 0");
    columns.put("t_start_s", "emulated time at which the pulse train began, seconds");
    columns.put("t_end_s", "emulated time at which it ended, seconds");
    columns.put("layer", "weighted layer, from 0");
    columns.put("tile", "array within the layer, from 0");
    columns.put("row", "word line (input) of the array, from 0");
    columns.put("col", "bit line (output) of the array, from 0");
    columns.put("role", "which device of the pair: plus adds to the weight, minus subtracts");
    columns.put(
        "op", "SET (pulses up), RESET (pulses down), PROGRAM (a direct write), DRIFT (time alone)");
    columns.put("n_requested", "mean number of pulses that the request amounts to, a real number");
    columns.put("n_applied", "pulses that reached the device");
    columns.put("g_before_S", "conductance before, without read noise, siemens");
    columns.put("g_after_S", "conductance after, without read noise, siemens");
    columns.put("dw_requested", "this device's half of the weight change asked for, weight units");
    columns.put(
        "dw_realised", "this device's part of the weight change that came about, weight units");
    columns.put(
        "flags",
        "below_step, saturated_high, saturated_low, stuck, clipped, one_directional; joined by |, or"
            + " empty");
    return columns;
  }

  static TraceRow of(
      UpdateEvent event, int epoch, int sample, int layer, int tile, int row, int col) {
    return new TraceRow(
        event.update(),
        epoch,
        sample,
        event.startSeconds(),
        event.endSeconds(),
        layer,
        tile,
        row,
        col,
        label(event.role()),
        event.operation().name(),
        event.pulsesRequested(),
        event.pulsesApplied(),
        event.before(),
        event.after(),
        event.requested(),
        event.realised(),
        event.flags().stream().map(UpdateFlag::label).collect(Collectors.joining("|")));
  }

  /** Spelling of a role in a trace. */
  static String label(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }

  /** The row as text; {@link Double#toString} gives enough digits to read the same double back. */
  String text() {
    return update
        + ","
        + epoch
        + ","
        + sample
        + ","
        + start
        + ","
        + end
        + ","
        + layer
        + ","
        + tile
        + ","
        + row
        + ","
        + col
        + ","
        + role
        + ","
        + operation
        + ","
        + requestedPulses
        + ","
        + appliedPulses
        + ","
        + before
        + ","
        + after
        + ","
        + requested
        + ","
        + realised
        + ","
        + flags;
  }

  /** Reads a row back. */
  static TraceRow parse(String line, String place) {
    List<String> cells = List.of(line.split(",", -1));
    if (cells.size() != COLUMNS.size()) {
      throw BadInputException.at(place, cells.size() + " columns", COLUMNS.size() + " columns");
    }
    try {
      Operation.valueOf(cells.get(10));
      return new TraceRow(
          Long.parseLong(cells.get(0)),
          Integer.parseInt(cells.get(1)),
          Integer.parseInt(cells.get(2)),
          Double.parseDouble(cells.get(3)),
          Double.parseDouble(cells.get(4)),
          Integer.parseInt(cells.get(5)),
          Integer.parseInt(cells.get(6)),
          Integer.parseInt(cells.get(7)),
          Integer.parseInt(cells.get(8)),
          cells.get(9),
          cells.get(10),
          Double.parseDouble(cells.get(11)),
          Integer.parseInt(cells.get(12)),
          Double.parseDouble(cells.get(13)),
          Double.parseDouble(cells.get(14)),
          Double.parseDouble(cells.get(15)),
          Double.parseDouble(cells.get(16)),
          cells.get(17));
    } catch (NumberFormatException e) {
      throw new BadInputException(place + ": " + e.getMessage() + " where a number is needed");
    } catch (IllegalArgumentException e) {
      throw BadInputException.at(place + ": op", cells.get(10), "SET, RESET, PROGRAM, DRIFT");
    }
  }

  /** Whether the row tells of pulses, asked for or delivered. */
  boolean isPulsed() {
    return operation.equals("SET") || operation.equals("RESET");
  }

  /** Whether every number of the row is one. */
  boolean isFinite() {
    return Double.isFinite(start + end + requestedPulses + before + after + requested + realised);
  }

  /** Whether both rows are of the same update of the same pair. */
  boolean isOfSamePair(TraceRow other) {
    return update == other.update && device().pair().equals(other.device().pair());
  }

  /** Which device the row speaks of. */
  DeviceKey device() {
    return new DeviceKey(layer, tile, row, col, role);
  }
}
