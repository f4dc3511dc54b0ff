package dev.mho.experiments.sweep;

import dev.mho.experiments.sweep.SweepSpec.ChooseKeys;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Which setting is the best. */
final class Choice {
  private Choice() {}

  /**
   * The best setting for each combination of the keys that have a best of their own; the first of
   * equals.
   */
  static List<Summary.Row> best(ChooseKeys keys, Summary summary) {
    List<String> each = keys.each().orElse(List.of());
    String run = keys.run().name().toLowerCase(Locale.ROOT);
    Map<String, Summary.Row> best = new LinkedHashMap<>();
    for (Summary.Row row : summary.rows()) {
      if (row.run().equals(run)) {
        Map<String, String> own = new LinkedHashMap<>(row.setting());
        own.keySet().retainAll(each);
        best.merge(
            own.toString(),
            row,
            (old, other) -> value(keys, other) > value(keys, old) ? other : old);
      }
    }
    return new ArrayList<>(best.values());
  }

  private static double value(ChooseKeys keys, Summary.Row row) {
    return keys.by() == ChooseKeys.By.ACCURACY
        ? row.accuracies().getMean()
        : -row.losses().getMean();
  }
}
