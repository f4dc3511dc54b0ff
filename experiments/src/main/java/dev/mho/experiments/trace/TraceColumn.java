package dev.mho.experiments.trace;

import java.util.function.Function;

/** The columns of an events file, in their order. */
enum TraceColumn implements FileColumn {
  UPDATE(
      "update",
      Kind.WHOLE,
      "number of the sample shown, from 0 at the start of training",
      TraceRow::update),
  PLACE(
      "place",
      Kind.WHOLE,
      "place of a convolution's kernel, row after row, from 0; 0 in a dense layer",
      TraceRow::place),
  EPOCH("epoch", Kind.WHOLE, "pass over the training samples, from 1", TraceRow::epoch),
  SAMPLE("sample", Kind.WHOLE, "index of the sample in the training set, from 0", TraceRow::sample),
  START(
      "t_start_s",
      Kind.NUMBER,
      "emulated time at which the pulse train began, seconds",
      TraceRow::start),
  END("t_end_s", Kind.NUMBER, "emulated time at which it ended, seconds", TraceRow::end),
  LAYER("layer", Kind.WHOLE, "weighted layer, from 0", TraceRow::layer),
  TILE("tile", Kind.WHOLE, "array within the layer, from 0", TraceRow::tile),
  ROW("row", Kind.WHOLE, "word line (input) of the array, from 0", TraceRow::row),
  COL("col", Kind.WHOLE, "bit line (output) of the array, from 0", TraceRow::col),
  ROLE(
      "role",
      Kind.TEXT,
      "which device of the pair: plus adds to the weight, minus subtracts",
      TraceRow::role),
  OP(
      "op",
      Kind.TEXT,
      "SET (pulses up), RESET (pulses down), PROGRAM (a direct write), DRIFT (time alone)",
      row -> row.operation().name()),
  POLARITY(
      "polarity",
      Kind.WHOLE,
      "1 for SET, -1 for RESET, 0 for what is no pulse",
      TraceRow::polarity),
  REQUESTED_PULSES(
      "n_requested",
      Kind.NUMBER,
      "mean number of pulses that the request amounts to, a real one",
      TraceRow::requestedPulses),
  APPLIED_PULSES(
      "n_applied", Kind.WHOLE, "pulses that reached the device", TraceRow::appliedPulses),
  PULSE(
      "pulse",
      Kind.TEXT,
      "entry of the pulse table: set, reset, or empty for what is no pulse",
      TraceRow::pulse),
  BEFORE(
      "g_before_S",
      Kind.NUMBER,
      "conductance before, without read noise, siemens",
      TraceRow::before),
  AFTER(
      "g_after_S", Kind.NUMBER, "conductance after, without read noise, siemens", TraceRow::after),
  REQUESTED(
      "dw_requested",
      Kind.NUMBER,
      "this device's half of the weight change asked for, weight units",
      TraceRow::requested),
  REALISED(
      "dw_realised",
      Kind.NUMBER,
      "this device's part of the weight change that came about, weight units",
      TraceRow::realised),
  FLAGS(
      "flags",
      Kind.TEXT,
      "below_step, saturated_high, saturated_low, stuck, clipped, one_directional; joined by |, or"
          + " empty",
      TraceRow::flags);

  /** What a column holds. */
  enum Kind {
    /** Whole numbers of at most 64 bits. */
    WHOLE,
    /** Real numbers of double precision. */
    NUMBER,
    /** Words. */
    TEXT
  }

  private final String label;
  private final Kind kind;
  private final String meaning;
  private final Function<TraceRow, Object> cell;

  TraceColumn(String label, Kind kind, String meaning, Function<TraceRow, Object> cell) {
    this.cell = cell;
    this.label = label;
    this.kind = kind;
    this.meaning = meaning;
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public String meaning() {
    return meaning;
  }

  /** What the column holds of a row. */
  Object cell(TraceRow row) {
    return cell.apply(row);
  }

  Kind kind() {
    return kind;
  }

  /** The first line of an events file. */
  static String header() {
    return FileColumn.header(values());
  }
}
