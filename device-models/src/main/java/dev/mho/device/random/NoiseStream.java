package dev.mho.device.random;

/**
 * An immutable, counter-based source of random numbers: a value is a function of (seed, purpose,
 * row, element) and of nothing else. Nothing is consumed, so the number of threads, the split into
 * tiles, tracing and locale cannot change a result.
 *
 * <p>A stream is named by a path of purposes from a root seed, for example {@code
 * NoiseStream.root(42).child("layer").child(0).child("read-noise")}. Within a stream a value is
 * addressed by {@code (row, element)}, both 64-bit. Four consecutive elements of a row share one
 * Philox counter: {@code counter = (element >> 2, row)}, word {@code element & 3}; two words make
 * two normals by Box–Muller.
 */
public final class NoiseStream {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
  private static final double TWO_POW_MINUS_32 = 0x1p-32;

  private final long key;

  private NoiseStream(long key) {
    this.key = key;
  }

  /** The stream from which all others of a run descend. */
  public static NoiseStream root(long seed) {
    return new NoiseStream(mix(seed + GOLDEN_GAMMA));
  }

  /** The independent stream for a named purpose. */
  public NoiseStream child(String purpose) {
    long hash = 0xCBF29CE484222325L;
    for (int i = 0; i < purpose.length(); i++) {
      hash = (hash ^ purpose.charAt(i)) * 0x100000001B3L;
    }
    return new NoiseStream(mix(key ^ mix(hash)));
  }

  /** The independent stream for a numbered part: a layer, a tile, an epoch. */
  public NoiseStream child(long number) {
    return new NoiseStream(mix(key + GOLDEN_GAMMA * (2 * number + 1)));
  }

  /** 32 uniform random bits. */
  public int bits(long row, long element) {
    int[] words = new int[4];
    Philox.words(key, element >> 2, row, words);
    return words[(int) (element & 3)];
  }

  /** A uniform number in (0, 1): (k + ½)/2³² for a uniform 32-bit k. */
  public double uniform(long row, long element) {
    return ((bits(row, element) & 0xFFFFFFFFL) + 0.5) * TWO_POW_MINUS_32;
  }

  /** A standard normal number (single precision, |ξ| ≤ 6.66). */
  public float normal(long row, long element) {
    int[] words = new int[4];
    Philox.words(key, element >> 2, row, words);
    return normal(words, (int) (element & 3));
  }

  private static float normal(int[] words, int position) {
    int pair = position & 2;
    float radius = Gaussian.radius(words[pair]);
    return radius
        * ((position & 1) == 0 ? Gaussian.cosine(words[pair + 1]) : Gaussian.sine(words[pair + 1]));
  }

  /**
   * Writes {@code bits(row, first) … bits(row, first + length − 1)} into {@code into[from…]}.
   *
   * @param first index of the first element; must be a multiple of four
   */
  public void fillBits(long row, long first, int[] into, int from, int length) {
    requireBlockStart(first);
    int[] words = new int[4];
    for (int i = 0; i < length; i += 4) {
      Philox.words(key, (first + i) >> 2, row, words);
      System.arraycopy(words, 0, into, from + i, Math.min(4, length - i));
    }
  }

  /**
   * Writes {@code normal(row, first) … normal(row, first + length − 1)} into {@code into[from…]}.
   *
   * @param first index of the first element; must be a multiple of four
   */
  public void fillNormal(long row, long first, float[] into, int from, int length) {
    requireBlockStart(first);
    int[] words = new int[4];
    for (int i = 0; i < length; i += 4) {
      Philox.words(key, (first + i) >> 2, row, words);
      int left = Math.min(4, length - i);
      for (int k = 0; k < left; k++) {
        into[from + i + k] = normal(words, k);
      }
    }
  }

  /**
   * A random order of 0 … size − 1 (Fisher–Yates), for example the order of samples in an epoch.
   *
   * <p>The index is drawn as ⌊u·(i + 1)⌋ from 32 bits; its bias is below 2⁻³² · size.
   */
  public int[] permutation(long row, int size) {
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      order[i] = i;
    }
    for (int i = size - 1; i > 0; i--) {
      int j = (int) (((bits(row, i) & 0xFFFFFFFFL) * (i + 1L)) >>> 32);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return order;
  }

  private static void requireBlockStart(long first) {
    if ((first & 3) != 0) {
      throw new IllegalArgumentException("first element " + first + " is not a multiple of 4");
    }
  }

  /** The 64-bit finaliser of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014). */
  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
