package dev.mho.experiments.trace;

import dev.mho.device.format.BadInputException;
import java.util.Arrays;
import java.util.Optional;

/** One line of a comma-separated file, cut into its cells. */
record Cells(String[] texts, String place) {

  /** Cuts a line that must have {@code count} cells. */
  static Cells of(String line, String place, int count) {
    String[] texts = line.split(",", -1);
    if (texts.length != count) {
      throw BadInputException.at(place, texts.length + " columns", count + " columns");
    }
    return new Cells(texts, place);
  }

  String text(int column) {
    return texts[column];
  }

  long whole(int column) {
    try {
      return Long.parseLong(texts[column]);
    } catch (NumberFormatException e) {
      throw notANumber(column);
    }
  }

  double number(int column) {
    try {
      return Double.parseDouble(texts[column]);
    } catch (NumberFormatException e) {
      throw notANumber(column);
    }
  }

  private BadInputException notANumber(int column) {
    return BadInputException.at(
        place + ": column " + (column + 1), "\"" + texts[column] + "\"", "a number");
  }

  /** The constant of that name. */
  static <E extends Enum<E>> Optional<E> oneOf(String name, E[] constants) {
    return Arrays.stream(constants).filter(constant -> constant.name().equals(name)).findFirst();
  }
}
