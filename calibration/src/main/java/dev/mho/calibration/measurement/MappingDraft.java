package dev.mho.calibration.measurement;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A mapping file to edit: all that was understood of a file, with a {@code "?"} where the user must
 * decide and the first cells of each column beside it.
 */
public final class MappingDraft {
  private static final int MOST_COLUMNS = 12;

  private MappingDraft() {}

  /**
   * The text of the file.
   *
   * @param seen what was understood
   * @param said the mapping that it was understood with
   */
  public static String of(Inspection seen, Mapping said) {
    StringBuilder text = new StringBuilder("mho: " + MappingFile.KIND + "\n");
    String name = Path.of(seen.file()).getFileName().toString();
    text.append("# What ")
        .append(oneLine(name))
        .append(" holds; docs/measurements.md lists all keys.\n");
    for (Question question : seen.questions()) {
      text.append("# Open: ").append(oneLine(question.text())).append('\n');
    }
    key(text, "kind", seen.kind().map(Kind::spelling).orElse("\"?\""));
    key(text, "encoding", said.encoding().orElse(seen.charset()));
    key(text, "delimiter", quoted(seen.delimiter()));
    if (!seen.decimal().equals("none seen")) {
      key(text, "decimal", quoted(seen.decimal()));
    }
    key(text, "header", Integer.toString(seen.header()));
    if (seen.firstRow() > 0) {
      key(text, "first-row", Integer.toString(seen.firstRow()));
    }
    text.append(rest(said));
    if (said.columns().isEmpty() && said.samples().isEmpty()) {
      columns(text, seen);
    }
    return text.toString();
  }

  private static void key(StringBuilder text, String key, String value) {
    text.append(key).append(": ").append(value).append('\n');
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  /** What the mapping says beside what was found in the file. */
  private static String rest(Mapping said) {
    String printed = MappingFile.print(said.withoutForm());
    return printed.lines().skip(1).map(line -> line + "\n").collect(Collectors.joining());
  }

  private static void columns(StringBuilder text, Inspection seen) {
    boolean known = seen.columns().stream().anyMatch(column -> column.quantity().isPresent());
    List<Inspection.Column> listed =
        seen.columns().stream()
            .filter(column -> !known || column.quantity().isPresent())
            .limit(MOST_COLUMNS)
            .toList();
    if (listed.isEmpty()) {
      return;
    }
    text.append("columns:\n");
    for (Inspection.Column column : listed) {
      text.append("  - { column: ").append(column.number()).append(", quantity: ");
      text.append(column.quantity().map(Quantity::spelling).orElse("\"?\""));
      boolean measured = column.quantity().map(q -> q.dimension() != Dimension.NONE).orElse(true);
      if (measured && !column.unit().isEmpty()) {
        text.append(", unit: ").append(quoted(column.unit()));
      } else if (measured && asked(seen, column)) {
        text.append(", unit: \"?\"");
      }
      text.append(" }  # ").append(shown(column)).append('\n');
    }
    int more = seen.width() - MOST_COLUMNS;
    if (!known && more > 0) {
      text.append("# and ")
          .append(more)
          .append(" more; a range is \"2..9\", a beginning \"rmp*\"\n");
    }
  }

  private static boolean asked(Inspection seen, Inspection.Column column) {
    String label = String.format(Locale.ROOT, "column %d", column.number());
    return column.quantity().isEmpty()
        || seen.questions().stream().anyMatch(q -> q.key().startsWith("unit of " + label));
  }

  private static String shown(Inspection.Column column) {
    String name = column.name().isEmpty() ? "" : column.name() + ": ";
    return oneLine(name + String.join(", ", column.examples()));
  }

  /** A text from the file, as a comment can hold it. */
  private static String oneLine(String text) {
    return text.replaceAll(
        "[^ -~\\u00a0-\\u2027\\u2030-\\ud7ff\\ue000-\\ufefe\\uff00-\\ufffc]+", " ");
  }
}
