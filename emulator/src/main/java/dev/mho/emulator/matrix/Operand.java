package dev.mho.emulator.matrix;

/**
 * One side of a product: some rows of a matrix, or their transpose.
 *
 * @param first row
 * @param rows how many
 */
record Operand(Matrix matrix, boolean transposed, boolean onTheLeft, int first, int rows) {

  static Operand left(Matrix matrix, boolean transposed) {
    return new Operand(matrix, transposed, true, 0, matrix.rows());
  }

  static Operand right(Matrix matrix, boolean transposed) {
    return new Operand(matrix, transposed, false, 0, matrix.rows());
  }

  /** The same for some of the rows. */
  Operand part(int from, int count) {
    return new Operand(matrix, transposed, onTheLeft, from, count);
  }

  /** Extent that the product keeps. */
  int outer() {
    return transposed == onTheLeft ? matrix.cols() : rows;
  }

  /** Extent that is summed over. */
  int inner() {
    return transposed == onTheLeft ? rows : matrix.cols();
  }

  Precision precision() {
    return matrix.precision();
  }

  long size() {
    return (long) rows * matrix.cols();
  }

  /** Copies rows {@code from} … {@code to} − 1 to native memory, where they begin at {@code at}. */
  void copy(int from, int to, NativeMemory into, long at) {
    int cols = matrix.cols();
    into.put(matrix, (first + from) * cols, (to - from) * cols, at);
  }

  /** Element (outer, inner) of the operand as it stands in the product. */
  double at(int outer, int inner) {
    return transposed == onTheLeft
        ? matrix.get(first + inner, outer)
        : matrix.get(first + outer, inner);
  }

  @Override
  public String toString() {
    return rows + " x " + matrix.cols() + (transposed ? " transposed " : " ") + precision();
  }
}
