package dev.mho.experiments.compare;

import dev.mho.experiments.compare.Comparison.Setting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * A setting's accuracy less another's, seed by seed.
 *
 * @param better the setting with the larger mean over the seeds that both have
 * @param worse the other one
 * @param perSeed differences in percentage points, seeds ascending
 */
record Difference(Setting better, Setting worse, double[] perSeed) {
  private static final double POWER = 0.8;

  static Difference between(Setting a, Setting b) {
    List<Long> seeds =
        a.accuracies().keySet().stream().filter(b.accuracies()::containsKey).toList();
    double[] differences =
        seeds.stream().mapToDouble(s -> a.accuracies().get(s) - b.accuracies().get(s)).toArray();
    double sum = 0;
    for (double difference : differences) {
      sum += difference;
    }
    if (sum >= 0) {
      return new Difference(a, b, differences);
    }
    for (int s = 0; s < differences.length; s++) {
      differences[s] = -differences[s];
    }
    return new Difference(b, a, differences);
  }

  /** p of the paired t-test; empty with less than two seeds. */
  private Optional<Double> p() {
    int n = perSeed.length;
    if (n < 2) {
      return Optional.empty();
    }
    Interval.Mean mean = Interval.Mean.of(perSeed);
    if (mean.standardError() == 0) {
      return Optional.of(mean.value() == 0 ? 1.0 : 0.0);
    }
    double t = Math.abs(mean.value() / mean.standardError());
    return Optional.of(2 * new TDistribution(n - 1).cumulativeProbability(-t));
  }

  /** Judges differences that are looked at together, by Holm's step-down method. */
  static List<Verdict> judge(List<Difference> all) {
    List<Difference> sorted = new ArrayList<>(all);
    sorted.sort(Comparator.comparingDouble(d -> d.p().orElse(2.0)));
    long tested = sorted.stream().filter(d -> d.p().isPresent()).count();
    List<Verdict> judged = new ArrayList<>();
    double least = 0;
    for (int i = 0; i < sorted.size(); i++) {
      Difference one = sorted.get(i);
      Optional<Double> p = Optional.empty();
      if (one.p().isPresent()) {
        least = Math.max(least, Math.min(1, (tested - i) * one.p().get()));
        p = Optional.of(least);
      }
      judged.add(one.judged(p));
    }
    return judged;
  }

  private Verdict judged(Optional<Double> p) {
    int n = perSeed.length;
    if (n == 0) {
      return new Verdict(
          better.label(),
          worse.label(),
          0,
          0,
          Optional.empty(),
          Optional.empty(),
          false,
          Optional.empty());
    }
    Interval.Mean mean = Interval.Mean.of(perSeed);
    return new Verdict(
        better.label(),
        worse.label(),
        n,
        mean.value(),
        mean.interval(),
        p,
        p.filter(value -> value <= Verdict.CHANCE).isPresent(),
        Optional.of(n)
            .filter(seeds -> seeds > 1)
            .map(seeds -> (Interval.quantile(n) + power(n)) * mean.standardError()));
  }

  private static double power(int n) {
    return new TDistribution(n - 1).inverseCumulativeProbability(POWER);
  }
}
