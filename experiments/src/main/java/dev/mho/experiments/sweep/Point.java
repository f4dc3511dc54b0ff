package dev.mho.experiments.sweep;

import dev.mho.experiments.spec.ExperimentSpec;
import java.util.Map;
import java.util.Optional;

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

  /** The run without its experiment. */
  PlannedRun planned() {
    return new PlannedRun(number, id, settings, Optional.empty());
  }

  /** The settings without the seed. */
  Map<String, String> group() {
    return planned().group();
  }

  /** The settings in one line. */
  public String label() {
    return planned().label();
  }
}
