package dev.mho.calibration.measurement;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.mho.device.format.BadInputException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Reads a file that an instrument, a script or a spreadsheet wrote. The form is found in its first
 * lines, the rows are streamed; what is ambiguous becomes a {@link Question}.
 */
public final class MeasurementFile {
  private static final int MOST_COLUMNS_SHOWN = 64;
  private static final int MOST_LINES_TOLD = 8;

  private final Path file;
  private final SourceText text;
  private final Mapping mapping;
  private final Dialect dialect;
  private final Head head;
  private final Heading heading;
  private final List<Question> dialectQuestions;

  private MeasurementFile(Path file, Mapping mapping) throws IOException {
    this.file = file;
    this.mapping = mapping;
    text = SourceText.of(file, mapping.encoding());
    head = Head.of(text);
    DialectSniffer sniffer = new DialectSniffer(head, mapping);
    dialect = sniffer.sniff();
    dialectQuestions = sniffer.questions();
    heading = Heading.of(head, dialect, mapping);
  }

  /**
   * The events of a file.
   *
   * @param mapping what the user says of it; without one, the file must speak for itself
   * @throws BadInputException if it cannot be read, if a row cannot, or if something is left open;
   *     one line that names the key of a mapping that decides it
   */
  public static Measurement read(Path file, Optional<Mapping> mapping, Kind kind) {
    return inspect(file, mapping, Optional.of(kind)).orRefuse();
  }

  /**
   * What is understood of a file, and what is open.
   *
   * @param kind what was measured; without it, that of the mapping
   * @throws BadInputException if it is missing, unreadable or no text, or the mapping does not fit
   */
  public static Inspection inspect(Path file, Optional<Mapping> mapping, Optional<Kind> kind) {
    Mapping said = mapping.orElseGet(Mapping::none);
    if (kind.isPresent() && said.kind().isPresent() && !kind.equals(said.kind())) {
      throw BadInputException.at(
          file + ": mapping: kind", said.kind().get().spelling(), kind.get().spelling());
    }
    try {
      return new MeasurementFile(file, said).inspect(kind.or(said::kind));
    } catch (BadInputException e) {
      boolean named = e.getMessage().startsWith(file.toString());
      throw named ? e : new BadInputException(file + ": " + e.getMessage());
    } catch (JsonProcessingException e) {
      throw new BadInputException(file + ": not readable: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw SourceText.unreadable(file, e);
    }
  }

  private Inspection inspect(Optional<Kind> kind) throws IOException {
    List<String> notices = new ArrayList<>();
    List<Question> questions = new ArrayList<>(dialectQuestions);
    if (text.fallback()) {
      notices.add("the text is not UTF-8 and is taken for Windows-1252");
    }
    if (heading.instrument() != Instrument.UNKNOWN) {
      notices.add("the form is that of " + heading.instrument().title());
    }
    if (heading.firstRow() > head.lines().size()) {
      questions.add(
          new Question("first-row", "no line of numbers was found", "the line of the first row"));
    }
    if (kind.isEmpty()) {
      questions.add(kindQuestion());
    }
    if (!questions.isEmpty()) {
      return inspection(kind, Optional.empty(), Optional.empty(), notices, questions);
    }
    Planner planner = new Planner(file.toString(), dialect, heading, mapping, kind.get());
    Plan plan = planner.plan();
    notices.addAll(planner.notices());
    questions.addAll(planner.questions());
    if (!questions.isEmpty()) {
      return inspection(kind, Optional.of(plan), Optional.empty(), notices, questions);
    }
    return recorded(plan, notices);
  }

  /** The kinds that the names of the columns would do for. */
  private Question kindQuestion() {
    List<String> possible = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      try {
        Planner planner = new Planner(file.toString(), dialect, heading, mapping, kind);
        planner.plan();
        if (planner.questions().isEmpty()) {
          possible.add(kind.spelling());
        }
      } catch (BadInputException e) {
        // The mapping does not fit this kind.
      }
    }
    String all =
        IntStream.range(0, Kind.values().length)
            .mapToObj(i -> Kind.values()[i].spelling())
            .collect(Collectors.joining(" or "));
    return new Question(
        "kind",
        "what was measured is not said"
            + (possible.isEmpty()
                ? ""
                : " (its columns would do for " + String.join(", ", possible) + ")"),
        all);
  }

  private Inspection recorded(Plan plan, List<String> notices) throws IOException {
    Measurement.Builder events =
        Measurement.of(plan.kind())
            .source(file.getFileName().toString(), text.sha256())
            .valueUnit(plan.valueUnit())
            .levelUnit(plan.levelUnit());
    EventRecorder recorder = new EventRecorder(plan, events);
    int skipped = stream(recorder, notices);
    if (skipped > 0) {
      notices.add(skipped + " comment and key lines among the rows are no rows");
    }
    List<Question> questions = recorder.magnitudes().questions();
    if (questions.isEmpty()) {
      lookOver(plan, events, notices);
    }
    notices.addAll(recorder.notices());
    tellStatuses(events.rows(), notices);
    notices.forEach(events::notice);
    Optional<Measurement> measurement =
        questions.isEmpty() && recorder.refusedCount() == 0 && events.size() > 0
            ? Optional.of(events.build())
            : Optional.empty();
    return inspection(
        Optional.of(plan.kind()),
        Optional.of(plan),
        Optional.of(recorder),
        notices,
        questions,
        measurement);
  }

