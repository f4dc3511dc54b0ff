package dev.mho.experiments.compare;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Locale;
import java.util.Optional;

/**
 * A difference and what can be said of it.
 *
 * @param better label of the setting with the larger mean
 * @param worse label of the other
 * @param seeds that both have
 * @param points mean difference in percentage points; 0 without a common seed
 * @param interval of it, 95 %; empty with less than two seeds
 * @param p probability of a mean difference at least as large if there is none (paired t-test, both
 *     sides), raised by Holm's method for the number of differences that are looked at; empty with
 *     less than two seeds
 * @param real whether p is at most 0.05
 * @param detectable smallest true difference that so many seeds, with this spread, would show four
 *     times out of five; empty with less than two seeds
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Verdict(
    String better,
    String worse,
    int seeds,
    double points,
    Optional<Interval> interval,
    Optional<Double> p,
    boolean real,
    Optional<Double> detectable) {

  static final double CHANCE = 0.05;

  /** A sentence. */
  public String sentence() {
    if (seeds == 0) {
      return String.format("%s and %s have no seed in common", better, worse);
    }
    if (p.isEmpty()) {
      return String.format(
          Locale.ROOT,
          "%s against %s: %+.2f points with one seed, which tells nothing",
          better,
          worse,
          points);
    }
    String numbers =
        String.format(
            Locale.ROOT,
            "%+.2f points, 95 %% between %+.2f and %+.2f, p = %.2g, %d seeds",
            points,
            interval.get().low(),
            interval.get().high(),
            p.get(),
            seeds);
    return real
        ? String.format("%s is better than %s: %s", better, worse, numbers)
        : String.format(
            Locale.ROOT,
            "%s and %s cannot be told apart: %s; a difference below %.2f points is likely to be missed",
            better,
            worse,
            numbers,
            detectable.get());
  }
}
