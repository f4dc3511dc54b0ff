package dev.mho.learning;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mho.emulator.matrix.Matrix;

/** Numbers that agree: |actual − expected| ≤ tolerance (1 + |expected|). */
public final class Close {
  /** Float64 sums in another order. */
  public static final double EXACT = 1e-10;

  private Close() {}

  public static void assertClose(double expected, double actual, double tolerance, String what) {
    // assertEquals would box and name each of many thousand numbers.
    if (!(Math.abs(actual - expected) <= tolerance * (1 + Math.abs(expected)))) {
      assertEquals(expected, actual, tolerance * (1 + Math.abs(expected)), what);
    }
  }

  public static void assertClose(
      double[] expected, double[] actual, double tolerance, String what) {
    assertEquals(expected.length, actual.length, what);
    for (int i = 0; i < expected.length; i++) {
      assertClose(expected[i], actual[i], tolerance, what + " [" + i + "]");
    }
  }

  public static void assertClose(Matrix expected, Matrix actual, double tolerance, String what) {
    actual.requireShape(expected.rows(), expected.cols());
    for (int r = 0; r < expected.rows(); r++) {
      assertClose(expected.row(r), actual.row(r), tolerance, what + " [" + r + "]");
    }
  }

  public static void assertClose(
      double[][] expected, Matrix actual, double tolerance, String what) {
    assertClose(Matrix.of(expected), actual, tolerance, what);
  }
}
