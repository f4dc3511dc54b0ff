package dev.mho.device.random;

import java.util.Arrays;

/** Room for the words of a bulk draw, so that repeated draws need no new memory; one a thread. */
public final class DrawBuffer {
  private static final int MOST_PAIRS = 1024;

  private final int[] x;
  private final int[] y;

  /** 0, 1, 2, … */
  private final int[] ramp;

  private DrawBuffer(int pairs) {
    x = new int[pairs];
    y = new int[pairs];
    ramp = new int[pairs];
    Arrays.setAll(ramp, i -> i);
  }

  /** A buffer for draws of any length; longer ones are done in pieces. */
  public DrawBuffer() {
    this(MOST_PAIRS);
  }

  /** A buffer just large enough for one draw. */
  static DrawBuffer forDraws(int length) {
    return new DrawBuffer(Math.min(MOST_PAIRS, length / 2 + 1));
  }

  /** Pairs of words that fit. */
  int pairs() {
    return x.length;
  }

  /** Draws the pairs of counters (row, pair), (row, pair + 1), … */
  void words(long key, int row, int pair, int count) {
    for (int i = 0; i < count; i++) {
      x[i] = row;
      y[i] = pair + ramp[i];
    }
    Threefry.words(key, x, y, count);
  }

  /**
   * Hands out consecutive words.
   *
   * @param odd whether to start with the second word of the first pair, 0 or 1
   */
  void takeBits(int odd, int[] into, int from, int count) {
    int end = from + count;
    int at = from;
    if (odd == 1) {
      into[at++] = y[0];
    }
    int pair = odd;
    for (; at + 1 < end; at += 2, pair++) {
      into[at] = x[pair];
      into[at + 1] = y[pair];
    }
    if (at < end) {
      into[at] = x[pair];
    }
  }

  /** The same as normal numbers. */
  void takeNormals(int odd, float[] into, int from, int count) {
    int end = from + count;
    int at = from;
    if (odd == 1) {
      into[at++] = Gaussian.of(y[0]);
    }
    int pair = odd;
    for (; at + 1 < end; at += 2, pair++) {
      into[at] = Gaussian.of(x[pair]);
      into[at + 1] = Gaussian.of(y[pair]);
    }
    if (at < end) {
      into[at] = Gaussian.of(x[pair]);
    }
  }

  /** Draws the pairs of words that any elements of any rows belong to. */
  void pairs(long key, int[] rows, int[] elements, int from, int count) {
    System.arraycopy(rows, from, x, 0, count);
    for (int i = 0; i < count; i++) {
      y[i] = elements[from + i] >>> 1;
    }
    Threefry.words(key, x, y, count);
  }

  /**
   * The normal numbers of one element of each of the pairs drawn last.
   *
   * @param odd 0 for the even ones, 1 for their neighbours
   */
  public void takeNormals(int odd, double[] into, int count) {
    int[] words = odd == 0 ? x : y;
    for (int i = 0; i < count; i++) {
      into[i] = Gaussian.of(words[i]);
    }
  }

  /** Normal numbers of any elements of any rows. */
  void normals(long key, int[] rows, int[] elements, int from, int count, double[] into) {
    pairs(key, rows, elements, from, count);
    for (int i = 0; i < count; i++) {
      // Without a branch: which of the two words it is, is a toss.
      int second = -(elements[from + i] & 1);
      into[from + i] = Gaussian.of(x[i] ^ (x[i] ^ y[i]) & second);
    }
  }
}
