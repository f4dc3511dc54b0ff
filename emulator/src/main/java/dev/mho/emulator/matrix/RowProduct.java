package dev.mho.emulator.matrix;

import dev.mho.device.array.Workers;
import java.util.Optional;
import org.bytedeco.javacpp.FloatPointer;

/**
 * Multiplies rows by a matrix: C ← A op(B), in single precision, on the calling thread; many
 * threads may do so at once. A matrix of less than a thousand elements is multiplied with in plain
 * Java, summed in double precision.
 */
public final class RowProduct {
  /** Elements of B below which a native call costs more than it saves. */
  private static final int SMALL = 1000;

  private final Matrix b;
  private final boolean transposeB;
  private final NativeRows rows;
  private final Optional<FloatPointer> copy;

  RowProduct(Matrix b, boolean transposeB, Workers workers, NativeRows rows) {
    if (b.precision() != Precision.FLOAT32) {
      throw new IllegalArgumentException("rows are multiplied in single precision");
    }
    this.b = b;
    this.transposeB = transposeB;
    this.rows = rows;
    boolean large = (long) b.rows() * b.cols() >= SMALL;
    this.copy = large ? Optional.of(b.nativeCopy().of(b, workers)) : Optional.empty();
  }

  /** Numbers in a row of A. */
  public int inner() {
    return transposeB ? b.cols() : b.rows();
  }

  /** Numbers in a row of C. */
  public int outer() {
    return transposeB ? b.rows() : b.cols();
  }

  /**
   * C ← A op(B).
   *
   * @param a {@code count} rows of {@link #inner()} numbers, not modified
   * @param c receives {@code count} rows of {@link #outer()} numbers
   */
  public void times(float[] a, int count, float[] c) {
    if (copy.isPresent()) {
      rows.multiply(a, count, inner(), copy.get(), transposeB, outer(), c);
    } else {
      plain(a, count, c);
    }
  }

  private void plain(float[] a, int count, float[] c) {
    int inner = inner();
    int outer = outer();
    for (int r = 0; r < count; r++) {
      for (int k = 0; k < outer; k++) {
        double sum = 0;
        for (int j = 0; j < inner; j++) {
          sum += (double) a[r * inner + j] * (transposeB ? b.get(k, j) : b.get(j, k));
        }
        c[r * outer + k] = (float) sum;
      }
    }
  }
}
