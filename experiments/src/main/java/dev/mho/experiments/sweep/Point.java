package dev.mho.experiments.sweep;

import dev.mho.experiments.spec.ExperimentSpec;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One run of a sweep.
 *
 * @param number in the order of the sweep file, from 0
 * @param settings the keys that the sweep sets, with their values as text
 * @param spec the experiment
 * @param id hash of all that decides the result: the experiment with its defaults filled in, the
 *     files that it names (device, converters, energy, tables of samples; not the files of a known
 *     data set), the version of mho; names its result directory
 */
public record Point(int number, Map<String, String> settings, ExperimentSpec spec, String id) {

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
