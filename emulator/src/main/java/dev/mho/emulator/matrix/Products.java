package dev.mho.emulator.matrix;

import dev.mho.device.array.Workers;

/**
 * Matrix products: C ← op(A) op(B), op being the identity or the transpose.
 *
 * <p>A product is cut into blocks of C's rows whose size depends on the shape alone; each block is
 * one single-threaded call of ND4J's BLAS and the blocks are shared among the workers, so the bits
 * of a result do not depend on the number of threads (they may depend on the processor). Small
 * products run in plain Java, which is also the scalar twin that the tests compare with.
 */
public final class Products {
  /** Multiply-adds below which a native call costs more than it saves. */
  private static final long SMALL = 20_000;

  private static final int BLOCK_ROWS = 128;
  private static final int MOST_BLOCKS = 16;

  private final Workers workers;
  private final boolean whole;
  private final NativeProducts nativeProducts = new NativeProducts();
  private final NativeRows nativeRows = new NativeRows();

  /** Products that run on these workers. */
  public Products(Workers workers) {
    this(workers, false);
  }

  private Products(Workers workers, boolean whole) {
    this.workers = workers;
    this.whole = whole;
  }

  /** Products that are never cut, on the calling thread: for callers that cut their own work. */
  public static Products whole() {
    return new Products(Workers.single(), true);
  }

  /** The threads that share a product. */
  public Workers workers() {
    return workers;
  }

  /** A Bᵀ: the outputs of a batch A (samples × inputs) under weights B (outputs × inputs). */
  public Matrix timesTransposed(Matrix a, Matrix b) {
    Matrix c = Matrix.zeros(a.rows(), b.rows(), a.precision());
    multiply(a, false, b, true, c);
    return c;
  }

  /** A B. */
  public Matrix times(Matrix a, Matrix b) {
    Matrix c = Matrix.zeros(a.rows(), b.cols(), a.precision());
    multiply(a, false, b, false, c);
    return c;
  }

  /** Aᵀ B. */
  public Matrix transposedTimes(Matrix a, Matrix b) {
    Matrix c = Matrix.zeros(a.cols(), b.cols(), a.precision());
    multiply(a, true, b, false, c);
    return c;
  }

  /**
   * C ← op(A) op(B).
   *
   * @param a not modified
   * @param transposeA whether op(A) = Aᵀ
   * @param b not modified; same precision as A
   * @param transposeB whether op(B) = Bᵀ
   * @param c overwritten; same precision as A
   */
  public void multiply(Matrix a, boolean transposeA, Matrix b, boolean transposeB, Matrix c) {
    int m = transposeA ? a.cols() : a.rows();
    int k = transposeA ? a.rows() : a.cols();
    int n = transposeB ? b.rows() : b.cols();
    if (k != (transposeB ? b.cols() : b.rows())
        || a.precision() != b.precision()
        || a.precision() != c.precision()) {
      throw new IllegalArgumentException(
          "product of "
              + describe(a, transposeA)
              + " and "
              + describe(b, transposeB)
              + " into "
              + describe(c, false));
    }
    c.requireShape(m, n);
    if ((long) m * n * k <= SMALL) {
      PlainProducts.multiply(a, transposeA, b, transposeB, c);
      return;
    }
    nativeProducts.multiply(workers, whole ? m : blockRows(m), a, transposeA, b, transposeB, c);
  }

  /**
   * Multiplication of rows by op(B) = B or Bᵀ, for callers that cut their own work and keep their
   * own memory.
   *
   * @param b single precision; its native copy is kept and only brought up to date when B has
   *     changed, so the result is good until B changes
   */
  public RowProduct by(Matrix b, boolean transposeB) {
    return new RowProduct(b, transposeB, workers, nativeRows);
  }

  /**
   * Rows of a batch that are multiplied in one piece: of fixed size, whatever the number of
   * threads.
   */
  public static int blockRows(int rows) {
    return Math.max(BLOCK_ROWS, (rows + MOST_BLOCKS - 1) / MOST_BLOCKS);
  }

  private static String describe(Matrix x, boolean transposed) {
    return x.rows() + " x " + x.cols() + (transposed ? " transposed " : " ") + x.precision();
  }
}
