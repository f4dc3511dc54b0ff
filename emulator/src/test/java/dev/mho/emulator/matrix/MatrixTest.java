package dev.mho.emulator.matrix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.array.Workers;
import dev.mho.emulator.TestMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MatrixTest {
  private static final Matrix SIX = Matrix.of(new double[][] {{1, 2, 3}, {4, 5, 6}});

  @ParameterizedTest
  @EnumSource
  void partsAreCopies(Precision precision) {
    Matrix matrix = SIX.as(precision);
    Matrix row = matrix.rows(1, 2);
    Matrix columns = matrix.columns(1, 3);
    Matrix copy = matrix.copy();
    matrix.set(1, 1, 0);
    assertArrayEquals(new double[] {4, 5, 6}, row.toArray());
    assertArrayEquals(new double[] {2, 3, 5, 6}, columns.toArray());
    assertArrayEquals(SIX.toArray(), copy.toArray());
    assertEquals(precision, row.precision());
    assertEquals(precision, columns.precision());
  }

  @ParameterizedTest
  @EnumSource
  void transposedHasRowsForColumns(Precision precision) {
    Matrix transposed = SIX.as(precision).transposed();
    transposed.requireShape(3, 2);
    assertArrayEquals(new double[] {1, 4, 2, 5, 3, 6}, transposed.toArray());
    assertEquals(precision, transposed.precision());
  }

  @ParameterizedTest
  @EnumSource
  void addBlockAddsWhereItIsPut(Precision precision) {
    Matrix matrix = SIX.as(precision);
    matrix.addBlock(0, 1, Matrix.of(new double[][] {{10, 20}}));
    assertArrayEquals(new double[] {1, 12, 23, 4, 5, 6}, matrix.toArray());
  }

  @Test
  void singlePrecisionRounds() {
    Matrix matrix = Matrix.of(new double[][] {{0.1}});
    assertEquals(0.1f, matrix.as(Precision.FLOAT32).get(0, 0));
    assertEquals(0.1, matrix.get(0, 0));
  }

  @ParameterizedTest
  @EnumSource
  void rowAsFloatsGoesWhereItIsTold(Precision precision) {
    float[] into = new float[5];
    SIX.as(precision).readRow(1, into, 1);
    assertArrayEquals(new float[] {0, 4, 5, 6, 0}, into);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 16})
  void rowsAreUpdatedOnce(int threads) {
    try (Workers workers = new Workers(threads)) {
      Matrix matrix = TestMatrix.random(1000, 100, 1, 1);
      Matrix sum = matrix.copy();
      sum.add(workers, matrix);
      Matrix doubled = matrix.copy();
      doubled.updateRows(
          workers,
          (r, row) -> {
            for (int c = 0; c < row.length; c++) {
              row[c] *= 2;
            }
          });
      assertArrayEquals(doubled.toArray(), sum.toArray());
      assertEquals(2 * matrix.get(999, 99), sum.get(999, 99));
    }
  }

  @Test
  void meansOfColumns() {
    assertArrayEquals(new double[] {2.5, 3.5, 4.5}, SIX.columnMeans());
  }

  @Test
  void identityLeavesAProductAlone() {
    Matrix product =
        new Products(Workers.single()).times(SIX, Matrix.identity(3, Precision.FLOAT64));
    assertArrayEquals(SIX.toArray(), product.toArray());
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void oneElementThatIsNotFiniteIsFound(double value) {
    for (Precision precision : Precision.values()) {
      Matrix matrix = TestMatrix.constant(50, 50, -Float.MAX_VALUE).as(precision);
      assertTrue(matrix.isFinite());
      matrix.set(31, 17, value);
      assertFalse(matrix.isFinite());
    }
  }

  @Test
  void rejectsNoColumns() {
    Exception e =
        assertThrows(IllegalArgumentException.class, () -> Matrix.zeros(3, 0, Precision.FLOAT32));
    assertEquals("a matrix of 3 x 0", e.getMessage());
  }

  @Test
  void rejectsRowsOfUnequalLength() {
    Exception e =
        assertThrows(IllegalArgumentException.class, () -> Matrix.of(new double[][] {{1, 2}, {3}}));
    assertEquals("row 1 has 1 columns", e.getMessage());
  }

  @Test
  void rejectsASumOfOtherShapes() {
    Exception e =
        assertThrows(
            IllegalArgumentException.class,
            () -> SIX.copy().add(Workers.single(), SIX.transposed()));
    assertEquals("a matrix of 2 x 3 where 3 x 2 is needed", e.getMessage());
  }

  @ParameterizedTest
  @EnumSource
  void reshapedSharesTheNumbers(Precision precision) {
    Matrix matrix = SIX.as(precision);
    Matrix tall = matrix.reshaped(3, 2);
    matrix.set(1, 0, 40);
    assertArrayEquals(new double[] {1, 2, 3, 40, 5, 6}, tall.toArray());
    assertEquals(40, tall.get(1, 1));
    assertThrows(IllegalArgumentException.class, () -> matrix.reshaped(4, 2));
  }

  @ParameterizedTest
  @EnumSource
  void runsAreCopiedAndAdded(Precision precision) {
    Matrix matrix = Matrix.zeros(2, 3, precision);
    matrix.copyRun(1, SIX.as(precision), 2, 3);
    matrix.addRun(3, SIX.as(precision), 0, 2);
    assertArrayEquals(new double[] {0, 3, 4, 6, 2, 0}, matrix.toArray());
  }

  /** Many blocks; the same on any number of threads. */
  @ParameterizedTest
  @EnumSource
  void columnMeansOfLongColumns(Precision precision) {
    Matrix matrix = Matrix.zeros(600_000, 3, precision);
    for (int r = 0; r < matrix.rows(); r++) {
      matrix.set(r, r % 3, r % 7);
    }
    double[] expected = matrix.columnMeans();
    try (Workers two = new Workers(2)) {
      assertArrayEquals(expected, matrix.columnMeans(Workers.single()), 1e-12);
      assertArrayEquals(matrix.columnMeans(Workers.single()), matrix.columnMeans(two), 0);
    }
  }
}
