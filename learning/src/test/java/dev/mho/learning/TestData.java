package dev.mho.learning;

import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import java.util.Random;

/** Batches for tests. */
public final class TestData {
  private TestData() {}

  /** Independent standard normal numbers. */
  public static Matrix normal(int rows, int cols, long seed) {
    Random random = new Random(seed);
    Matrix matrix = Matrix.zeros(rows, cols, Precision.FLOAT64);
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < cols; c++) {
        matrix.set(r, c, random.nextGaussian());
      }
    }
    return matrix;
  }

  /** Normal rows around mean 1 whose elements share a part: any two are correlated by ½. */
  public static Matrix correlated(int rows, int cols, long seed) {
    Matrix own = normal(rows, cols, seed);
    Matrix shared = normal(rows, 1, seed + 1);
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < cols; c++) {
        own.set(r, c, 1 + Math.sqrt(0.5) * (own.get(r, c) + shared.get(r, 0)));
      }
    }
    return own;
  }

  /** The identity, disturbed: a matrix of full rank without symmetry. */
  public static Matrix general(int n, long seed) {
    Matrix matrix = normal(n, n, seed);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        matrix.set(i, j, (i == j ? 1 : 0) + 0.3 / Math.sqrt(n) * matrix.get(i, j));
      }
    }
    return matrix;
  }

  /** Classes 0 … classes − 1 by chance. */
  public static int[] labels(int rows, int classes, long seed) {
    return new Random(seed).ints(rows, 0, classes).toArray();
  }
}
