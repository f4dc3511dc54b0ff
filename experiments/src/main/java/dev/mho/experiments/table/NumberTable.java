package dev.mho.experiments.table;

import dev.mho.device.format.BadInputException;
import dev.mho.device.format.TextFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads numbers separated by commas, one row a line; empty lines and lines that start with # are
 * skipped.
 */
public final class NumberTable {
  private NumberTable() {}

  /**
   * Reads a table.
   *
   * @return at least one row, all of the same length
   * @throws BadInputException with file and line if it is anything else
   */
  public static double[][] read(Path file) {
    List<double[]> rows = new ArrayList<>();
    List<String> lines = TextFile.lines(file);
    for (int number = 1; number <= lines.size(); number++) {
      String line = lines.get(number - 1).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      double[] row = row(line, file + ":" + number);
      if (!rows.isEmpty() && rows.get(0).length != row.length) {
        throw BadInputException.at(
            file + ":" + number,
            row.length + " numbers",
            rows.get(0).length + ", as in the first row");
      }
      rows.add(row);
    }
    if (rows.isEmpty()) {
      throw BadInputException.at(file.toString(), "no number", "at least one row of numbers");
    }
    return rows.toArray(double[][]::new);
  }

  private static double[] row(String line, String place) {
    String[] cells = line.split(",", -1);
    double[] row = new double[cells.length];
    for (int c = 0; c < cells.length; c++) {
      String where = place + ": number " + (c + 1);
      try {
        row[c] = Double.parseDouble(cells[c].strip());
      } catch (NumberFormatException e) {
        throw BadInputException.at(where, "\"" + cells[c].strip() + "\"", "a number");
      }
      if (!Double.isFinite(row[c])) {
        throw BadInputException.at(where, Double.toString(row[c]), "a finite number");
      }
    }
    return row;
  }
}
