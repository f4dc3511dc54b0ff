package dev.mho.calibration.population;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Whether readings gather at a few levels: gaps between neighbouring sorted readings fall into
 * small ones within levels and large ones between, the smallest of the large at least five times
 * the largest of the small, and there are three readings or more a level.
 *
 * @param levels mean of each, ascending
 * @param spread standard deviation within levels
 */
public record FewLevels(List<Double> levels, double spread) {
  private static final double APART = 5;
  private static final int MOST = 64;
  private static final int LEAST_EACH = 3;

  /** Mean of the lowest level. */
  public double lowest() {
    return levels.get(0);
  }

  /** Mean of the highest level. */
  public double highest() {
    return levels.get(levels.size() - 1);
  }

  /** How often readings in this order come to a level: as often as there are levels, or more. */
  public int visits(double[] readings) {
    int visits = 0;
    int before = -1;
    for (double reading : readings) {
      int nearest = nearest(reading);
      visits += nearest == before ? 0 : 1;
      before = nearest;
    }
    return visits;
  }

  private int nearest(double reading) {
    int nearest = 0;
    for (int i = 1; i < levels.size(); i++) {
      boolean nearer = Math.abs(levels.get(i) - reading) < Math.abs(levels.get(nearest) - reading);
      nearest = nearer ? i : nearest;
    }
    return nearest;
  }

  /** How far a level lies from equal spacing at most, in fractions of the range. */
  public double unevenness() {
    double most = 0;
    for (int i = 0; i < levels.size(); i++) {
      double even = (double) i / (levels.size() - 1);
      most = Math.max(most, Math.abs((levels.get(i) - lowest()) / (highest() - lowest()) - even));
    }
    return most;
  }

  /** Looks for levels. */
  public static Optional<FewLevels> in(double[] readings) {
    return in(readings, MOST);
  }

  /**
   * Looks for levels.
   *
   * @param atMost how many there may be
   */
  public static Optional<FewLevels> in(double[] readings, int atMost) {
    double[] sorted = readings.clone();
    Arrays.sort(sorted);
    double[] gaps = new double[Math.max(0, sorted.length - 1)];
    for (int i = 0; i < gaps.length; i++) {
      gaps[i] = sorted[i + 1] - sorted[i];
    }
    double[] order = gaps.clone();
    Arrays.sort(order);
    int best = 0;
    double ratio = 0;
    int most = Math.min(Math.min(MOST, atMost), sorted.length / LEAST_EACH);
    for (int n = 2; n <= most; n++) {
      double smallestBetween = order[order.length - n + 1];
      double largestWithin = order[order.length - n];
      if (smallestBetween > 0 && smallestBetween / Math.max(largestWithin, 1e-300) > ratio) {
        ratio = smallestBetween / Math.max(largestWithin, 1e-300);
        best = n;
      }
    }
    return ratio >= APART ? grouped(sorted, order[order.length - best + 1]) : Optional.empty();
  }

  private static Optional<FewLevels> grouped(double[] sorted, double between) {
    List<Double> means = new ArrayList<>();
    double squares = 0;
    int from = 0;
    for (int i = 1; i <= sorted.length; i++) {
      if (i == sorted.length || sorted[i] - sorted[i - 1] >= between) {
        if (i - from < LEAST_EACH) {
          return Optional.empty();
        }
        double mean = Arrays.stream(sorted, from, i).average().orElseThrow();
        squares += Arrays.stream(sorted, from, i).map(v -> (v - mean) * (v - mean)).sum();
        means.add(mean);
        from = i;
      }
    }
    return Optional.of(
        new FewLevels(
            List.copyOf(means), Math.sqrt(squares / Math.max(1, sorted.length - means.size()))));
  }
}
