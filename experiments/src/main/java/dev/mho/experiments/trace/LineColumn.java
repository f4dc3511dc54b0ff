package dev.mho.experiments.trace;

import dev.mho.experiments.trace.TraceColumn.Kind;
import java.util.function.Function;

/** The columns of a file of trains, in their order. */
enum LineColumn implements FileColumn {
  UPDATE(TraceColumn.UPDATE, LineRow::update),
  PLACE(TraceColumn.PLACE, LineRow::place),
  EPOCH(TraceColumn.EPOCH, LineRow::epoch),
  SAMPLE(TraceColumn.SAMPLE, LineRow::sample),
  START(TraceColumn.START, LineRow::start),
  LAYER(TraceColumn.LAYER, LineRow::layer),
  TILE(TraceColumn.TILE, LineRow::tile),
  SIDE("side", Kind.TEXT, "row (word line) or column (bit line)", LineRow::sideLabel),
  LINE("line", Kind.WHOLE, "number of the line in the array, from 0", LineRow::line),
  SIGN(
      "sign",
      Kind.WHOLE,
      "-1 if its value is negative, else 1; a weight rises if the two signs differ",
      LineRow::sign),
  TRAIN(
      "train",
      Kind.TEXT,
      "a digit a slot, the first one first: 1 if the line fires, else 0",
      LineRow::train);

  private final String label;
  private final Kind kind;
  private final String meaning;
  private final Function<LineRow, Object> cell;

  LineColumn(String label, Kind kind, String meaning, Function<LineRow, Object> cell) {
    this.label = label;
    this.kind = kind;
    this.meaning = meaning;
    this.cell = cell;
  }

  LineColumn(TraceColumn same, Function<LineRow, Object> cell) {
    this(same.label(), same.kind(), same.meaning(), cell);
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public String meaning() {
    return meaning;
  }

  Kind kind() {
    return kind;
  }

  /** What the column holds of a row. */
  Object cell(LineRow row) {
    return cell.apply(row);
  }

  /** The first line of a file of trains. */
  static String header() {
    return FileColumn.header(values());
  }
}
