package dev.mho.experiments.sweep;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What lies in the directory of a sweep, be it done or under way.
 *
 * @param directory of the sweep
 * @param plan all that it will have run
 * @param outcomes of the runs that have ended
 */
public record SweepResult(Path directory, SweepPlan plan, List<Outcome> outcomes) {

  /** Reads it. */
  public static SweepResult read(Path directory) {
    SweepPlan plan = SweepPlan.read(directory);
    List<Outcome> outcomes = new ArrayList<>();
    for (PlannedRun run : plan.runs()) {
      Outcome.read(run, place(directory, run.id())).ifPresent(outcomes::add);
    }
    return new SweepResult(directory, plan, List.copyOf(outcomes));
  }

  private static Path place(Path directory, String id) {
    return directory.resolve("runs").resolve(id);
  }

  /** Where the result of a run is, or will be. */
  public Path place(PlannedRun run) {
    return place(directory, run.id());
  }

  /** Whether a run has begun. */
  public boolean hasBegun(PlannedRun run) {
    return Files.isDirectory(place(run));
  }

  /** Scores over seeds. */
  public Summary summary() {
    return new Summary(outcomes);
  }

  /**
   * A setting that was chosen.
   *
   * @param row its scores, on the validation samples where there are some
   * @param tested its scores on the test samples, by run; empty without a validation split
   */
  public record Chosen(Summary.Row row, List<Summary.Row> tested) {}

  /** The best settings, if the sweep asks for them and all of its runs have ended. */
  public List<Chosen> chosen() {
    if (plan.choose().isEmpty() || outcomes.size() < plan.runs().size()) {
      return List.of();
    }
    List<Chosen> chosen = new ArrayList<>();
    for (Summary.Row row : Choice.best(plan.choose().get(), summary())) {
      List<Outcome> tests = new ArrayList<>();
      for (PlannedRun run : plan.runs()) {
        if (run.group().equals(row.setting())) {
          run.tested().flatMap(id -> Outcome.read(run, place(directory, id))).ifPresent(tests::add);
        }
      }
      chosen.add(new Chosen(row, new Summary(tests).rows()));
    }
    return chosen;
  }

  /**
   * The scores of one run of all settings along the numeric key that takes most values.
   *
   * @param key along which
   * @param curves by the values of the other keys, from low to high
   */
  public record Line(String key, Map<String, List<Summary.Row>> curves) {}

  /** What can be drawn as lines, by run. */
  public Map<String, Line> lines() {
    Summary summary = summary();
    Map<String, Line> lines = new LinkedHashMap<>();
    Optional<String> key = SweepFigure.axis(summary);
    key.ifPresent(
        x ->
            SweepFigure.curves(summary, x)
                .forEach(
                    (run, curves) -> {
                      Map<String, List<Summary.Row>> ordered = new LinkedHashMap<>();
                      curves.forEach((name, rows) -> ordered.put(name, List.copyOf(rows.values())));
                      lines.put(run, new Line(x, ordered));
                    }));
    return lines;
  }
}
