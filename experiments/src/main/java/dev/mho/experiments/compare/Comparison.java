package dev.mho.experiments.compare;

import dev.mho.device.format.BadInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Settings of an experiment against each other: {@code comparison.json}. What the runs differ in,
 * seeds and names apart, is found from their experiment files.
 *
 * @param keys in which the runs differ
 * @param settings what was compared, the best mean accuracy first
 * @param differences of pairs of settings, paired over the seeds that both have, those with the
 *     smallest p first
 */
public record Comparison(List<String> keys, List<Setting> settings, List<Verdict> differences) {
  /** What the key {@code mho} says. */
  public static final String KIND = "comparison/1";

  /** What a key is where a run does not say it. */
  private static final String ABSENT = "-";

  /** Points below which two accuracies are one number, rounded twice. */
  private static final double SAME_ACCURACY = 1e-9;

  /**
   * One setting.
   *
   * @param values of the keys
   * @param accuracies test accuracy in percent by seed
   * @param mean of them
   * @param interval of the mean, 95 %, by Student's t; empty with one seed
   */
  public record Setting(
      Map<String, String> values,
      Map<Long, Double> accuracies,
      double mean,
      Optional<Interval> interval) {

    static Setting of(Map<String, String> values, Map<Long, Double> accuracies) {
      double[] all = accuracies.values().stream().mapToDouble(a -> a).toArray();
      Interval.Mean mean = Interval.Mean.of(all);
      return new Setting(values, accuracies, mean.value(), mean.interval());
    }

    double accuracy(long seed) {
      return Objects.requireNonNull(accuracies.get(seed));
    }

    /** The values in one line, each with the words that tell its key. */
    public String label() {
      StringBuilder label = new StringBuilder();
      values.forEach(
          (key, value) -> {
            if (!value.equals(ABSENT)) {
              label.append(label.isEmpty() ? "" : ", ").append(words(key)).append(' ');
              label.append(value.replaceFirst("\\.0$", ""));
            }
          });
      return label.isEmpty() ? "as it is" : label.toString();
    }

    /**
     * {@code learning.credit} is credit, {@code learning.decorrelation.rate} decorrelation rate.
     */
    private static String words(String key) {
      String[] parts = key.split("\\.");
      int last = parts.length - 1;
      return last < 2 ? parts[last] : parts[last - 1] + " " + parts[last];
    }
  }

  /**
   * Compares results.
   *
   * @param places result directories, or directories of sweeps
   * @param run whose scores count; empty: the hardware's, where there is one
   * @param by a key: each pair of its values is compared where all other keys agree; empty: every
   *     setting is compared with the best of those that were scored on the same samples
   * @throws BadInputException if a place holds no result, nothing differs, or no run differs in
   *     that key
   */
  public static Comparison of(List<Path> places, String run, Optional<String> by) {
    List<FinishedRun> runs = FinishedRun.read(places);
    List<String> keys = differing(runs);
    List<Setting> settings = settings(runs, keys, run);
    if (settings.size() < 2) {
      throw new BadInputException(
          "nothing to compare: the results differ in nothing but name and seed"
              + " (runs that failed have none)");
    }
    if (by.isPresent() && !keys.contains(by.get())) {
      throw BadInputException.unknown("--by", "key", by.get(), keys);
    }
    return new Comparison(
        keys,
        settings,
        by.map(key -> Difference.judge(pairs(settings, key))).orElseGet(() -> withBest(settings)));
  }

  /**
   * Keys that do not say the same in all runs. One that another key brings with it, always with the
   * same value, tells nothing more and is left out.
   */
  private static List<String> differing(List<FinishedRun> runs) {
    Set<String> all = new TreeSet<>();
    runs.forEach(run -> all.addAll(run.settings().keySet()));
    List<String> varying =
        new ArrayList<>(all.stream().filter(key -> values(runs, key).size() > 1).toList());
    varying.sort(
        Comparator.comparingInt((String key) -> -values(runs, key).size())
            .thenComparing(key -> values(runs, key).contains(ABSENT))
            .thenComparing(key -> !key.startsWith("learning."))
            .thenComparing(key -> !key.endsWith(".rate")));
    List<String> kept = new ArrayList<>();
    for (String key : varying) {
      Set<String> values = values(runs, key);
      boolean once = values.size() == 2 && values.contains(ABSENT);
      if (!once || kept.stream().noneMatch(other -> decides(runs, other, key))) {
        kept.add(key);
      }
    }
    kept.sort(Comparator.naturalOrder());
    return kept;
  }

