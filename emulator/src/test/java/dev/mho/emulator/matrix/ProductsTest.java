package dev.mho.emulator.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.array.Workers;
import dev.mho.emulator.TestMatrix;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every product equals EJML's. */
class ProductsTest {
  private static final Products PRODUCTS = new Products(Workers.single());

  /** Rows, inner length and columns: tiny, around 20,000 multiply-adds, and at edges of blocks. */
  @ParameterizedTest
  @CsvSource({
    "1, 1, 1",
    "1, 7, 1",
    "5, 1, 3",
    "20, 40, 25",
    "20, 41, 25",
    "1, 300, 700",
    "300, 700, 1",
    "127, 33, 20",
    "128, 33, 20",
    "129, 33, 20",
    "257, 64, 31",
    "300, 20, 700",
    "20, 300, 700",
    "2049, 10, 3",
    "40, 30, 900",
    "512, 20, 257",
    "513, 20, 257",
    "700, 9, 1100"
  })
  void equalsEjml(int rows, int inner, int cols) {
    for (boolean transposeA : new boolean[] {false, true}) {
      for (boolean transposeB : new boolean[] {false, true}) {
        Matrix a = TestMatrix.random(transposeA ? inner : rows, transposeA ? rows : inner, 1, rows);
        Matrix b = TestMatrix.random(transposeB ? cols : inner, transposeB ? inner : cols, 1, cols);
        assertProduct(a, transposeA, b, transposeB, 1e-12);
        assertProduct(
            a.as(Precision.FLOAT32), transposeA, b.as(Precision.FLOAT32), transposeB, 1e-5);
      }
    }
  }

  private static void assertProduct(
      Matrix a, boolean transposeA, Matrix b, boolean transposeB, double relative) {
    DMatrixRMaj expected = new DMatrixRMaj(1, 1);
    CommonOps_DDRM.mult(ejml(a, transposeA), ejml(b, transposeB), expected);
    Matrix actual = Matrix.zeros(expected.numRows, expected.numCols, a.precision());
    PRODUCTS.multiply(a, transposeA, b, transposeB, actual);
    Matrix twin = Matrix.zeros(actual.rows(), actual.cols(), Precision.FLOAT64);
    for (int r = 0; r < twin.rows(); r++) {
      for (int c = 0; c < twin.cols(); c++) {
        twin.set(r, c, expected.get(r, c));
      }
    }
    TestMatrix.assertClose(twin, actual, relative * CommonOps_DDRM.elementMaxAbs(expected));
  }

  private static DMatrixRMaj ejml(Matrix matrix, boolean transposed) {
    DMatrixRMaj whole = DMatrixRMaj.wrap(matrix.rows(), matrix.cols(), matrix.toArray());
    return transposed ? CommonOps_DDRM.transpose(whole, null) : whole;
  }

  /** Every form of a product beside the plain one, small and large, in both precisions. */
  @ParameterizedTest
  @CsvSource({"6, 5, 4", "300, 30, 700", "700, 90, 300"})
  void otherFormsFollowFromThePlainOne(int rows, int inner, int cols) {
    for (Precision precision : Precision.values()) {
      double off = precision == Precision.FLOAT64 ? 1e-12 : 3e-5;
      Matrix a = TestMatrix.random(inner, rows, 1, 1).as(precision);
      Matrix b = TestMatrix.random(inner, cols, 1, 2).as(precision);
      Matrix plain = PRODUCTS.transposedTimes(a, b);

      Matrix third = Matrix.zeros(rows, cols, precision);
      PRODUCTS.multiply(1.0 / 3, a, true, b, false, third);
      Matrix scaled = plain.copy();
      scaled.scaleRows(Workers.single(), constant(rows, 1.0 / 3));
      TestMatrix.assertClose(scaled, third, off);

      Matrix start = TestMatrix.random(rows, cols, 1, 3).as(precision);
      double[] scale = new double[rows];
      Arrays.setAll(scale, r -> r % 3 == 0 ? 0.5 : 1 + 1e-4 * r);
      Matrix sum = start.copy();
      PRODUCTS.addProduct(scale, -0.25, a, true, b, false, sum);
      Matrix expected = start.copy();
      expected.scaleRows(Workers.single(), scale);
      Matrix quarter = plain.copy();
      quarter.scaleRows(Workers.single(), constant(rows, -0.25));
      expected.add(Workers.single(), quarter);
      TestMatrix.assertClose(expected, sum, off);

      TestMatrix.assertClose(PRODUCTS.transposedTimes(b, b), PRODUCTS.gram(b), off);

      Matrix some = Matrix.zeros(rows, cols, precision);
      Matrix left = a.transposed();
      int part = rows / 2;
      PRODUCTS.multiplyRows(left, 1, part, b, false, some, 2);
      TestMatrix.assertClose(plain.rows(1, 1 + part), some.rows(2, 2 + part), off);
      assertEquals(0, some.largest(1));
      assertEquals(0, 2 + part < rows ? some.largest(2 + part) : 0);
      TestMatrix.assertClose(
          PRODUCTS.transposedTimes(left.rows(1, 1 + part), some.rows(2, 2 + part)),
          PRODUCTS.transposedRowsTimes(left, 1, some.rows(2, 2 + part)),
          off);
    }
  }

