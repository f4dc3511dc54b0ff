package dev.mho.emulator.update;

/**
 * For each slot of the trains of some samples, the rows that fire in it; those with negative values
 * apart, since they move weights the other way.
 */
public final class FiringRows {
  private final int first;
  private final int[][] rows;

  /** For each sample, where the list of (slot, sign) starts: 2 slot, and 2 slot + 1 if negative. */
  private final int[][] starts;

  FiringRows(int first, int end) {
    this.first = first;
    rows = new int[end - first][];
    starts = new int[end - first][];
  }

  /** Number of firings in the trains of one sample. */
  static long count(int[] trains) {
    long count = 0;
    for (int train : trains) {
      count += StochasticTrains.firings(train);
    }
    return count;
  }

  /** Makes the lists of a sample. */
  void list(int sample, int[] trains, int slots) {
    int[] next = new int[2 * slots + 2];
    for (int line = 0; line < trains.length; line++) {
      int train = trains[line];
      for (int left = StochasticTrains.slots(train); left != 0; left &= left - 1) {
        next[key(Integer.numberOfTrailingZeros(left), train < 0) + 2]++;
      }
    }
    for (int key = 2; key < next.length; key++) {
      next[key] += next[key - 1];
    }
    int[] listed = new int[next[next.length - 1]];
    for (int line = 0; line < trains.length; line++) {
      int train = trains[line];
      for (int left = StochasticTrains.slots(train); left != 0; left &= left - 1) {
        listed[next[key(Integer.numberOfTrailingZeros(left), train < 0) + 1]++] = line;
      }
    }
    rows[sample - first] = listed;
    starts[sample - first] = next;
  }

  private static int key(int slot, boolean negative) {
    return 2 * slot + (negative ? 1 : 0);
  }

  /** First sample. */
  public int first() {
    return first;
  }

  /** End of the samples. */
  public int end() {
    return first + rows.length;
  }

  /** All lists of a sample, one after the other, each in ascending order; not to be modified. */
  public int[] rows(int sample) {
    return rows[sample - first];
  }

  /** Where the list of a slot and sign starts. */
  public int from(int sample, int slot, boolean negative) {
    return starts[sample - first][key(slot, negative)];
  }

  /** Where it ends. */
  public int to(int sample, int slot, boolean negative) {
    return starts[sample - first][key(slot, negative) + 1];
  }
}
