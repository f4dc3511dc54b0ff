package dev.mho.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import java.util.SplittableRandom;

/** Matrices for tests. */
public final class TestMatrix {
  private TestMatrix() {}

  /** Uniform in ±bound. */
  public static Matrix random(int rows, int cols, double bound, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Matrix matrix = Matrix.zeros(rows, cols, Precision.FLOAT64);
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < cols; c++) {
        matrix.set(r, c, bound * (2 * random.nextDouble() - 1));
      }
    }
    return matrix;
  }

  /** Everywhere the same value. */
  public static Matrix constant(int rows, int cols, double value) {
    Matrix matrix = Matrix.zeros(rows, cols, Precision.FLOAT64);
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < cols; c++) {
        matrix.set(r, c, value);
      }
    }
    return matrix;
  }

  /** The same row again and again. */
  public static Matrix repeated(int times, double... row) {
    Matrix matrix = Matrix.zeros(times, row.length, Precision.FLOAT64);
    for (int r = 0; r < times; r++) {
      matrix.writeRow(r, row);
    }
    return matrix;
  }

  /** A column. */
  public static double[] column(Matrix matrix, int col) {
    return matrix.columns(col, col + 1).toArray();
  }

  /** Equal shapes, and elements equal to a bound. */
  public static void assertClose(Matrix expected, Matrix actual, double bound) {
    actual.requireShape(expected.rows(), expected.cols());
    for (int r = 0; r < expected.rows(); r++) {
      for (int c = 0; c < expected.cols(); c++) {
        double wanted = expected.get(r, c);
        double got = actual.get(r, c);
        if (!(Math.abs(got - wanted) <= bound)) {
          assertEquals(wanted, got, bound, "element (" + r + ", " + c + ")");
        }
      }
    }
  }
}
