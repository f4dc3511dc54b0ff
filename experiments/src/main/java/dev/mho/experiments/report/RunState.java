package dev.mho.experiments.report;

import dev.mho.experiments.run.Score;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How far a run has come.
 *
 * @param phase finished, failed, or neither of them
 * @param epoch the last whose scores are known; 0 before the first
 * @param epochs how many there will be
 * @param scores by run: the final ones, or those after the last epoch
 */
public record RunState(Phase phase, int epoch, int epochs, Map<String, Score> scores) {

  /** What has become of a run. */
  public enum Phase {
    /** There is a result. */
    FINISHED("finished", "finished"),
    /** There is a reason why there is none. */
    FAILED("failed", "failed"),
    /** It is running, or was interrupted: from outside they look the same. */
    UNDER_WAY("under way", "running");

    private final String label;
    private final String style;

    Phase(String label, String style) {
      this.label = label;
      this.style = style;
    }

    /** In words. */
    public String label() {
      return label;
    }

    /** Its name in the style sheet. */
    public String style() {
      return style;
    }
  }

  static RunState of(ResultFolder folder) {
    Map<String, Score> scores = new LinkedHashMap<>();
    int epoch = 0;
    List<CsvRows.Row> rows = folder.table("metrics.csv").map(CsvRows::rows).orElse(List.of());
    for (CsvRows.Row row : rows) {
      epoch = (int) row.number("epoch");
      scores.put(row.text("run"), new Score(row.number("test_loss"), row.number("test_accuracy")));
    }
    folder.result().ifPresent(result -> scores.putAll(result.scores()));
    Phase phase =
        folder.result().isPresent()
            ? Phase.FINISHED
            : folder.text("failure.json").isPresent() ? Phase.FAILED : Phase.UNDER_WAY;
    return new RunState(phase, epoch, folder.epochs(), scores);
  }
}
