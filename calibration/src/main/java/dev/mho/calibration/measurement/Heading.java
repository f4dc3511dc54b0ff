package dev.mho.calibration.measurement;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where the rows of a table start, and what stands above them.
 *
 * @param names of the columns; empty for none
 * @param units of the columns as a line of their own gives them; empty where there is none
 * @param nameLine line of the names, 0 for none
 * @param unitLine line of the units, 0 for none
 * @param firstRow line of the first row of numbers
 * @param width most cells of a row among those looked at
 * @param instrument whose form the file has
 * @param examples the first cells of the first rows
 */
record Heading(
    List<String> names,
    List<String> units,
    int nameLine,
    int unitLine,
    int firstRow,
    int width,
    Instrument instrument,
    List<List<String>> examples) {
  private static final int EXAMPLES = 3;
  private static final int MOST_EXAMPLE_CELLS = 64;

  /** Finds the table in the first lines of a text. */
  static Heading of(Head head, Dialect dialect, Mapping mapping) {
    return new Search(head, dialect, mapping).heading();
  }

  /** Whether a line is a comment. */
  static boolean isComment(String line, Mapping mapping) {
    String stripped = line.strip();
    return stripped.startsWith("#")
        || stripped.startsWith("%")
        || stripped.startsWith("!")
        || mapping.comment().map(stripped::startsWith).orElse(false);
  }

  /** The unit of a column that its own line gives. */
  Optional<String> unit(int column) {
    return Optional.of(column < units.size() ? units.get(column) : "").filter(u -> !u.isEmpty());
  }

  /** The name of a column. */
  Optional<String> name(int column) {
    return Optional.of(column < names.size() ? names.get(column) : "").filter(n -> !n.isEmpty());
  }

  /** The lines of the head, each with its cells, and what they look like. */
  private static final class Search {
    private final Mapping mapping;
    private final Dialect dialect;
    private final List<String> lines;
    private final List<List<String>> cells;
    private final Cell cell;
    private final boolean[] number;
    private final boolean[] passed;
    private final Instrument instrument;

    private Search(Head head, Dialect dialect, Mapping mapping) {
      this.mapping = mapping;
      this.dialect = dialect;
      cell = new Cell(dialect.numeral(), mapping.missing());
      lines = head.lines();
      cells = lines.stream().map(line -> RowStream.cells(line, dialect.delimiter())).toList();
      instrument = Instrument.of(lines, cells);
      number = new boolean[lines.size()];
      passed = new boolean[lines.size()];
      for (int i = 0; i < lines.size(); i++) {
        passed[i] =
            lines.get(i).isBlank()
                || isComment(lines.get(i), mapping)
                || mapping.skipLines().contains(i + 1)
                || cells.get(i).stream().allMatch(String::isEmpty);
        number[i] = !passed[i] && isRow(i);
      }
    }

    private boolean isRow(int i) {
      List<String> row = cells.get(i);
      if (instrument.rowKey().isPresent()) {
        return !row.isEmpty() && row.get(0).equals(instrument.rowKey().get());
      }
      return row.stream().anyMatch(text -> dialect.numeral().matches(text));
    }

    private Heading heading() {
      int first = mapping.firstRow().isPresent() ? mapping.firstRow().getAsInt() - 1 : firstRow();
      int names = nameLine(first);
      int units = unitLine(first, names);
      if (mapping.firstRow().isEmpty() && mapping.header().isPresent()) {
        first = rowBelow(Math.max(names, units));
      }
      List<String> aligned = aligned(data(names), first);
      return new Heading(
          aligned,
          data(units),
          aligned.isEmpty() ? 0 : names + 1,
          units + 1,
          first + 1,
          width(first),
          instrument,
          examples(first));
    }

    /**
     * Names that stand over their columns. Among runs of blanks a name may have a blank before its
     * unit; where even so there are not as many names as columns, none is sure.
     */
    private List<String> aligned(List<String> names, int first) {
      if (dialect.delimiter() != Dialect.BLANKS) {
        return names;
      }
      List<String> whole = new ArrayList<>();
      for (String name : names) {
        boolean unit = !whole.isEmpty() && (name.startsWith("(") || name.startsWith("["));
        if (unit) {
          whole.set(whole.size() - 1, whole.get(whole.size() - 1) + " " + name);
        } else {
          whole.add(name);
        }
      }
      return whole.size() == width(first) ? whole : List.of();
    }

    /** The first row below a header that the mapping names. */
    private int rowBelow(int header) {
      int i = header + 1;
      while (i < lines.size() && passed[i]) {
        i++;
      }
      return i;
    }

    /** Cells of a line, without the key that an instrument puts before them. */
    private List<String> data(int line) {
      if (line < 0 || line >= cells.size()) {
        return List.of();
      }
      List<String> row = cells.get(line);
      if (isComment(lines.get(line), mapping)) {
        row = RowStream.cells(lines.get(line).strip().substring(1).strip(), dialect.delimiter());
      }
      return instrument.rowKey().isPresent() && !row.isEmpty() ? row.subList(1, row.size()) : row;
    }

    /**
     * The first line that has numbers where the longest stretch of rows has them: settings above a
     * table have theirs elsewhere, and words among the rows do not start the table anew.
     */
    private int firstRow() {
      int model = longestStretch();
      for (int i = 0; i < model; i++) {
        if (number[i] && resembles(cells.get(i), cells.get(model))) {
          return i;
        }
      }
      return model;
    }

    /** The first line of the longest stretch of rows; the later of two that are equal. */
    private int longestStretch() {
      int best = lines.size();
      int longest = 0;
      int start = -1;
      int length = 0;
      for (int i = 0; i < lines.size(); i++) {
        if (passed[i]) {
          continue;
        }
        length = number[i] ? length + 1 : 0;
        start = length == 1 ? i : start;
        if (length > 0 && length >= longest) {
          longest = length;
          best = start;
        }
      }
      return best;
    }

    /** Whether two lines have as many cells and numbers in the same ones; a missing one may be. */
    private boolean resembles(List<String> row, List<String> model) {
      if (row.size() != model.size()) {
        return false;
      }
      for (int c = 0; c < row.size(); c++) {
        boolean either = isMissing(row.get(c)) || isMissing(model.get(c));
        if (!either && isNumber(row.get(c)) != isNumber(model.get(c))) {
          return false;
        }
      }
      return true;
    }

    private boolean isNumber(String text) {
      return cell.read(text) && cell.status() != Status.MISSING;
    }

    private boolean isMissing(String text) {
      return cell.read(text) && cell.status() == Status.MISSING;
    }

    private int nameLine(int first) {
      OptionalInt said = mapping.header();
      if (said.isPresent()) {
        return said.getAsInt() - 1;
      }
      if (instrument.nameKey().isPresent()) {
        String key = instrument.nameKey().get();
        for (int i = Math.min(first, lines.size()) - 1; i >= 0; i--) {
          if (!cells.get(i).isEmpty() && cells.get(i).get(0).equals(key)) {
            return i;
          }
        }
      }
      int above = above(first);
      if (isUnitLine(above)) {
        int names = above(above);
        return fits(names, first) ? names : -1;
      }
      return fits(above, first) && !hasNumber(above) ? above : commentAbove(first);
    }

    private int unitLine(int first, int names) {
      int above = mapping.header().isPresent() ? rowBelow(names) : above(first);
      return above > names && above < first && isUnitLine(above) ? above : -1;
    }

    private int above(int line) {
      int i = Math.min(line, lines.size()) - 1;
      while (i >= 0 && passed[i]) {
        i--;
      }
      return i;
    }

    /** A comment just above the rows that names as many columns as they have. */
    private int commentAbove(int first) {
      int i = Math.min(first, lines.size()) - 1;
      if (i < 0 || !isComment(lines.get(i), mapping)) {
        return -1;
      }
      List<String> named = data(i);
      boolean words = named.stream().noneMatch(text -> dialect.numeral().matches(text));
      return named.size() > 1 && named.size() == width(first) && words ? i : -1;
    }

    private boolean hasNumber(int line) {
      return cells.get(line).stream().anyMatch(text -> dialect.numeral().matches(text));
    }

    /** Whether a line has a cell for about each column. */
    private boolean fits(int line, int first) {
      if (line < 0) {
        return false;
      }
      int width = width(first);
      return width == 1 ? cells.get(line).size() == 1 : cells.get(line).size() * 2 > width;
    }

    private boolean isUnitLine(int line) {
      if (line < 0) {
        return false;
      }
      List<String> row = cells.get(line);
      return row.stream().anyMatch(cell -> MeasuredUnit.parse(cell).isPresent())
          && row.stream()
              .allMatch(cell -> cell.isEmpty() || MeasuredUnit.parse(bare(cell)).isPresent())
          && !(names(row) && above(line) < 0);
    }

    /** Whether cells such as V and A may as well be names: then they are, on a first line. */
    private static boolean names(List<String> row) {
      return row.stream().allMatch(cell -> cell.length() <= 1);
    }

    private static String bare(String cell) {
      boolean bracketed =
          cell.length() > 2 && "([".indexOf(cell.charAt(0)) >= 0 && cell.length() < 12;
      return bracketed ? cell.substring(1, cell.length() - 1) : cell;
    }

    private int width(int first) {
      int most = 1;
      for (int i = first; i < lines.size(); i++) {
        if (i >= 0 && !passed[i] && number[i]) {
          most = Math.max(most, cells.get(i).size() - (instrument.rowKey().isPresent() ? 1 : 0));
        }
      }
      return most;
    }

    private List<List<String>> examples(int first) {
      List<List<String>> rows = new ArrayList<>();
      for (int i = Math.max(0, first); i < lines.size() && rows.size() < EXAMPLES; i++) {
        if (!passed[i] && number[i]) {
          List<String> row = data(i);
          rows.add(List.copyOf(row.subList(0, Math.min(MOST_EXAMPLE_CELLS, row.size()))));
        }
      }
      return Collections.unmodifiableList(rows);
    }
  }
}
