package dev.mho.calibration.measurement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds numbers against the unit that a file gives them. A unit with a prefix is chosen so that
 * numbers are near one; numbers below a thousandth say that they are in the unit without it, and
 * siemens or amperes above ten say the opposite. A unit that the user declares is not doubted.
 */
final class Magnitudes {
  private static final int ENOUGH = 1000;
  private static final double SMALL = 1e-3;
  private static final double LARGE = 10;

  private final Map<ColumnPlan, double[]> seen = new LinkedHashMap<>();
  private final Map<ColumnPlan, Integer> counts = new LinkedHashMap<>();

  /** Takes note of a number, as the file writes it. */
  void see(ColumnPlan column, Cell cell) {
    double size = Math.abs(cell.value());
    int count = counts.getOrDefault(column, 0);
    boolean counts = size > 0 && cell.suffix().isEmpty() && count < ENOUGH;
    if (counts && !column.unitDeclared() && !column.unit().text().isEmpty()) {
      seen.computeIfAbsent(column, c -> new double[ENOUGH])[count] = size;
      this.counts.put(column, count + 1);
    }
  }

  /** The columns whose numbers contradict their unit. */
  List<Question> questions() {
    List<Question> questions = new ArrayList<>();
    seen.forEach(
        (column, sizes) -> {
          double[] sorted = Arrays.copyOf(sizes, counts.getOrDefault(column, 0));
          Arrays.sort(sorted);
          double median = sorted[sorted.length / 2];
          Dimension dimension = column.unit().dimension();
          boolean electric = dimension == Dimension.CONDUCTANCE || dimension == Dimension.CURRENT;
          boolean prefixed = column.unit().power() < 0;
          boolean bare = column.unit().power() == 0;
          if (electric && ((prefixed && median < SMALL) || (bare && median > LARGE))) {
            questions.add(question(column, median));
          }
        });
    return questions;
  }

  private static Question question(ColumnPlan column, double median) {
    String base = column.unit().dimension() == Dimension.CONDUCTANCE ? "S" : "A";
    String like = column.unit().power() < 0 ? base : "u" + base;
    String found =
        column.name()
            + ": the header says "
            + column.unit().text()
            + " but values like "
            + median
            + " look like "
            + like;
    return new Question(
        "unit of " + column.name(), found, "\"" + like + "\" or \"" + column.unit().text() + "\"");
  }
}
