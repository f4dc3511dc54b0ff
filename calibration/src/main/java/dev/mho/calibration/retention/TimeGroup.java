package dev.mho.calibration.retention;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Changes since the first reading of many cells at about the same time.
 *
 * @param seconds geometric mean of the times
 * @param from conductance of each cell at its first reading
 * @param change G − G(first) of each cell
 */
record TimeGroup(double seconds, double[] from, double[] change) {
  private static final double APART = 1.6;
  private static final int MOST_BY_GAPS = 24;
  private static final double BIN = Math.pow(10, 1.0 / 3);

  /**
   * Groups readings by time: where gaps of a factor 1.6 part them into 24 groups or fewer by those,
   * otherwise by thirds of a decade.
   */
  static List<TimeGroup> of(List<Cell> cells) {
    List<double[]> events = new ArrayList<>();
    for (Cell cell : cells) {
      for (int i = 1; i < cell.size(); i++) {
        if (cell.seconds()[i] > 0) {
          events.add(
              new double[] {cell.seconds()[i], cell.first(), cell.siemens()[i] - cell.first()});
        }
      }
    }
    events.sort((a, b) -> Double.compare(a[0], b[0]));
    List<List<double[]>> byGaps = byGaps(events);
    boolean wide =
        byGaps.stream().anyMatch(g -> g.get(g.size() - 1)[0] > 3 * g.get(0)[0])
            || byGaps.size() > MOST_BY_GAPS;
    return (wide ? byBins(events) : byGaps).stream().map(TimeGroup::gathered).toList();
  }

  private static List<List<double[]>> byGaps(List<double[]> events) {
    List<List<double[]>> groups = new ArrayList<>();
    double before = 0;
    for (double[] event : events) {
      if (groups.isEmpty() || event[0] > APART * before) {
        groups.add(new ArrayList<>());
      }
      groups.get(groups.size() - 1).add(event);
      before = event[0];
    }
    return groups;
  }

  private static List<List<double[]>> byBins(List<double[]> events) {
    List<List<double[]>> groups = new ArrayList<>();
    double until = 0;
    for (double[] event : events) {
      if (groups.isEmpty() || event[0] >= until) {
        groups.add(new ArrayList<>());
        until = event[0] * BIN;
      }
      groups.get(groups.size() - 1).add(event);
    }
    return groups;
  }

  private static TimeGroup gathered(List<double[]> events) {
    double logarithm = events.stream().mapToDouble(e -> Math.log(e[0])).average().orElseThrow();
    double first = events.get(0)[0];
    boolean alike = events.stream().allMatch(e -> e[0] == first);
    return new TimeGroup(
        alike ? first : Math.exp(logarithm),
        events.stream().mapToDouble(e -> e[1]).toArray(),
        events.stream().mapToDouble(e -> e[2]).toArray());
  }

  int size() {
    return change.length;
  }

  double mean() {
    return Arrays.stream(change).average().orElse(0);
  }

  double deviation() {
    double mean = mean();
    double squares = Arrays.stream(change).map(c -> (c - mean) * (c - mean)).sum();
    return Math.sqrt(squares / Math.max(1, size() - 1));
  }

  /** The changes of cells whose first reading lay in [low, high). */
  TimeGroup within(double low, double high) {
    int[] kept =
        java.util.stream.IntStream.range(0, size())
            .filter(i -> from[i] >= low && from[i] < high)
            .toArray();
    return new TimeGroup(
        seconds,
        Arrays.stream(kept).mapToDouble(i -> from[i]).toArray(),
        Arrays.stream(kept).mapToDouble(i -> change[i]).toArray());
  }

  double meanFrom() {
    return Arrays.stream(from).average().orElse(0);
  }
}
