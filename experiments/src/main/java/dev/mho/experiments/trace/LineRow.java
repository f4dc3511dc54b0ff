package dev.mho.experiments.trace;

import dev.mho.device.format.BadInputException;
import dev.mho.emulator.trace.LineTrain;
import dev.mho.emulator.trace.LineTrain.Side;
import dev.mho.experiments.export.AsciiText;
import java.util.Comparator;
import java.util.Locale;

/**
 * One row of the trains: a line that fires in an update.
 *
 * @param line word line or bit line of the array
 * @param sign −1 if the line's value is negative, else 1
 * @param slots slots of the train
 * @param fires bit s is set if the line fires in slot s
 */
record LineRow(
    long update,
    int place,
    int epoch,
    int sample,
    double start,
    int layer,
    int tile,
    Side side,
    int line,
    int sign,
    int slots,
    int fires) {

  static final Comparator<LineRow> ORDER =
      Comparator.comparingLong(LineRow::update)
          .thenComparingInt(LineRow::layer)
          .thenComparingInt(LineRow::tile)
          .thenComparingInt(LineRow::place)
          .thenComparing(LineRow::side)
          .thenComparingInt(LineRow::line);

  static LineRow of(LineTrain train, TiledStep where, int line) {
    return new LineRow(
        where.update(train.update()),
        where.place(train.update()),
        where.epoch(),
        where.sample(train.sample()),
        train.startSeconds(),
        where.layer(),
        where.tile(),
        train.side(),
        line,
        train.negative() ? -1 : 1,
        train.slots(),
        train.fires());
  }

  /** Writes the row as text, with a line feed. */
  void appendTo(AsciiText text) {
    text.append(update).append(',').append(place).append(',').append(epoch).append(',');
    text.append(sample).append(',').append(start).append(',').append(layer).append(',');
    text.append(tile).append(',').append(sideLabel()).append(',').append(line).append(',');
    text.append(sign).append(',').append(train()).append('\n');
  }

  /** The train as text, the first slot first. */
  String train() {
    char[] digits = new char[slots];
    for (int s = 0; s < slots; s++) {
      digits[s] = firesIn(s) ? '1' : '0';
    }
    return new String(digits);
  }

  /** Reads a row back. */
  static LineRow parse(String text, String place) {
    Cells cells = Cells.of(text, place, LineColumn.values().length);
    Side side =
        Cells.oneOf(cells.text(7).toUpperCase(Locale.ROOT), Side.values())
            .orElseThrow(
                () -> BadInputException.at(place + ": side", cells.text(7), "row or column"));
    String train = cells.text(10);
    if (!train.matches("[01]{1,31}")) {
      throw BadInputException.at(place + ": train", train, "1 to 31 digits 0 or 1");
    }
    int fires = 0;
    for (int s = 0; s < train.length(); s++) {
      fires |= train.charAt(s) == '1' ? 1 << s : 0;
    }
    return new LineRow(
        cells.whole(0),
        (int) cells.whole(1),
        (int) cells.whole(2),
        (int) cells.whole(3),
        cells.number(4),
        (int) cells.whole(5),
        (int) cells.whole(6),
        side,
        (int) cells.whole(8),
        (int) cells.whole(9),
        train.length(),
        fires);
  }

  /** Whether the line fires in a slot. */
  boolean firesIn(int slot) {
    return (fires >>> slot & 1) != 0;
  }

  /** Spelling of the side. */
  String sideLabel() {
    return side.name().toLowerCase(Locale.ROOT);
  }
}
