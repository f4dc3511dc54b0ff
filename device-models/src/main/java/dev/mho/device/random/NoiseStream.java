package dev.mho.device.random;

/**
 * An immutable, counter-based source of random numbers: a value is a function of (seed, purpose,
 * row, element) and of nothing else. Nothing is consumed, so the number of threads, the split into
 * tiles, tracing and locale cannot change a result.
 *
 * <p>A stream is named by a path of purposes from a root seed, for example {@code
 * NoiseStream.root(42).child("layer").child(0).child("read-noise")}. Within a stream a value is
 * addressed by {@code (row, element)}, both 64-bit. Two neighbouring elements of a row share one
 * Threefry counter: {@code counter = (row, element >> 1)}, word {@code element & 1}, as far as
 * those fit 32 bits; what is beyond is mixed into the key. A word makes one normal by inversion.
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
    long words = Threefry.words(keyOf(row, element), (int) row, (int) (element >> 1));
    return (int) ((element & 1) == 0 ? words : words >>> Integer.SIZE);
  }

  /** A uniform number in (0, 1): (k + ½)/2³² for a uniform 32-bit k. */
  public double uniform(long row, long element) {
    return ((bits(row, element) & 0xFFFFFFFFL) + 0.5) * TWO_POW_MINUS_32;
  }

  /** A standard normal number (single precision, |ξ| ≤ 6.34). */
  public float normal(long row, long element) {
    return Gaussian.of(bits(row, element));
  }

  /** Writes {@code bits(row, first) … bits(row, first + length − 1)} into {@code into[from…]}. */
  public void fillBits(long row, long first, int[] into, int from, int length) {
    fillBits(row, first, into, from, length, DrawBuffer.forDraws(length));
  }

  /** The same in a buffer that the caller keeps. */
  public void fillBits(long row, long first, int[] into, int from, int length, DrawBuffer buffer) {
    for (int done = 0; done < length; ) {
      int drawn = draw(row, first + done, length - done, buffer);
      buffer.takeBits((int) (first + done & 1), into, from + done, drawn);
      done += drawn;
    }
  }

  /**
   * Writes {@code normal(row, first) … normal(row, first + length − 1)} into {@code into[from…]}.
   */
  public void fillNormal(long row, long first, float[] into, int from, int length) {
    fillNormal(row, first, into, from, length, DrawBuffer.forDraws(length));
  }

  /** The same in a buffer that the caller keeps. */
  public void fillNormal(
      long row, long first, float[] into, int from, int length, DrawBuffer buffer) {
    for (int done = 0; done < length; ) {
      int drawn = draw(row, first + done, length - done, buffer);
      buffer.takeNormals((int) (first + done & 1), into, from + done, drawn);
      done += drawn;
    }
  }

  /**
   * Writes {@code normal(rows[i], elements[i])} into {@code into[i]}; rows and elements are taken
   * as unsigned.
   *
   * @param length how many
   */
  public void normals(int[] rows, int[] elements, int length, double[] into, DrawBuffer buffer) {
    for (int from = 0; from < length; from += buffer.pairs()) {
      int count = Math.min(buffer.pairs(), length - from);
      buffer.normals(key, rows, elements, from, count, into);
    }
  }

  /**
   * Draws the words of pairs of elements, {@code elements[i]} and its neighbour, which {@link
   * DrawBuffer#takeNormals(int, double[], int)} hands out.
   *
   * @param elements even numbers, taken as unsigned, as the rows are
   * @param length how many; at most what the buffer holds, 1024
   */
  public void pairs(int[] rows, int[] elements, int length, DrawBuffer buffer) {
    buffer.pairs(key, rows, elements, 0, length);
  }

  /**
   * Fills a buffer with the words of consecutive elements.
   *
   * @return how many elements were drawn; at least one, all that share the key and fit the buffer
   */
  private int draw(long row, long first, int length, DrawBuffer buffer) {
    long pair = first >> 1;
    long pairs = Math.min((first + length - 1 >> 1) - pair + 1, buffer.pairs());
    long sameKey = Math.min(pairs, (pair | 0xFFFFFFFFL) - pair + 1);
    buffer.words(keyOf(row, first), (int) row, (int) pair, (int) sameKey);
    return (int) Math.min(length, 2 * (pair + sameKey) - first);
  }

  /** The stream's key, or, for rows and elements of more than 32 bits, one mixed with the rest. */
  private long keyOf(long row, long element) {
    long rowRest = row >> Integer.SIZE;
    long pairRest = element >> 1 + Integer.SIZE;
    return rowRest == 0 && pairRest == 0
        ? key
        : mix(key ^ mix(rowRest + GOLDEN_GAMMA * (2 * pairRest + 1)));
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

  /** The 64-bit finaliser of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014). */
  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
