package dev.mho.device.array;

import java.util.Arrays;

/**
 * At which moments, counted from 0, each device of one row gets a pulse: a bit for each moment and
 * device, pulses up and pulses down apart. What the array makes of it is the same, to the bit, as
 * the pulses one by one in the order of their moments. Used again and again by one thread.
 */
public final class PulseSchedule {
  /** Words that a schedule has at most: the moments are not to outgrow the caches. */
  public static final int MOST_WORDS = 16;

  private final int cols;
  private int words;
  private int[][] up = {};
  private int[][] down = {};

  PulseSchedule(int cols) {
    this.cols = cols;
  }

  /** Begins another schedule, without any moment. */
  public void clear() {
    words = 0;
  }

  /**
   * Adds 32 moments without pulses.
   *
   * @return the number of the word
   * @throws IllegalStateException if there are {@link #MOST_WORDS} already
   */
  public int addWord() {
    if (words == MOST_WORDS) {
      throw new IllegalStateException("a schedule has at most " + MOST_WORDS + " words");
    }
    if (up.length == words) {
      up = Arrays.copyOf(up, words + 1);
      down = Arrays.copyOf(down, words + 1);
      up[words] = new int[cols];
      down[words] = new int[cols];
    }
    Arrays.fill(up[words], 0);
    Arrays.fill(down[words], 0);
    return words++;
  }

  /** Number of words. */
  public int words() {
    return words;
  }

  /** The pulses up, a word for each device; the earliest moment is its lowest bit. */
  public int[] up(int word) {
    return up[word];
  }

  /** The pulses down; at no moment has a device both. */
  public int[] down(int word) {
    return down[word];
  }

  /**
   * Counts the pulses of each device.
   *
   * @param counts receives one number a device
   */
  void count(int[] counts) {
    Arrays.fill(counts, 0, cols, 0);
    for (int word = 0; word < words; word++) {
      int[] rising = up[word];
      int[] falling = down[word];
      for (int col = 0; col < cols; col++) {
        counts[col] += Integer.bitCount(rising[col] | falling[col]);
      }
    }
  }

  /**
   * Writes down the directions of a device's pulses in their order.
   *
   * @param into receives them
   */
  void directions(int col, DirectionDigits into) {
    for (int word = 0; word < words; word++) {
      into.append(up[word][col], down[word][col]);
    }
  }
}
