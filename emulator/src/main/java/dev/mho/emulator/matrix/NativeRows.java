package dev.mho.emulator.matrix;

import java.util.concurrent.ConcurrentLinkedDeque;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;

/**
 * Products of a few rows with a matrix in native memory, each one single-threaded call of OpenBLAS.
 * The native memory of rows is kept and used again.
 */
final class NativeRows {

  /** Native memory for the rows of one call. */
  private static final class Memory {
    private FloatPointer floats = new FloatPointer(1);
    private long capacity = 1;

    private FloatPointer atLeast(long length) {
      if (length > capacity) {
        floats.deallocate();
        floats = new FloatPointer(length);
        capacity = length;
      }
      return floats;
    }
  }

  private record Call(Memory left, Memory out) {}

  private final ConcurrentLinkedDeque<Call> idle = new ConcurrentLinkedDeque<>();

  /** C ← A op(B), A being rows × inner and C rows × outer. */
  void multiply(
      float[] a, int rows, int inner, FloatPointer b, boolean transposeB, int outer, float[] c) {
    Call call = idle.poll();
    if (call == null) {
      call = new Call(new Memory(), new Memory());
    }
    FloatPointer left = call.left.atLeast((long) rows * inner);
    FloatPointer out = call.out.atLeast((long) rows * outer);
    left.put(a, 0, rows * inner);
    openblas.cblas_sgemm(
        openblas.CblasRowMajor,
        openblas.CblasNoTrans,
        transposeB ? openblas.CblasTrans : openblas.CblasNoTrans,
        rows,
        outer,
        inner,
        1,
        left,
        inner,
        b,
        transposeB ? inner : outer,
        0,
        out,
        outer);
    out.get(c, 0, rows * outer);
    idle.push(call);
  }
}
