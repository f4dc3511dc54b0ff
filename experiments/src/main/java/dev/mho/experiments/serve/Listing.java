package dev.mho.experiments.serve;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mho.device.format.BadInputException;
import dev.mho.device.format.StrictFormat;
import dev.mho.experiments.report.ResultFolder;
import dev.mho.experiments.report.RunState;
import dev.mho.experiments.run.Score;
import dev.mho.experiments.sweep.Outcome;
import dev.mho.experiments.sweep.SweepPlan;
import dev.mho.experiments.sweep.SweepResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far the results of a shelf have come, at one moment.
 *
 * @param results ordered by path
 */
record Listing(List<Item> results) {
  private static final String KIND = "listing/1";

  /**
   * A result.
   *
   * @param path within the shelf
   * @param name of the experiment or sweep
   * @param kind run, inference or sweep
   * @param state in words
   * @param style of the state, by its name in the style sheet
   * @param done epochs or runs
   * @param of how many there will be; 0 if that is not counted
   * @param unit epochs or runs
   * @param hardware accuracy on hardware so far, 0 to 1
   * @param exact accuracy of the exact network so far, 0 to 1
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Item(
      String path,
      String name,
      String kind,
      String state,
      String style,
      int done,
      int of,
      String unit,
      Optional<Double> hardware,
      Optional<Double> exact) {}

  /** Looks at a shelf. */
  static Listing of(Shelf shelf) {
    List<Item> items = new ArrayList<>();
    for (Path place : shelf.results()) {
      String path = shelf.pathOf(place);
      try {
        items.add(
            SweepPlan.isIn(place)
                ? sweep(path, SweepResult.read(place))
                : run(path, ResultFolder.of(place)));
      } catch (BadInputException e) {
        items.add(unreadable(path, e.getMessage()));
      }
    }
    return new Listing(List.copyOf(items));
  }

  private static Item run(String path, ResultFolder folder) {
    RunState state = folder.state();
    String kind = folder.epochs() > 0 ? "run" : "inference";
    return new Item(
        path,
        folder.name(),
        kind,
        state.phase().label(),
        state.phase().style(),
        state.epoch(),
        state.epochs(),
        "epochs",
        accuracy(state.scores(), "hardware"),
        accuracy(state.scores(), "exact"));
  }

  private static Optional<Double> accuracy(Map<String, Score> scores, String run) {
    return Optional.ofNullable(scores.get(run)).map(Score::accuracy);
  }

  private static Item sweep(String path, SweepResult sweep) {
    int all = sweep.plan().runs().size();
    int ended = sweep.outcomes().size();
    long failed = sweep.outcomes().stream().filter(o -> o.failure().isPresent()).count();
    RunState.Phase phase = ended < all ? RunState.Phase.UNDER_WAY : RunState.Phase.FINISHED;
    return new Item(
        path,
        sweep.plan().name(),
        "sweep",
        phase.label() + (failed > 0 ? ", " + failed + " failed" : ""),
        phase.style(),
        ended,
        all,
        "runs",
        best(sweep, "hardware"),
        best(sweep, "exact"));
  }

  /** The best run's, whatever its setting. */
  private static Optional<Double> best(SweepResult sweep, String run) {
    return sweep.outcomes().stream()
        .map(Outcome::scores)
        .flatMap(scores -> accuracy(scores, run).stream())
        .max(Double::compare);
  }

  private static Item unreadable(String path, String why) {
    return new Item(path, path, "", why, "failed", 0, 0, "", Optional.empty(), Optional.empty());
  }

  /** As JSON. */
  String print() {
    return StrictFormat.json().print(KIND, this);
  }
}
