package dev.mho.emulator.matrix;

/** Products in plain Java, summed in double precision: for small matrices, and as the twin. */
final class PlainProducts {
  private PlainProducts() {}

  /** Rows {@code firstRow} … of C ← α op(A) op(B). */
  static void multiply(double alpha, Operand a, Operand b, Matrix c, int firstRow) {
    double[] sums = new double[c.cols()];
    for (int i = 0; i < a.outer(); i++) {
      for (int j = 0; j < b.outer(); j++) {
        double sum = 0;
        for (int k = 0; k < a.inner(); k++) {
          sum += a.at(i, k) * b.at(j, k);
        }
        sums[j] = alpha * sum;
      }
      c.writeRow(firstRow + i, sums);
    }
  }
}