  private static Set<String> values(List<FinishedRun> runs, String key) {
    return runs.stream().map(run -> value(run, key)).collect(Collectors.toCollection(TreeSet::new));
  }

  private static String value(FinishedRun run, String key) {
    return run.settings().getOrDefault(key, ABSENT);
  }

  /** Whether runs that agree in one key agree in another. */
  private static boolean decides(List<FinishedRun> runs, String one, String other) {
    Map<String, String> seen = new HashMap<>();
    return runs.stream()
        .allMatch(
            run -> {
              String earlier = seen.putIfAbsent(value(run, one), value(run, other));
              return earlier == null || earlier.equals(value(run, other));
            });
  }

  private static List<Setting> settings(List<FinishedRun> runs, List<String> keys, String run) {
    Map<Map<String, String>, Map<Long, Double>> groups = new LinkedHashMap<>();
    for (FinishedRun one : runs) {
      Map<String, String> values = new LinkedHashMap<>();
      keys.forEach(key -> values.put(key, value(one, key)));
      Double twin =
          groups
              .computeIfAbsent(values, v -> new TreeMap<>())
              .put(one.seed(), 100 * one.score(run).accuracy());
      if (twin != null && twin != 100 * one.score(run).accuracy()) {
        throw BadInputException.at(
            one.directory().toString(),
            "another accuracy than an earlier result of the same settings and seed",
            "results of one version of mho");
      }
    }
    List<Setting> settings = new ArrayList<>();
    groups.forEach((values, accuracies) -> settings.add(Setting.of(values, accuracies)));
    settings.sort((a, b) -> Double.compare(b.mean(), a.mean()));
    return settings;
  }

  /**
   * The best of those that were scored on the same samples against each of them. Which one is the
   * best is seen from the same numbers, so that all pairs count as looked at.
   */
  static List<Verdict> withBest(List<Setting> settings) {
    List<Difference> all = new ArrayList<>();
    Map<String, String> best = new LinkedHashMap<>();
    for (int a = 0; a < settings.size(); a++) {
      best.putIfAbsent(samples(settings.get(a)), settings.get(a).label());
      for (int b = a + 1; b < settings.size(); b++) {
        if (samples(settings.get(a)).equals(samples(settings.get(b)))) {
          all.add(difference(settings.get(a), settings.get(b), settings));
        }
      }
    }
    return Difference.judge(all).stream()
        .filter(v -> best.containsValue(v.better()) || best.containsValue(v.worse()))
        .toList();
  }

  /** Which samples a setting was scored on: the test samples, or others held back. */
  private static String samples(Setting setting) {
    return setting.values().getOrDefault("data.validation", ABSENT);
  }

  private static Difference difference(Setting one, Setting other, List<Setting> all) {
    List<Setting> alike = all.stream().filter(s -> samples(s).equals(samples(one))).toList();
    return Difference.between(one, other, step(alike));
  }

  /** The smallest step between accuracies, in points: one sample, or a few. 0 if all are equal. */
  private static double step(List<Setting> settings) {
    double[] sorted =
        settings.stream()
            .flatMap(setting -> setting.accuracies().values().stream())
            .mapToDouble(accuracy -> accuracy)
            .sorted()
            .toArray();
    double step = Double.POSITIVE_INFINITY;
    for (int i = 1; i < sorted.length; i++) {
      double gap = sorted[i] - sorted[i - 1];
      step = gap > SAME_ACCURACY ? Math.min(step, gap) : step;
    }
    return Double.isInfinite(step) ? 0 : step;
  }

  private static List<Difference> pairs(List<Setting> settings, String key) {
    List<Difference> pairs = new ArrayList<>();
    for (int a = 0; a < settings.size(); a++) {
      for (int b = a + 1; b < settings.size(); b++) {
        if (without(settings.get(a), key).equals(without(settings.get(b), key))) {
          pairs.add(difference(settings.get(a), settings.get(b), settings));
        }
      }
    }
    return pairs;
  }

  private static Map<String, String> without(Setting setting, String key) {
    Map<String, String> others = new LinkedHashMap<>(setting.values());
    others.remove(key);
    return others;
  }
}
