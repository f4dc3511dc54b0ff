package dev.mho.experiments.sweep;

import dev.mho.experiments.run.RunResult;
import dev.mho.experiments.run.Score;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What became of a run.
 *
 * @param point the run
 * @param result what came out; empty if it failed
 * @param failure why it failed; empty if it did not
 * @param lasting whether the run would end in the same way again, so that it need not be repeated
 */
record Outcome(Point point, Optional<RunResult> result, Optional<String> failure, boolean lasting) {

  static Outcome done(Point point, RunResult result) {
    return new Outcome(point, Optional.of(result), Optional.empty(), true);
  }

  /** It grew beyond all bounds, or its circuit has no solution. */
  static Outcome diverged(Point point, String why) {
    return new Outcome(point, Optional.empty(), Optional.of(why), true);
  }

  /** Something was in its way. */
  static Outcome failed(Point point, String why) {
    return new Outcome(point, Optional.empty(), Optional.of(why), false);
  }

  /** Final scores by run, and those of later read-outs as {@code hardware after 3600 s}. */
  Map<String, Score> scores() {
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
