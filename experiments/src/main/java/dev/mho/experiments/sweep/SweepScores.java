package dev.mho.experiments.sweep;

import dev.mho.device.format.StrictFormat;
import java.util.List;
import java.util.Map;

/**
 * What came of a sweep so far, for programs.
 *
 * @param name of the sweep
 * @param runs that it asks for
 * @param ended how many of them have
 * @param scores of every setting, over its seeds
 * @param failures of runs that have no result
 */
public record SweepScores(
    String name, int runs, int ended, List<Scores> scores, List<Failed> failures) {
  private static final String KIND = "sweep-scores/1";

  /**
   * One setting's scores of one run.
   *
   * @param setting keys and values, without the seed
   * @param run hardware, exact, or hardware some time later
   * @param seeds how many
   * @param accuracyMean mean test accuracy, 0 to 1
   * @param accuracyMin the smallest
   * @param accuracyMax the largest
   * @param lossMean mean test loss
   */
  public record Scores(
      Map<String, String> setting,
      String run,
      long seeds,
      double accuracyMean,
      double accuracyMin,
      double accuracyMax,
      double lossMean) {}

  /** A run that has no result, and why. */
  public record Failed(String run, String why) {}

  /** Of what lies in a sweep's directory. */
  public static SweepScores of(SweepResult result) {
    return new SweepScores(
        result.plan().name(),
        result.plan().runs().size(),
        result.outcomes().size(),
        result.summary().rows().stream()
            .map(
                row ->
                    new Scores(
                        row.setting(),
                        row.run(),
                        row.accuracies().getN(),
                        row.accuracies().getMean(),
                        row.accuracies().getMin(),
                        row.accuracies().getMax(),
                        row.losses().getMean()))
            .toList(),
        result.outcomes().stream()
            .filter(outcome -> outcome.failure().isPresent())
            .map(outcome -> new Failed(outcome.run().label(), outcome.failure().get()))
            .toList());
  }

  /** The text of it. */
  public String json() {
    return StrictFormat.json().print(KIND, this);
  }
}