  private void lookOver(Plan plan, Measurement.Builder events, List<String> notices) {
    if (plan.kind() == Kind.PULSE_RESPONSE) {
      MirroredTrains mirrors = new MirroredTrains(events.rows(), mapping.mirroredAt());
      mirrors.turn(!plan.sequential());
      notices.addAll(mirrors.notices());
    }
    if (plan.kind() == Kind.IV && mapping.compliance().isEmpty()) {
      CompliancePlateaus plateaus = new CompliancePlateaus(events.rows());
      plateaus.mark();
      plateaus.notice().ifPresent(notices::add);
    }
  }

  /** Streams the rows; returns how many lines among them are none. */
  private int stream(EventRecorder recorder, List<String> notices) throws IOException {
    int skippedLines = 0;
    int again = 0;
    try (BufferedReader reader = text.open()) {
      int before = heading.firstRow() - 1;
      for (int i = 0; i < before; i++) {
        reader.readLine();
      }
      RowStream rows = new RowStream(reader, before, dialect.delimiter());
      try {
        while (rows.next()) {
          List<String> cells = rows.cells();
          if (cells.stream().allMatch(String::isEmpty)) {
            continue;
          }
          if (isHeader(cells)) {
            recorder.startAgain();
            again++;
          } else if (isRow(cells, rows.line())) {
            recorder.row(withoutKey(cells), rows.line());
          } else {
            skippedLines++;
          }
        }
      } catch (JsonProcessingException e) {
        throw rows.broken(file.toString(), e);
      }
    }
    if (again > 0) {
      notices.add("the header stands again " + again + " times; each starts another repetition");
    }
    return skippedLines;
  }

  private boolean isHeader(List<String> cells) {
    return !heading.names().isEmpty()
        && heading.names().equals(withoutKey(cells))
        && heading.instrument().nameKey().map(key -> key.equals(cells.get(0))).orElse(true);
  }

  private boolean isRow(List<String> cells, int line) {
    Optional<String> key = heading.instrument().rowKey();
    if (key.isPresent()) {
      return cells.get(0).equals(key.get());
    }
    return !mapping.skipLines().contains(line) && !Heading.isComment(cells.get(0), mapping);
  }

  private List<String> withoutKey(List<String> cells) {
    return heading.instrument().rowKey().isPresent() ? cells.subList(1, cells.size()) : cells;
  }

  private static void tellStatuses(Rows rows, List<String> notices) {
    for (Status status : new Status[] {Status.MISSING, Status.OVERFLOW, Status.UNDEFINED}) {
      int[] lines =
          IntStream.range(0, rows.size)
              .filter(i -> rows.status[i] == status)
              .map(i -> rows.line[i])
              .toArray();
      if (lines.length > 0) {
        int[] distinct = IntStream.of(lines).distinct().toArray();
        String some =
            IntStream.of(distinct)
                .limit(MOST_LINES_TOLD)
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(", "));
        notices.add(
            lines.length
                + (lines.length == 1 ? " value is " : " values are ")
                + status.name().toLowerCase(Locale.ROOT)
                + (distinct.length == 1 ? ": line " : ": lines ")
                + some
                + (distinct.length > MOST_LINES_TOLD ? ", …" : ""));
      }
    }
  }

  // --- what was understood -------------------------------------------------------------------

  private Inspection inspection(
      Optional<Kind> kind,
      Optional<Plan> plan,
      Optional<EventRecorder> recorder,
      List<String> notices,
      List<Question> questions) {
    return inspection(kind, plan, recorder, notices, questions, Optional.empty());
  }

  private Inspection inspection(
      Optional<Kind> kind,
      Optional<Plan> plan,
      Optional<EventRecorder> recorder,
      List<String> notices,
      List<Question> questions,
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
        columns(plan),
        recorder.map(EventRecorder::rowCount).orElse(0),
        recorder.map(EventRecorder::refused).orElse(List.of()),
        recorder.map(EventRecorder::refusedCount).orElse(0),
        notices,
        questions,
        measurement);
  }

  private int width() {
    return Math.max(heading.names().size(), heading.width());
  }

  private List<Inspection.Column> columns(Optional<Plan> plan) {
    return IntStream.range(0, Math.min(MOST_COLUMNS_SHOWN, width()))
        .mapToObj(
            i -> {
              Optional<ColumnPlan> column =
                  plan.flatMap(p -> p.columns().stream().filter(c -> c.index() == i).findFirst());
              List<String> examples =
                  heading.examples().stream().map(row -> i < row.size() ? row.get(i) : "").toList();
              return new Inspection.Column(
                  i + 1,
                  heading.name(i).orElse(""),
                  column.map(ColumnPlan::quantity),
                  column.map(c -> c.unit().text()).orElse(""),
                  column.map(MeasurementFile::remark).orElse(""),
                  examples);
            })
        .toList();
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
    return String.join(", ", remarks);
  }
}
