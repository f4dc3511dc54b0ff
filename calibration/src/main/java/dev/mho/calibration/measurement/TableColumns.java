package dev.mho.calibration.measurement;

import dev.mho.device.format.BadInputException;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The columns of a table by place and by name, for a mapping that points at them. */
record TableColumns(String file, Heading heading) {
  private static final int MOST_LISTED = 12;

  /** How many there are. */
  int count() {
    return Math.max(heading.names().size(), heading.width());
  }

  /** A column in a message: its place from 1 and its name. */
  String label(int i) {
    return "column " + (i + 1) + heading.name(i).map(name -> " \"" + name + "\"").orElse("");
  }

  /** Some of the labels, and how many more there are. */
  static String listed(List<String> labels) {
    String some = labels.stream().limit(MOST_LISTED).collect(Collectors.joining(", "));
    int more = labels.size() - MOST_LISTED;
    return more > 0 ? some + " and " + more + " more" : some;
  }

  /**
   * The places, from 0, of a number, a name, a range {@code 2..9} or a beginning {@code rmp*}.
   *
   * @param key of the mapping, for messages
   */
  List<Integer> places(String key, ColumnKey column) {
    if (column.value() instanceof Integer place) {
      return List.of(within(key, place) - 1);
    }
    String text = (String) column.value();
    List<Integer> named = named(name -> name.equals(text));
    if (named.size() > 1) {
      String found = "\"" + text + "\", a name of " + named.size() + " columns";
      throw BadInputException.at(place(key), found, "the number of the column");
    }
    if (!named.isEmpty()) {
      return named;
    }
    if (text.matches("\\d{1,6}\\.\\.\\d{1,6}")) {
      int dots = text.indexOf("..");
      int from = within(key, Integer.parseInt(text.substring(0, dots)));
      int to = within(key, Integer.parseInt(text.substring(dots + 2)));
      return IntStream.rangeClosed(from - 1, to - 1).boxed().toList();
    }
    String start = text.endsWith("*") ? text.substring(0, text.length() - 1) : text;
    List<Integer> begun =
        text.endsWith("*") ? named(name -> name.startsWith(start)) : List.<Integer>of();
    if (begun.isEmpty()) {
      throw unknown(key, text);
    }
    return begun;
  }

  /** A place from 1, if the table has it. */
  int within(String key, int place) {
    if (place < 1 || place > count()) {
      throw BadInputException.at(place(key), "column " + place, "1 to " + count());
    }
    return place;
  }

  private List<Integer> named(Predicate<String> wanted) {
    return IntStream.range(0, heading.names().size())
        .filter(i -> wanted.test(heading.names().get(i)))
        .boxed()
        .toList();
  }

  private BadInputException unknown(String key, String text) {
    return heading.names().isEmpty()
        ? BadInputException.at(
            place(key),
            "\"" + text + "\", and the file names no columns",
            "a number from 1 to " + count())
        : BadInputException.unknown(place(key), "column", text, heading.names());
  }

  private String place(String key) {
    return file + ": mapping: " + key + ".column";
  }
}
