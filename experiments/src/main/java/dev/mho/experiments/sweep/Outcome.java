package dev.mho.experiments.sweep;

import dev.mho.device.format.StrictFormat;
import dev.mho.experiments.run.RunResult;
import dev.mho.experiments.run.Score;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What became of a run.
 *
 * @param run which one
 * @param result what came out; empty if it failed
 * @param failure why it failed; empty if it did not
 * @param lasting whether the run would end in the same way again, so that it need not be repeated
 */
public record Outcome(
    PlannedRun run, Optional<RunResult> result, Optional<String> failure, boolean lasting) {
  /** What a run that has no result leaves in its directory. */
  static final String FAILURE = "failure.json";

  private static final String FAILURE_KIND = "failure/1";

  /** Why a run ended without a result, if it would do so again. */
  private record Failure(String reason) {}

  static Outcome done(PlannedRun run, RunResult result) {
    return new Outcome(run, Optional.of(result), Optional.empty(), true);
  }

  /** It grew beyond all bounds, or its circuit has no solution. */
  static Outcome diverged(PlannedRun run, String why) {
    return new Outcome(run, Optional.empty(), Optional.of(why), true);
  }

  /** Something was in its way. */
  static Outcome failed(PlannedRun run, String why) {
    return new Outcome(run, Optional.empty(), Optional.of(why), false);
  }

  /** What is known of a run from its directory; empty if it has not ended. */
  static Optional<Outcome> read(PlannedRun run, Path directory) {
    Path result = directory.resolve("result.json");
    Path failure = directory.resolve(FAILURE);
    if (Files.exists(result)) {
      return Optional.of(
          done(run, StrictFormat.json().read(result, RunResult.KIND, RunResult.class)));
    }
    if (Files.exists(failure)) {
      Failure why = StrictFormat.json().read(failure, FAILURE_KIND, Failure.class);
      return Optional.of(diverged(run, why.reason()));
    }
    return Optional.empty();
  }

  /** The text of {@link #FAILURE}. */
  static String failureText(String why) {
    return StrictFormat.json().print(FAILURE_KIND, new Failure(why));
  }

  /** Final scores by run, and those of later read-outs as {@code hardware after 3600 s}. */
  public Map<String, Score> scores() {
    Map<String, Score> scores = new LinkedHashMap<>();
    result.ifPresent(
        r -> {
          scores.putAll(r.scores());
          r.readOuts()
              .forEach(
                  later ->
                      scores.put(
                          "hardware after " + seconds(later.seconds()) + " s", later.score()));
        });
    return scores;
  }

  private static String seconds(double seconds) {
    return seconds == Math.rint(seconds) && seconds < 1e15
        ? Long.toString((long) seconds)
        : Double.toString(seconds);
  }
}
