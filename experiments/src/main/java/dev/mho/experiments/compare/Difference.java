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
 * <p>An accuracy is a number of samples. Differences that agree from seed to seed to the sample are
 * still known to a sample only, so that their variance is taken as that of two rounded numbers,
 * step²/6, where they show less.
 *
 * @param better the setting with the larger mean over the seeds that both have
 * @param worse the other one
 * @param perSeed differences in percentage points, seeds ascending
 * @param step between accuracies, in points
 */
record Difference(Setting better, Setting worse, double[] perSeed, double step) {
  private static final double POWER = 0.8;

  static Difference between(Setting a, Setting b, double step) {
    List<Long> seeds =
        a.accuracies().keySet().stream().filter(b.accuracies()::containsKey).toList();
    double[] differences = seeds.stream().mapToDouble(s -> a.accuracy(s) - b.accuracy(s)).toArray();
    double sum = 0;
    for (double difference : differences) {
      sum += difference;
    }
    if (sum >= 0) {
      return new Difference(a, b, differences, step);
    }
    for (int s = 0; s < differences.length; s++) {
      differences[s] = -differences[s];
    }
    return new Difference(b, a, differences, step);
  }

  private Interval.Mean mean() {
    return Interval.Mean.of(perSeed, step * step / 6);
  }

  /** p of the paired t-test; empty with less than two seeds. */
  private Optional<Double> p() {
    int n = perSeed.length;
    if (n < 2) {
      return Optional.empty();
    }
    Interval.Mean mean = mean();
    if (mean.standardError() == 0) {
      return Optional.of(1.0); // all accuracies that are compared are one number
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
    Interval.Mean mean = mean();
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
