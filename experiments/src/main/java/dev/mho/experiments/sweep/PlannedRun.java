package dev.mho.experiments.sweep;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a sweep's plan says of a run.
 *
 * @param number in the order of the sweep file, from 0
 * @param id names its result directory
 * @param settings the keys that the sweep sets, with their values as text
 * @param tested names the result directory of the same setting without its validation split, if it
 *     has one; there is a result if the setting was chosen
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record PlannedRun(
    int number, String id, Map<String, String> settings, Optional<String> tested) {

  /** The settings without the seed. */
  Map<String, String> group() {
    Map<String, String> group = new LinkedHashMap<>(settings);
    group.remove(SweepSpec.SEED);
    return group;
  }

  /** The settings in one line. */
  public String label() {
    StringBuilder label = new StringBuilder();
    settings.forEach(
        (key, value) -> label.append(label.isEmpty() ? "" : "  ").append(key + "=" + value));
    return label.isEmpty() ? "as it is" : label.toString();
  }
}
