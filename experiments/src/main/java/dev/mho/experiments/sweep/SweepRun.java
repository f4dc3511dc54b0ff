package dev.mho.experiments.sweep;

import dev.mho.device.format.WholeFile;
import dev.mho.experiments.run.PausedException;
import dev.mho.experiments.run.RunResult;
import dev.mho.experiments.run.Score;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Runs what a sweep asks for and has not run yet. Each run has a directory of its own, {@code
 * runs/ID}, named by a hash of all that decides its result, so that a sweep which is repeated,
 * extended or was interrupted runs only what is missing, a run that was interrupted in its middle
 * from its last checkpoint on. Results do not depend on the engine that makes them, nor on its
 * number of threads.
 */
public final class SweepRun {
  private final SweepFile file;
  private final Path directory;
  private final SweepEngine engine;
  private final SweepEngine.Terms terms;

  /**
   * A sweep into a directory.
   *
   * @param engine makes the runs
   * @param terms what the engine is told
   * @throws dev.mho.device.format.BadInputException if the engine refuses its terms
   */
  public SweepRun(SweepFile file, Path directory, SweepEngine engine, SweepEngine.Terms terms) {
    engine.check(terms);
    this.file = file;
    this.directory = directory;
    this.engine = engine;
    this.terms = terms;
  }

  /**
   * What came of a sweep.
   *
   * @param lines to be read: what is drawn, what is best, what failed
   * @param complete whether every run has an answer, be it that it diverged
   */
  public record Report(List<String> lines, boolean complete) {}

  /** Hears of runs. */
  public interface Listener {
    /** Before the first run: how many there are, and how many of them were there already. */
    void begins(int runs, int known);

    /** A run has ended. */
    void ended(PlannedRun run, Optional<RunResult> result, Optional<String> failure);

    /** A line worth reading. */
    void says(String line);
  }

  /** Where the result of a run goes. */
  public Path place(Point point) {
    return directory.resolve("runs").resolve(point.id());
  }

  /**
   * Runs what is missing of some runs.
   *
   * @throws PausedException if the sweep was asked to stop, once every run has
   * @return outcomes in the order of the points
   */
  List<Outcome> run(List<Point> points, Listener listener) {
    Map<String, Outcome> outcomes = new HashMap<>();
    points.forEach(point -> known(point).ifPresent(outcome -> outcomes.put(point.id(), outcome)));
    List<Assignment> missing =
        points.stream()
            .filter(point -> !outcomes.containsKey(point.id()))
            .map(point -> new Assignment(point, file.experimentFile(), place(point)))
            .toList();
    listener.begins(points.size(), points.size() - missing.size());
    if (!missing.isEmpty()) {
      engine.make(missing, terms, new Collector(outcomes, listener));
    }
    if (terms.checkpoints().pause().isAsked()) {
      long done = outcomes.values().stream().filter(Outcome::lasting).count();
      throw new PausedException("stopped; " + done + " of " + points.size() + " runs are done");
    }
    return points.stream().map(point -> outcomes.get(point.id())).toList();
  }

  /** Reads what each run has come to, and passes it on. */
  private final class Collector implements SweepEngine.Listener {
    private final Map<String, Outcome> outcomes;
    private final Listener listener;

    Collector(Map<String, Outcome> outcomes, Listener listener) {
      this.outcomes = outcomes;
      this.listener = listener;
    }

    @Override
    public void ended(Assignment assignment, Optional<String> obstacle) {
      Point point = assignment.point();
      Outcome outcome =
          obstacle
              .map(why -> Outcome.failed(point.planned(), why))
              .or(() -> known(point))
              .orElseGet(() -> Outcome.failed(point.planned(), "its result has gone"));
      outcomes.put(point.id(), outcome);
      if (outcome.lasting() || !terms.checkpoints().pause().isAsked()) {
        listener.ended(outcome.run(), outcome.result(), outcome.failure());
      }
    }

    @Override
    public void says(String line) {
      listener.says(line);
    }
  }

  /** What is known of a run from earlier. */
  private Optional<Outcome> known(Point point) {
    return Outcome.read(point.planned(), place(point));
  }

  // --- the whole ---------------------------------------------------------------------------

  /** Runs a share of the sweep; the whole sweep is also summed up in tables and figures. */
  public Report run(Shard shard, Listener listener) {
    if (shard.number() == 1) {
      write(directory.resolve(SweepPlan.FILE), SweepPlan.of(file).print());
    }
    List<Outcome> outcomes = run(file.points().stream().filter(shard::holds).toList(), listener);
    List<String> lines = new ArrayList<>();
    if (shard.of() == 1) {
      lines.addAll(sumUp(outcomes, listener));
    } else {
      lines.add(
          "share "
              + shard.number()
              + " of "
              + shard.of()
              + " done; the sweep without --shard sums all up");
    }
    for (Outcome outcome : outcomes) {
      outcome
          .failure()
          .ifPresent(why -> lines.add("failed: " + outcome.run().label() + ": " + why));
    }
    return new Report(lines, outcomes.stream().allMatch(Outcome::lasting));
  }

  private List<String> sumUp(List<Outcome> outcomes, Listener listener) {
    Summary summary = new Summary(outcomes);
    write(directory.resolve("runs.csv"), summary.runs());
    write(directory.resolve("summary.csv"), summary.table());
    List<String> lines = new ArrayList<>();
    lines.addAll(SweepFigure.write(file.spec().name(), summary, directory));
    file.spec()
        .choose()
        .ifPresent(
            keys -> {
              for (Summary.Row best : Choice.best(keys, summary)) {
                lines.addAll(chosen(best, listener));
              }
            });
    return lines;
  }

  /** Tells of the best setting, and tests it if it was chosen on a validation split. */
  private List<String> chosen(Summary.Row best, Listener listener) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "best on %s: %s: mean accuracy %.2f %%, mean loss %s over %d seeds",
            best.run(),
            best.setting(),
            100 * best.accuracies().getMean(),
            Score.lossText(best.losses().getMean()),
            best.accuracies().getN()));
    List<Point> tests = new ArrayList<>();
    for (Point point : file.points()) {
      if (point.group().equals(best.setting())) {
        file.tested(point).ifPresent(tests::add);
      }
    }
    if (!tests.isEmpty()) {
      for (Summary.Row row : new Summary(run(tests, listener)).rows()) {
        lines.add(
            String.format(
                Locale.ROOT,
                "  on the test samples, %s: accuracy %.2f %% (%.2f to %.2f), loss %s",
                row.run(),
                100 * row.accuracies().getMean(),
                100 * row.accuracies().getMin(),
                100 * row.accuracies().getMax(),
                Score.lossText(row.losses().getMean())));
      }
    }
    return lines;
  }

  private static void write(Path file, String text) {
    try {
      WholeFile.write(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a sweep would do, without doing it. */
  public SweepForecast forecast(Shard shard) {
    return new SweepForecast(
        file.spec().name(),
        file.points().stream()
            .filter(shard::holds)
            .map(point -> SweepForecast.Entry.of(point, known(point)))
            .toList());
  }
}
