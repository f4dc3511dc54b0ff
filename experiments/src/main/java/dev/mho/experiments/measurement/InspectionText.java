package dev.mho.experiments.measurement;

import dev.mho.calibration.measurement.Inspection;
import dev.mho.calibration.measurement.Kind;
import dev.mho.calibration.measurement.Measurement;
import dev.mho.calibration.measurement.Quantity;
import dev.mho.calibration.measurement.Question;
import dev.mho.calibration.measurement.Refused;
import dev.mho.calibration.measurement.Status;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What was understood of a measured file, as a page of text. */
public final class InspectionText {
  private static final int MOST_COLUMNS = 16;
  private static final int MOST_REFUSED = 10;
  private static final int MOST_GROUPS = 8;
  private static final int MOST_CELL = 28;

  private final Inspection seen;
  private final StringBuilder text = new StringBuilder();

  private InspectionText(Inspection seen) {
    this.seen = seen;
  }

  /** The page. */
  public static String of(Inspection seen) {
    return new InspectionText(seen).page();
  }

  private String page() {
    line("file", seen.file() + (seen.gzip() ? " (gzip)" : ""));
    line("sha256", seen.sha256());
    line("encoding", seen.encoding());
    line("delimiter", seen.delimiter() + "   decimal sign: " + seen.decimal());
    line("form", seen.form().orElse("a table"));
    line("header", header());
    line("kind", seen.kind().map(Kind::spelling).orElse("not said"));
    columns();
    seen.measurement().ifPresent(this::events);
    list("taken for granted or odd", seen.notices());
    list("rows that cannot be read", refused());
    list("open: a mapping file decides", seen.questions().stream().map(Question::text).toList());
    return text.toString();
  }

  private void line(String name, String value) {
    text.append(String.format(Locale.ROOT, "%-10s  %s%n", name, value));
  }

  private String header() {
    String names = seen.header() == 0 ? "none" : "line " + seen.header();
    String units = seen.unitLine() == 0 ? "" : ", units in line " + seen.unitLine();
    String rows = seen.firstRow() == 0 ? "; no rows" : "; rows from line " + seen.firstRow();
    return names + units + rows;
  }

  private void columns() {
    List<String[]> table = new ArrayList<>();
    table.add(new String[] {"column", "name", "holds", "unit", "", "first cells"});
    List<Inspection.Column> shown = seen.columns().stream().limit(MOST_COLUMNS).toList();
    for (Inspection.Column column : shown) {
      table.add(
          new String[] {
            Integer.toString(column.number()),
            column.name(),
            column.quantity().map(Quantity::spelling).orElse("-"),
            column.unit(),
            column.remark(),
            column.examples().stream().map(InspectionText::cut).collect(Collectors.joining(" | "))
          });
    }
    text.append(System.lineSeparator());
    int[] widths = new int[6];
    table.forEach(row -> Arrays.setAll(widths, i -> Math.max(widths[i], cut(row[i]).length())));
    for (String[] row : table) {
      String cells =
          IntStream.range(0, row.length)
              .filter(i -> widths[i] > 0)
              .mapToObj(i -> i == row.length - 1 ? row[i] : padded(row[i], widths[i]))
              .collect(Collectors.joining("  "));
      text.append("  ").append(cells.stripTrailing()).append(System.lineSeparator());
    }
    int more = seen.width() - shown.size();
    if (more > 0) {
      text.append("  and ").append(more).append(" more columns");
      text.append(System.lineSeparator());
    }
    text.append(System.lineSeparator());
  }

  private static String padded(String cell, int width) {
    return cut(cell) + " ".repeat(width - cut(cell).length());
  }

  /** A cell as a terminal can show it. */
  private static String cut(String cell) {
    String plain = cell.replaceAll("[\\p{Cntrl}\\u0080-\\u009f]", "·");
    return plain.length() > MOST_CELL ? plain.substring(0, MOST_CELL - 1) + "…" : plain;
  }

  private void events(Measurement all) {
    String statuses =
        Arrays.stream(Status.values())
            .filter(status -> all.count(status) > 0)
            .map(status -> all.count(status) + " " + status.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
    line("rows", seen.rows() + " rows, " + all.size() + " values: " + statuses);
    MeasuredGroups groups = MeasuredGroups.of(all);
    List<String> shown = groups.lines().stream().limit(MOST_GROUPS).toList();
    line(groups.name(), Integer.toString(groups.lines().size()));
    shown.forEach(group -> line("", group));
    if (groups.lines().size() > shown.size()) {
      line("", "and " + (groups.lines().size() - shown.size()) + " more");
    }
  }

  private List<String> refused() {
    List<String> lines = new ArrayList<>();
    for (Refused row : seen.refused().stream().limit(MOST_REFUSED).toList()) {
      lines.add("line " + row.line() + ": " + row.reason());
    }
    if (seen.refusedCount() > MOST_REFUSED) {
      lines.add("and " + (seen.refusedCount() - MOST_REFUSED) + " more");
    }
    return lines;
  }

  private void list(String title, List<String> entries) {
    if (entries.isEmpty()) {
      return;
    }
    text.append(System.lineSeparator()).append(title).append(System.lineSeparator());
    for (String entry : entries) {
      text.append("  - ").append(entry).append(System.lineSeparator());
    }
  }
}