  private static double[] constant(int length, double value) {
    double[] values = new double[length];
    Arrays.fill(values, value);
    return values;
  }

  @Test
  void namedFormsAreTheGeneralOne() {
    Matrix a = TestMatrix.random(4, 6, 1, 1);
    Matrix b = TestMatrix.random(3, 6, 1, 2);
    Matrix plain = PRODUCTS.timesTransposed(a, b);
    TestMatrix.assertClose(plain, PRODUCTS.times(a, b.transposed()), 0);
    TestMatrix.assertClose(plain, PRODUCTS.transposedTimes(a.transposed(), b.transposed()), 0);
  }

  /** Native arrays are used again: what an earlier product left there must not count. */
  @Test
  void notANumberDoesNotSurviveInAKeptArray() {
    Matrix bad = TestMatrix.constant(130, 40, Double.NaN);
    Matrix good = TestMatrix.random(130, 40, 1, 3);
    Matrix weights = TestMatrix.random(50, 40, 1, 4);
    Matrix expected = PRODUCTS.timesTransposed(good, weights);
    assertTrue(
        Arrays.stream(PRODUCTS.timesTransposed(bad, weights).toArray()).allMatch(v -> v != v));
    TestMatrix.assertClose(expected, PRODUCTS.timesTransposed(good, weights), 0);
  }

  @Test
  void noRowsGiveNoRows() {
    Matrix none = Matrix.zeros(0, 40, Precision.FLOAT64);
    assertEquals(0, PRODUCTS.timesTransposed(none, TestMatrix.random(9, 40, 1, 5)).rows());
  }

  @Test
  void rejectsShapesThatDoNotMatch() {
    Matrix a = Matrix.zeros(2, 3, Precision.FLOAT64);
    Exception e = assertThrows(IllegalArgumentException.class, () -> PRODUCTS.times(a, a));
    assertEquals("product of 2 x 3 FLOAT64 and 2 x 3 FLOAT64 into 2 x 3 FLOAT64", e.getMessage());
  }

  @Test
  void rejectsMixedPrecision() {
    Matrix a = Matrix.zeros(2, 3, Precision.FLOAT64);
    Matrix b = Matrix.zeros(2, 3, Precision.FLOAT32);
    Exception e =
        assertThrows(IllegalArgumentException.class, () -> PRODUCTS.timesTransposed(a, b));
    assertEquals(
        "product of 2 x 3 FLOAT64 and 2 x 3 transposed FLOAT32 into 2 x 2 FLOAT64", e.getMessage());
  }

  @Test
  void rejectsAResultOfAnotherShape() {
    Matrix a = Matrix.zeros(2, 3, Precision.FLOAT64);
    Exception e =
        assertThrows(IllegalArgumentException.class, () -> PRODUCTS.multiply(a, false, a, true, a));
    assertEquals("a matrix of 2 x 3 where 2 x 2 is needed", e.getMessage());
  }
}
