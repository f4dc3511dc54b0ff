package dev.mho.experiments.calibration;

import dev.mho.calibration.report.Parameter;
import dev.mho.calibration.report.Prefixed;
import dev.mho.calibration.report.Report;
import java.io.PrintWriter;
import java.util.List;

/** One calibration as lines for a terminal. */
public final class CalibrationText {
  private CalibrationText() {}

  /** Prints it. */
  public static void print(Report report, PrintWriter out) {
    out.println(report.title());
    report.facts().forEach(fact -> out.println("  " + fact));
    out.println();
    int widest = report.parameters().stream().mapToInt(p -> p.name().length()).max().orElse(0);
    for (Parameter p : report.parameters()) {
      out.println(line(p, widest));
    }
    for (Report.Table table : report.rankings()) {
      out.println();
      print(table, out);
    }
    out.println();
    report.warnings().forEach(warning -> out.println("! " + warning));
    out.println(report.verdict());
  }

  private static String line(Parameter p, int widest) {
    StringBuilder line = new StringBuilder("  ");
    line.append(p.name()).append(" ".repeat(widest - p.name().length() + 2));
    Prefixed in = p.prefixed();
    line.append(in.digits(p.value()));
    p.interval()
        .ifPresent(i -> line.append(" [" + in.digits(i.low()) + ", " + in.digits(i.high()) + "]"));
    if (!in.unit().isEmpty()) {
      line.append(' ').append(in.unit());
    }
    if (!p.remark().isEmpty()) {
      line.append("  (").append(p.remark()).append(')');
    }
    return line.toString();
  }

  private static void print(Report.Table table, PrintWriter out) {
    int columns = table.header().size();
    int[] widths = new int[columns];
    for (int c = 0; c < columns; c++) {
      int column = c;
      widths[c] =
          Math.max(
              table.header().get(c).length(),
              table.rows().stream().mapToInt(row -> row.get(column).length()).max().orElse(0));
    }
    out.println(row(table.header(), widths));
    table.rows().forEach(row -> out.println(row(row, widths)));
  }

  private static String row(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder("  ");
    for (int c = 0; c < cells.size(); c++) {
      String cell = cells.get(c);
      boolean last = c == cells.size() - 1;
      line.append(cell).append(last ? "" : " ".repeat(widths[c] - cell.length() + 2));
    }
    return line.toString().stripTrailing();
  }
}
