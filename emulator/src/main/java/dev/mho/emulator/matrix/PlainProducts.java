package dev.mho.emulator.matrix;

/** Products in plain Java, summed in double precision: for small matrices, and as the twin. */
final class PlainProducts {
  private PlainProducts() {}

  /** C ← op(A) op(B). */
  static void multiply(Matrix a, boolean transposeA, Matrix b, boolean transposeB, Matrix c) {
    int inner = transposeA ? a.rows() : a.cols();
    double[] left = a.toArray();
    double[] right = b.toArray();
    double[] sums = new double[c.cols()];
    for (int i = 0; i < c.rows(); i++) {
      for (int j = 0; j < c.cols(); j++) {
        double sum = 0;
        for (int k = 0; k < inner; k++) {
          double x = transposeA ? left[k * a.cols() + i] : left[i * a.cols() + k];
          double y = transposeB ? right[j * b.cols() + k] : right[k * b.cols() + j];
          sum += x * y;
        }
        sums[j] = sum;
      }
      c.writeRow(i, sums);
    }
  }
}
