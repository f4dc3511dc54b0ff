package dev.mho.experiments.report;

import dev.mho.device.format.BadInputException;
import dev.mho.device.format.TextFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The rows of a table that {@link dev.mho.experiments.export.CsvTable} wrote. */
final class CsvRows {
  private final Path file;
  private final List<String> header;
  private final List<Row> rows = new ArrayList<>();

  private CsvRows(Path file, List<String> header) {
    this.file = file;
    this.header = header;
  }

  /** A row. */
  final class Row {
    private final String place;
    private final String[] cells;

    private Row(String place, String[] cells) {
      this.place = place;
      this.cells = cells;
    }

    /** The text in a column. */
    String text(String column) {
      int at = header.indexOf(column);
      if (at < 0) {
        throw BadInputException.unknown(file.toString(), "column", column, header);
      }
      return cells[at];
    }

    /** The number in a column. */
    double number(String column) {
      try {
        return Double.parseDouble(text(column));
      } catch (NumberFormatException e) {
        throw BadInputException.at(place + ": " + column, "\"" + text(column) + "\"", "a number");
      }
    }
  }

  /** Reads a table. */
  static CsvRows read(Path file) {
    List<String> lines = TextFile.lines(file);
    if (lines.isEmpty()) {
      throw BadInputException.at(file.toString(), "no line", "a line of column names");
    }
    CsvRows table = new CsvRows(file, List.of(lines.get(0).split(",", -1)));
    for (int i = 1; i < lines.size(); i++) {
      String place = file + ":" + (i + 1);
      String[] cells = lines.get(i).split(",", -1);
      if (cells.length != table.header.size()) {
        throw BadInputException.at(
            place, cells.length + " cells", table.header.size() + ", as there are column names");
      }
      table.rows.add(table.new Row(place, cells));
    }
    return table;
  }

  /** All rows. */
  List<Row> rows() {
    return rows;
  }

  /** What a column holds, each once, in their order. */
  List<String> values(String column) {
    return rows.stream().map(row -> row.text(column)).distinct().toList();
  }

  /** Numbers of a column in some of the rows. */
  double[] numbers(String column, Predicate<Row> chosen) {
    return rows.stream().filter(chosen).mapToDouble(row -> row.number(column)).toArray();
  }
}
