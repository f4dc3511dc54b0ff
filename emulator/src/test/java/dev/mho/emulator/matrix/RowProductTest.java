package dev.mho.emulator.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mho.device.array.Workers;
import dev.mho.emulator.TestMatrix;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowProductTest {
  private static final Products PRODUCTS = new Products(Workers.single());

  /** Small ones in plain Java and large ones by the BLAS equal the product of matrices. */
  @ParameterizedTest
  @CsvSource({"3, 5", "31, 32", "32, 32", "40, 70", "300, 20"})
  void equalsTheProduct(int rows, int cols) {
    Matrix b = TestMatrix.random(rows, cols, 1, 1).as(Precision.FLOAT32);
    assertClose(b, false, 9);
    assertClose(b, true, 9);
    assertClose(b, true, 1);
    assertClose(b, false, 129);
  }

  private static void assertClose(Matrix b, boolean transposed, int count) {
    RowProduct product = PRODUCTS.by(b, transposed);
    Matrix a = TestMatrix.random(count, product.inner(), 1, 2);
    float[] rows = new float[count * product.inner() + 5];
    for (int r = 0; r < count; r++) {
      a.readRow(r, rows, r * product.inner());
    }
    float[] out = new float[count * product.outer() + 3];
    product.times(rows, count, out);
    Matrix exact = b.as(Precision.FLOAT64);
    Matrix expected = transposed ? PRODUCTS.timesTransposed(a, exact) : PRODUCTS.times(a, exact);
    for (int r = 0; r < count; r++) {
      for (int c = 0; c < product.outer(); c++) {
        assertEquals(expected.get(r, c), out[r * product.outer() + c], 2e-5);
      }
    }
  }

  /** Whatever writes to a matrix, or to one that shares its memory, is seen. */
  @Test
  void everyChangeIsSeen() {
    Workers workers = Workers.single();
    Matrix other = TestMatrix.random(40, 40, 1, 7).as(Precision.FLOAT32);
    double[] factor = new double[40];
    Arrays.setAll(factor, i -> 1 + i / 40.0);
    List<Consumer<Matrix>> changes =
        List.of(
            m -> m.set(3, 4, 0.7),
            m -> m.writeRow(5, factor),
            m -> m.writeRow(5, new float[40], 0),
            m -> m.updateRows(workers, (r, row) -> row[1] += 1),
            m -> m.addBlock(2, 3, TestMatrix.random(4, 5, 1, 8)),
            m -> m.copyRun(7, other, 9, 100),
            m -> m.addRun(7, other, 9, 100),
            m -> m.scaleRows(workers, factor),
            m -> m.scaleColumns(workers, factor),
            m -> m.addToRows(workers, factor, 1),
            m -> m.add(workers, other),
            m -> PRODUCTS.multiply(other, false, other, true, m),
            m -> m.reshaped(80, 20).set(1, 1, 0.3));
    for (Consumer<Matrix> change : changes) {
      Matrix b = TestMatrix.random(40, 40, 1, 1).as(Precision.FLOAT32);
      assertClose(b, true, 3);
      change.accept(b);
      assertClose(b, true, 3);
    }
  }

  @Test
  void refusesDoublePrecision() {
    Matrix b = TestMatrix.random(3, 3, 1, 1);
    Exception e = assertThrows(IllegalArgumentException.class, () -> PRODUCTS.by(b, true));
    assertEquals("rows are multiplied in single precision", e.getMessage());
  }
}
