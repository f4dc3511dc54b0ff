package dev.mho.calibration.measurement;

import dev.mho.device.format.BadInputException;

/**
 * How a text falls into cells, and cells are numbers.
 *
 * @param delimiter between cells; {@link #BLANKS} for runs of blanks
 * @param numeral how numbers are written
 */
record Dialect(char delimiter, Numeral numeral) {
  /** Runs of blanks part the cells. */
  static final char BLANKS = ' ';

  /** Nothing parts cells: a line is a cell. */
  static final char NOTHING = '\u0001';

  /** The delimiter of a mapping's word. */
  static char delimiter(String word) {
    return switch (word) {
      case "tab", "\t" -> '\t';
      case "blank", " " -> BLANKS;
      case "none" -> NOTHING;
      default -> {
        if (word.length() != 1 || Character.isLetterOrDigit(word.charAt(0)) || word.equals("\"")) {
          throw BadInputException.at(
              "delimiter", "\"" + word + "\"", "one character, tab, blank or none");
        }
        yield word.charAt(0);
      }
    };
  }

  /** What groups thousands, from a mapping's word. */
  static char thousands(String word) {
    if (word.equals("none")) {
      return Numeral.NONE;
    }
    if (word.length() != 1 || ".,' \u00a0\u202f".indexOf(word.charAt(0)) < 0) {
      throw BadInputException.at(
          "thousands", "\"" + word + "\"", "none, \".\", \",\", \"'\" or a blank");
    }
    return word.charAt(0);
  }

  /** A mapping's word for the delimiter. */
  String delimiterWord() {
    return switch (delimiter) {
      case '\t' -> "tab";
      case BLANKS -> "blank";
      case NOTHING -> "none";
      default -> Character.toString(delimiter);
    };
  }
}
