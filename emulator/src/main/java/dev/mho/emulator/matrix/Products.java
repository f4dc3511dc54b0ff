package dev.mho.emulator.matrix;

import dev.mho.device.array.Workers;

/**
 * Matrix products: C ← α op(A) op(B), op being the identity or the transpose.
 *
 * <p>A product is cut into blocks of C's rows or columns whose size depends on the shape alone;
 * each block is one single-threaded call of the BLAS and the blocks are shared among the workers,
 * so the bits of a result do not depend on the number of threads (they may depend on the
 * processor). Small products run in plain Java, which is also the scalar twin that the tests
 * compare with.
 */
public final class Products {
  /** Multiply-adds below which a native call costs more than it saves. */
  private static final long SMALL = 20_000;

  private static final int BLOCK_ROWS = 128;
  private static final int MOST_BLOCKS = 16;
  private static final int BLOCK_COLUMNS = 512;

  /** Up to so many rows of A a larger B is what counts, and columns are what is cut. */
  private static final int FEW_ROWS = 512;

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

  /** C ← op(A) op(B); see {@link #multiply(double, Matrix, boolean, Matrix, boolean, Matrix)}. */
  public void multiply(Matrix a, boolean transposeA, Matrix b, boolean transposeB, Matrix c) {
    multiply(1, a, transposeA, b, transposeB, c);
  }

  /**
   * C ← α op(A) op(B).
   *
   * @param alpha finite
   * @param a not modified
   * @param transposeA whether op(A) = Aᵀ
   * @param b not modified; same precision as A
   * @param transposeB whether op(B) = Bᵀ
   * @param c overwritten; same precision as A
   */
  public void multiply(
      double alpha, Matrix a, boolean transposeA, Matrix b, boolean transposeB, Matrix c) {
    Operand left = Operand.left(a, transposeA);
    Operand right = Operand.right(b, transposeB);
    require(left, right, c);
    c.requireShape(left.outer(), right.outer());
    multiply(alpha, left, right, c, 0);
  }

  /**
   * Rows {@code to} … of C ← A' op(B), A' being rows {@code from} … {@code from + count − 1} of A.
   *
   * @param c same precision as A; its other rows stay as they are
   */
  public void multiplyRows(
      Matrix a, int from, int count, Matrix b, boolean transposeB, Matrix c, int to) {
    Operand left = Operand.left(a, false).part(from, count);
    Operand right = Operand.right(b, transposeB);
    require(left, right, c);
    multiply(1, left, right, c, to);
  }

  /** A'ᵀ B, A' being as many rows of A from {@code from} on as B has. */
  public Matrix transposedRowsTimes(Matrix a, int from, Matrix b) {
    Operand left = Operand.left(a, true).part(from, b.rows());
    Operand right = Operand.right(b, false);
    Matrix c = Matrix.zeros(a.cols(), b.cols(), a.precision());
    require(left, right, c);
    multiply(1, left, right, c, 0);
    return c;
  }

  /**
   * C ← diag(s) C + α op(A) op(B), without a matrix for the product.
   *
   * @param scale s, one a row of C
   * @param alpha finite
   */
  public void addProduct(
      double[] scale,
      double alpha,
      Matrix a,
      boolean transposeA,
      Matrix b,
      boolean transposeB,
      Matrix c) {
    Operand left = Operand.left(a, transposeA);
    Operand right = Operand.right(b, transposeB);
    require(left, right, c);
    c.requireShape(left.outer(), right.outer());
    if (isSmall(left, right)) {
      Matrix product = Matrix.zeros(c.rows(), c.cols(), c.precision());
      PlainProducts.multiply(alpha, left, right, product, 0);
      c.scaleAndAdd(workers, scale, 1, product);
      return;
    }
    nativeProducts.byRows(
        workers,
        rowsOfBlock(left),
        alpha,
        left,
        right,
        false,
        (block, firstRow, rows, firstCol, cols) -> {
          Matrix product = Matrix.zeros(1, cols, c.precision());
          for (int r = 0; r < rows; r++) {
            block.take((long) r * cols, product, 0, cols);
            c.scaleAndAdd(firstRow + r, scale[firstRow + r], 1, product, 0);
          }
        });
  }

  /** AᵀA, of which half is computed. */
  public Matrix gram(Matrix a) {
    Operand left = Operand.left(a, true);
    Operand right = Operand.right(a, false);
    Matrix c = Matrix.zeros(a.cols(), a.cols(), a.precision());
    if (isSmall(left, right)) {
      PlainProducts.multiply(1, left, right, c, 0);
      return c;
    }
    nativeProducts.byRows(
        workers,
        rowsOfBlock(left),
        1,
        left,
        right,
        true,
        (block, firstRow, rows, firstCol, cols) -> {
          for (int r = 0; r < rows; r++) {
            block.take((long) r * cols, c, (firstRow + r) * c.cols(), firstRow + r + 1);
          }
        });
    c.mirror(workers);
    return c;
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

  private void multiply(double alpha, Operand a, Operand b, Matrix c, int firstRow) {
    if (isSmall(a, b)) {
      PlainProducts.multiply(alpha, a, b, c, firstRow);
    } else if (!whole
        && !a.transposed()
        && a.outer() <= FEW_ROWS
        && b.outer() > BLOCK_COLUMNS / 2) {
      nativeProducts.byColumns(workers, columnsOfBlock(b), alpha, a, b, into(c, firstRow));
    } else {
      nativeProducts.byRows(workers, rowsOfBlock(a), alpha, a, b, false, into(c, firstRow));
    }
  }

  private static NativeProducts.Sink into(Matrix c, int first) {
    return (block, firstRow, rows, firstCol, cols) -> {
      if (cols == c.cols()) {
        block.take(0, c, (first + firstRow) * cols, rows * cols);
        return;
      }
      for (int r = 0; r < rows; r++) {
        block.take((long) r * cols, c, (first + firstRow + r) * c.cols() + firstCol, cols);
      }
    };
  }

  private static boolean isSmall(Operand a, Operand b) {
    return (long) a.outer() * a.inner() * b.outer() <= SMALL;
  }

  private int rowsOfBlock(Operand a) {
    return whole ? Math.max(1, a.outer()) : blockRows(a.outer());
  }

  /**
   * Rows of a batch that are multiplied in one piece: of fixed size, whatever the number of
   * threads.
   */
  public static int blockRows(int rows) {
    return Math.max(BLOCK_ROWS, (rows + MOST_BLOCKS - 1) / MOST_BLOCKS);
  }

  /** Blocks of equal size, at least two of them. */
  private static int columnsOfBlock(Operand b) {
    int blocks = Math.max(2, (b.outer() + BLOCK_COLUMNS - 1) / BLOCK_COLUMNS);
    return (b.outer() + blocks - 1) / blocks;
  }

  private static void require(Operand a, Operand b, Matrix c) {
    if (a.inner() != b.inner()
        || a.precision() != b.precision()
        || a.precision() != c.precision()) {
      throw new IllegalArgumentException(
          "product of " + a + " and " + b + " into " + Operand.left(c, false));
    }
  }
}
