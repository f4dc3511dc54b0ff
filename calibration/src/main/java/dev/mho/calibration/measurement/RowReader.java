package dev.mho.calibration.measurement;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Reads the cells of one row after the other: numbers in SI and their statuses, by the slot of
 * their column among the columns of the plan.
 */
final class RowReader {
  private static final int MOST_SHOWN = 40;

  private final Plan plan;
  private final Cell cell;
  private final double[] numbers;
  private final Status[] statuses;
  private final int widest;
  private final Map<ColumnPlan, TimeStamps> stamps = new HashMap<>();
  private final Magnitudes magnitudes = new Magnitudes();
  private List<String> cells = List.of();
  private boolean suffixes;

  RowReader(Plan plan) {
    this.plan = plan;
    cell = new Cell(plan.dialect().numeral(), plan.mapping().missing());
    numbers = new double[plan.columns().size()];
    statuses = new Status[plan.columns().size()];
    widest = widest(plan);
  }

  /** The most cells that a row may fill: a cell beyond the names tells of another delimiter. */
  private static int widest(Plan plan) {
    int names = plan.heading().names().size();
    int used = plan.columns().stream().mapToInt(column -> column.index() + 1).max().orElse(0);
    return names == 0 ? plan.heading().width() : Math.max(names, used);
  }

  /** The sizes of the values, to hold against their units. */
  Magnitudes magnitudes() {
    return magnitudes;
  }

  /** Whether any number carried a unit of its own. */
  boolean sawSuffixes() {
    return suffixes;
  }

  /**
   * Reads a row, but not the samples of a trace.
   *
   * @return what cannot be read, if anything cannot
   */
  Optional<String> read(List<String> row) {
    cells = row;
    if (!plan.traces() && isTooWide()) {
      return Optional.of("has " + cells.size() + " cells where the table has " + widest);
    }
    for (int slot = 0; slot < numbers.length; slot++) {
      ColumnPlan column = plan.columns().get(slot);
      Optional<String> problem =
          switch (column.quantity()) {
            case DEVICE -> Optional.empty();
            case POLARITY ->
                known(
                    column,
                    direction(text(column)).isPresent(),
                    "up, down or read (and set," + " reset, ltp, ltd, +, -)");
            case STATUS ->
                known(
                    column,
                    Cell.word(text(column)).isPresent(),
                    "ok, N, C, T, V, X, compliance," + " overflow or missing");
            default -> isSamples(column) ? Optional.empty() : number(slot, column, text(column));
          };
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }

  /** Reads one sample of a trace into the slot of its column. */
  Optional<String> readSample(int slot, String text) {
    return number(slot, plan.columns().get(slot), text);
  }

  /** The text of a column in the row. */
  String text(ColumnPlan column) {
    return text(column.index());
  }

  /** The number in a slot, in SI; NaN where there is none. */
  double number(int slot) {
    return numbers[slot];
  }

  /** Whether the number in a slot is one. */
  Status status(int slot) {
    return statuses[slot];
  }

  /** A direction in words: 1, −1, or 0 for a reading. */
  static Optional<Integer> direction(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "up", "set", "ltp", "pot", "potentiation", "p", "+", "+1", "1" -> Optional.of(1);
      case "down", "reset", "ltd", "dep", "depression", "d", "-", "-1" -> Optional.of(-1);
      case "read", "r", "" -> Optional.of(0);
      default -> Optional.empty();
    };
  }

  private String text(int index) {
    return index < cells.size() ? cells.get(index) : "";
  }

  private boolean isSamples(ColumnPlan column) {
    return plan.traces() && column.quantity().isValue();
  }

  private boolean isTooWide() {
    for (int i = widest; i < cells.size(); i++) {
      if (!cells.get(i).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private Optional<String> known(ColumnPlan column, boolean known, String allowed) {
    return known ? Optional.empty() : Optional.of(found(column, text(column), allowed));
  }

  private static String found(ColumnPlan column, String text, String allowed) {
    String shown = text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "…" : text;
    return column.name() + ": found \"" + shown + "\"; allowed: " + allowed;
  }

  private Optional<String> number(int slot, ColumnPlan column, String text) {
    if (column.dates().isPresent()) {
      return date(slot, column, text);
    }
    if (!cell.read(text)) {
      return Optional.of(found(column, text, "a number, or add the text to missing"));
    }
    Optional<MeasuredUnit> unit = unit(column);
    if (unit.isEmpty()) {
      String kind = column.quantity().spelling();
      return Optional.of(column.name() + ": no unit of " + kind + " stands beside " + text);
    }
    statuses[slot] = cell.status();
    numbers[slot] = unit.get().si(cell.value());
    boolean whole = column.quantity() == Quantity.CODE || column.quantity() == Quantity.CYCLE;
    if (whole && cell.status() == Status.OK && !isWhole(numbers[slot])) {
      return Optional.of(found(column, text, "a whole number >= 0"));
    }
    if (column.quantity().isValue()) {
      magnitudes.see(column, cell);
    }
    return Optional.empty();
  }

  private static boolean isWhole(double number) {
    return number >= 0 && number <= Integer.MAX_VALUE && number == Math.rint(number);
  }

  /** The unit of a cell: its own, that of the unit column, or the column's. */
  private Optional<MeasuredUnit> unit(ColumnPlan column) {
    if (!cell.suffix().isEmpty()) {
      suffixes = true;
      return column.unit().suffixed(cell.suffix());
    }
    if (column.unitColumn().isEmpty()) {
      return Optional.of(column.unit());
    }
    return MeasuredUnit.parse(text(column.unitColumn().getAsInt()))
        .filter(unit -> unit.dimension() == column.quantity().dimension());
  }

  private Optional<String> date(int slot, ColumnPlan column, String text) {
    OptionalDouble seconds =
        stamps
            .computeIfAbsent(column, timed -> TimeStamps.of(timed.dates().orElseThrow()))
            .seconds(text);
    boolean none = seconds.isEmpty() && cell.read(text) && cell.status() == Status.MISSING;
    numbers[slot] = seconds.orElse(Double.NaN);
    statuses[slot] = none ? Status.MISSING : Status.OK;
    return seconds.isPresent() || none
        ? Optional.empty()
        : Optional.of(found(column, text, column.dates().orElseThrow()));
  }
}
