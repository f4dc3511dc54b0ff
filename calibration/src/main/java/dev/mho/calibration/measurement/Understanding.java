package dev.mho.calibration.measurement;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The form of a file: its text, its dialect, where its rows start; and the page that shows it.
 *
 * @param file as it was named
 * @param text how it is packed and encoded
 * @param head its first lines
 * @param dialect cells and numbers
 * @param heading where the rows start
 * @param questions what the form leaves open
 */
record Understanding(
    Path file,
    SourceText text,
    Head head,
    Dialect dialect,
    Heading heading,
    List<Question> questions) {
  private static final int MOST_COLUMNS = 64;

  /** Looks at a file. */
  static Understanding of(Path file, Mapping mapping) throws IOException {
    SourceText text = SourceText.of(file, mapping.encoding());
    Head head = Head.of(text, mapping.firstRow().orElse(mapping.header().orElse(0)));
    DialectSniffer sniffer = new DialectSniffer(head, mapping);
    Dialect dialect = sniffer.sniff();
    Heading heading = Heading.of(head, dialect, mapping);
    List<Question> questions = new ArrayList<>(sniffer.questions());
    if (heading.firstRow() > head.lines().size()) {
      questions.add(
          new Question("first-row", "no line of numbers was found", "the line of the first row"));
    }
    return new Understanding(file, text, head, dialect, heading, List.copyOf(questions));
  }

  /** What was taken for granted. */
  List<String> notices() {
    List<String> notices = new ArrayList<>();
    if (text.fallback()) {
      notices.add("the text is not UTF-8 and is taken for Windows-1252");
    }
    if (heading.instrument() != Instrument.UNKNOWN) {
      notices.add("the form is that of " + heading.instrument().title());
    }
    return notices;
  }

  /** What is shown of a file before its rows are read. */
  Inspection page(
      Optional<Kind> kind, Optional<Plan> plan, List<String> notices, List<Question> open) {
    return page(kind, plan, 0, List.of(), 0, notices, open, Optional.empty());
  }

  /** What is shown of a file once its rows are read. */
  Inspection page(
      Plan plan,
      EventRecorder recorder,
      List<String> notices,
      List<Question> open,
      Optional<Measurement> measurement) {
    return page(
        Optional.of(plan.kind()),
        Optional.of(plan),
        recorder.rowCount(),
        recorder.refused(),
        recorder.refusedCount(),
        notices,
        open,
        measurement);
  }

  private Inspection page(
      Optional<Kind> kind,
      Optional<Plan> plan,
      int rows,
      List<Refused> refused,
      int refusedCount,
      List<String> notices,
      List<Question> open,
      Optional<Measurement> measurement) {
    boolean found = heading.firstRow() <= head.lines().size();
    return new Inspection(
        file.toString(),
        text.sha256(),
        text.gzip(),
        text.encodingName(),
        text.key(),
        dialect.delimiterWord(),
        DialectSniffer.shown(head, dialect).map(String::valueOf).orElse("none seen"),
        Optional.of(heading.instrument())
            .filter(form -> form != Instrument.UNKNOWN)
            .map(Instrument::title),
        heading.nameLine(),
        heading.unitLine(),
        found ? heading.firstRow() : 0,
        kind,
        width(),
        IntStream.range(0, Math.min(MOST_COLUMNS, width())).mapToObj(i -> column(i, plan)).toList(),
        rows,
        refused,
        refusedCount,
        notices,
        open,
        measurement);
  }

  private int width() {
    return new TableColumns(file.toString(), heading).count();
  }

  private Inspection.Column column(int i, Optional<Plan> plan) {
    Optional<ColumnPlan> column =
        plan.flatMap(p -> p.columns().stream().filter(c -> c.index() == i).findFirst());
    return new Inspection.Column(
        i + 1,
        heading.name(i).orElse(""),
        column.map(ColumnPlan::quantity),
        column.map(c -> c.dates().orElse(c.unit().text())).orElse(""),
        column.map(Understanding::remark).orElse(""),
        heading.examples().stream().map(row -> i < row.size() ? row.get(i) : "").toList());
  }

  private static String remark(ColumnPlan column) {
    List<String> remarks = new ArrayList<>();
    column.polarity().ifPresent(p -> remarks.add(p.name().toLowerCase(Locale.ROOT)));
    column.device().ifPresent(device -> remarks.add("device " + device));
    column.target().ifPresent(target -> remarks.add("target " + target + " S"));
    column.time().ifPresent(time -> remarks.add("at " + time + " s"));
    if (column.quantity() == Quantity.CURRENT) {
      column.readVoltage().ifPresent(volts -> remarks.add("read at " + volts + " V"));
      column.compliance().ifPresent(amperes -> remarks.add("compliance " + amperes + " A"));
    }
    column.celsius().ifPresent(celsius -> remarks.add(celsius + " C"));
    return column.quantity().isValue() ? String.join(", ", remarks) : "";
  }
}
