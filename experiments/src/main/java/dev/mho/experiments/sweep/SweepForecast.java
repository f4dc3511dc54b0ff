package dev.mho.experiments.sweep;

import dev.mho.device.format.StrictFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a sweep would do if it were run now.
 *
 * @param name of the sweep
 * @param runs in the order of the sweep file
 */
public record SweepForecast(String name, List<Entry> runs) {
  private static final String KIND = "sweep-forecast/1";

  /**
   * One run.
   *
   * @param number in the order of the sweep file, from 0
   * @param id names its result directory
   * @param state done, failed (it has an answer, but no result) or to do
   * @param settings the keys that the sweep sets
   */
  public record Entry(int number, String id, String state, Map<String, String> settings) {
    static Entry of(Point point, Optional<Outcome> known) {
      String state = known.map(o -> o.failure().isPresent() ? "failed" : "done").orElse("to do");
      return new Entry(point.number(), point.id(), state, point.settings());
    }
  }

  /** A line a run. */
  public List<String> lines() {
    return runs.stream()
        .map(
            run ->
                String.format(
                    Locale.ROOT,
                    "%5d  %s  %-6s %s",
                    run.number,
                    run.id,
                    run.state,
                    new PlannedRun(run.number, run.id, run.settings, Optional.empty()).label()))
        .toList();
  }

  /** The text of it, for programs. */
  public String json() {
    return StrictFormat.json().print(KIND, this);
  }
}
