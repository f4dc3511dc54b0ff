package dev.mho.calibration.measurement;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds delimiter and decimal sign: those under which most cells are numbers.
 *
 * <p>Each candidate is given the share of numbers in each line, summed over the lines. A comma
 * between two whole numbers may part them or be their decimal sign; a header, or a second comma,
 * decides, and where neither is there the user must.
 */
final class DialectSniffer {
  private static final char[] DELIMITERS = {'\t', ';', ',', '|', Dialect.BLANKS};
  private static final Pattern GROUPS = Pattern.compile("[+-]?[1-9]\\d{0,2}(,\\d{3})+");
  private static final double TIE = 1e-9;

  private final Head head;
  private final Mapping mapping;
  private final List<Question> questions = new ArrayList<>();

  DialectSniffer(Head head, Mapping mapping) {
    this.head = head;
    this.mapping = mapping;
  }

  /** A candidate and how well it reads the lines. */
  private record Candidate(Dialect dialect, double score, int widest) {}

  /** What the file leaves open; empty if the dialect is certain. */
  List<Question> questions() {
    return List.copyOf(questions);
  }

  /** The dialect, as far as it can be told. */
  Dialect sniff() {
    List<Candidate> candidates = new ArrayList<>();
    for (char delimiter : delimiters()) {
      for (Numeral numeral : numerals(delimiter)) {
        candidates.add(candidate(new Dialect(delimiter, numeral)));
      }
    }
    Candidate best =
        candidates.stream()
            .max(Comparator.comparingDouble(Candidate::score).thenComparing(Candidate::widest))
            .orElseThrow();
    askForComma(best, candidates);
    return grouped(best.dialect());
  }

  private List<Character> delimiters() {
    if (mapping.delimiter().isPresent()) {
      return List.of(Dialect.delimiter(mapping.delimiter().get()));
    }
    List<Character> seen = new ArrayList<>(List.of(Dialect.NOTHING));
    for (char delimiter : DELIMITERS) {
      if (head.lines().stream().anyMatch(line -> line.strip().indexOf(delimiter) >= 0)) {
        seen.add(delimiter);
      }
    }
    return seen;
  }

  private List<Numeral> numerals(char delimiter) {
    char groups = mapping.thousands().map(Dialect::thousands).orElse(Numeral.NONE);
    List<Numeral> all = new ArrayList<>();
    for (char sign : new char[] {'.', ','}) {
      boolean wanted = mapping.decimal().map(word -> word.charAt(0) == sign).orElse(true);
      boolean possible = sign != delimiter && sign != groups;
      if (wanted && possible) {
        all.add(new Numeral(sign, groups));
      }
    }
    return all.isEmpty() ? List.of(Numeral.POINT) : all;
  }

  private Candidate candidate(Dialect dialect) {
    double score = 0;
    int widest = 1;
    for (String line : head.lines()) {
      List<String> cells = RowStream.cells(line, dialect.delimiter());
      long filled = cells.stream().filter(cell -> !cell.isEmpty()).count();
      long numbers = cells.stream().filter(cell -> isNumber(cell, dialect)).count();
      if (numbers > 0) {
        score += (double) numbers / filled;
        widest = Math.max(widest, cells.size());
      }
    }
    // A comma as decimal sign must show itself: without any, numbers are written with a point.
    double doubt = dialect.numeral().decimal() == ',' && !showsComma(dialect) ? 1e-6 : 0;
    return new Candidate(dialect, score - doubt, widest);
  }

  private static boolean isNumber(String cell, Dialect dialect) {
    return dialect.numeral().matches(cell);
  }

  private boolean showsComma(Dialect dialect) {
    return head.lines().stream()
        .flatMap(line -> RowStream.cells(line, dialect.delimiter()).stream())
        .anyMatch(cell -> cell.indexOf(',') >= 0 && isNumber(cell, dialect));
  }

  /** Whether a comma parts cells or starts decimals. */
  private void askForComma(Candidate best, List<Candidate> candidates) {
    boolean decided = mapping.delimiter().isPresent() || mapping.decimal().isPresent();
    boolean tie =
        candidates.stream()
                .filter(other -> Math.abs(other.score() - best.score()) < TIE)
                .map(other -> other.dialect().delimiter())
                .filter(delimiter -> delimiter == ',' || delimiter == Dialect.NOTHING)
                .distinct()
                .count()
            > 1;
    if (decided || !tie || best.widest() != 2 || headedByComma()) {
      return;
    }
    questions.add(
        new Question(
            "delimiter",
            "a comma may part two cells or be the decimal sign of one",
            "\",\" or none (and decimal to \",\")"));
  }

  /** Whether a line of words has the comma, so that it parts cells. */
  private boolean headedByComma() {
    return head.lines().stream()
        .limit(1)
        .map(line -> RowStream.cells(line, ','))
        .anyMatch(
            cells ->
                cells.size() == 2 && cells.stream().noneMatch(cell -> Numeral.POINT.matches(cell)));
  }

  /** Asks where every comma is followed by three digits, and points are there too. */
  private Dialect grouped(Dialect dialect) {
    if (dialect.numeral().decimal() != ',' || mapping.decimal().isPresent()) {
      return dialect;
    }
    List<String> commas =
        head.lines().stream()
            .flatMap(line -> RowStream.cells(line, dialect.delimiter()).stream())
            .filter(cell -> cell.indexOf(',') >= 0 && isNumber(cell, dialect))
            .toList();
    boolean allGroups =
        !commas.isEmpty() && commas.stream().allMatch(cell -> GROUPS.matcher(cell).matches());
    if (allGroups && mapping.thousands().isEmpty()) {
      questions.add(
          new Question(
              "decimal",
              "every comma stands before three digits (" + commas.get(0) + ")",
              "\",\" (decimals), or to \".\" with thousands: \",\""));
    }
    return dialect;
  }

  /** Whether any number shows a decimal sign. */
  static Optional<Character> shown(Head head, Dialect dialect) {
    char sign = dialect.numeral().decimal();
    boolean seen =
        head.lines().stream()
            .flatMap(line -> RowStream.cells(line, dialect.delimiter()).stream())
            .anyMatch(cell -> cell.indexOf(sign) >= 0 && isNumber(cell, dialect));
    return seen ? Optional.of(sign) : Optional.empty();
  }
}
