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
import java.util.stream.Stream;

/**
 * Reads a file that an instrument, a script or a spreadsheet wrote. The form is found in its first
 * lines, the rows are streamed; what is ambiguous becomes a {@link Question}.
 */
public final class MeasurementFile {
  private static final int MOST_LINES_TOLD = 8;

  private final Path file;
  private final Mapping mapping;
  private final Understanding form;
  private final Dialect dialect;
  private final Heading heading;

  private MeasurementFile(Path file, Mapping mapping) throws IOException {
    this.file = file;
    this.mapping = mapping;
    form = Understanding.of(file, mapping);
    dialect = form.dialect();
    heading = form.heading();
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
    List<String> notices = form.notices();
    List<Question> questions = new ArrayList<>(form.questions());
    if (kind.isEmpty()) {
      questions.add(kindQuestion());
    }
    if (!questions.isEmpty()) {
      return form.page(kind, Optional.empty(), notices, questions);
    }
    Planner planner = planner(kind.get());
    Plan plan = planner.plan();
    notices.addAll(planner.findings().notices());
    List<Question> open = planner.findings().questions();
    return open.isEmpty()
        ? recorded(plan, notices)
        : form.page(kind, Optional.of(plan), notices, open);
  }

  private Planner planner(Kind kind) {
    return new Planner(file.toString(), dialect, heading, mapping, kind);
  }

  /** The kinds that the names of the columns would do for. */
  private Question kindQuestion() {
    List<String> possible = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      try {
        Planner planner = planner(kind);
        planner.plan();
        if (planner.findings().questions().isEmpty()) {
          possible.add(kind.spelling());
        }
      } catch (BadInputException e) {
        // The mapping does not fit this kind.
      }
    }
    String all = Stream.of(Kind.values()).map(Kind::spelling).collect(Collectors.joining(" or "));
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
            .source(file.getFileName().toString(), form.text().sha256())
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
    return form.page(plan, recorder, notices, questions, measurement);
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
    try (BufferedReader reader = form.text().open()) {
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
            recorder.record(withoutKey(cells), rows.line());
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
}
