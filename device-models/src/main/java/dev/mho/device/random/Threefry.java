package dev.mho.device.random;

/**
 * The Threefry 2×32-20 bijection: a keyed mixing of a 64-bit counter into two 32-bit words by
 * additions, rotations and exclusive ors alone. Twenty rounds are the published default; thirteen
 * pass BigCrush.
 *
 * <p>Of many counters the rounds are done four at a time over whole arrays, a form that the virtual
 * machine turns into vector instructions: below 1 ns a word, where one by one costs some 15 ns.
 *
 * <p>Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
 */
final class Threefry {
  private static final int PARITY = 0x1BD11BDA;

  private Threefry() {}

  /**
   * Both words of one counter, the first in the low half.
   *
   * @param key 64-bit key, first word in the low half
   * @param first first word of the counter
   * @param second second word of the counter
   */
  static long words(long key, int first, int second) {
    int[] k = schedule(key);
    int x = first + k[0];
    int y = second + k[1];
    for (int four = 1; four <= 5; four++) {
      boolean odd = four % 2 == 1;
      x += y;
      y = Integer.rotateLeft(y, odd ? 13 : 17) ^ x;
      x += y;
      y = Integer.rotateLeft(y, odd ? 15 : 29) ^ x;
      x += y;
      y = Integer.rotateLeft(y, odd ? 26 : 16) ^ x;
      x += y;
      y = Integer.rotateLeft(y, odd ? 6 : 24) ^ x;
      x += k[four % 3];
      y += k[(four + 1) % 3] + four;
    }
    return x & 0xFFFFFFFFL | (long) y << Integer.SIZE;
  }

  /**
   * The words of many counters, in place.
   *
   * @param x first words of the counters, overwritten by the first words of the results
   * @param y second words, likewise
   * @param length how many
   */
  static void words(long key, int[] x, int[] y, int length) {
    int[] k = schedule(key);
    inject(x, k[0], length);
    inject(y, k[1], length);
    for (int four = 1; four <= 5; four++) {
      int toX = k[four % 3];
      int toY = k[(four + 1) % 3] + four;
      if (four % 2 == 1) {
        fourRounds(x, y, 13, 15, 26, 6, toX, toY, length);
      } else {
        fourRounds(x, y, 17, 29, 16, 24, toX, toY, length);
      }
    }
  }

  private static int[] schedule(long key) {
    int k0 = (int) key;
    int k1 = (int) (key >>> Integer.SIZE);
    return new int[] {k0, k1, PARITY ^ k0 ^ k1};
  }

  private static void inject(int[] words, int key, int length) {
    for (int i = 0; i < length; i++) {
      words[i] += key;
    }
  }

  /** Four rounds with their rotations, and the key that follows. */
  private static void fourRounds(
      int[] xs, int[] ys, int r0, int r1, int r2, int r3, int toX, int toY, int length) {
    for (int i = 0; i < length; i++) {
      int x = xs[i];
      int y = ys[i];
      x += y;
      y = Integer.rotateLeft(y, r0) ^ x;
      x += y;
      y = Integer.rotateLeft(y, r1) ^ x;
      x += y;
      y = Integer.rotateLeft(y, r2) ^ x;
      x += y;
      y = Integer.rotateLeft(y, r3) ^ x;
      xs[i] = x + toX;
      ys[i] = y + toY;
    }
  }
}
