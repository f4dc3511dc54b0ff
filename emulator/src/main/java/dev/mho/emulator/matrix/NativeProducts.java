package dev.mho.emulator.matrix;

import dev.mho.device.array.Workers;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.bytedeco.openblas.global.openblas;

/**
 * Products by OpenBLAS, one single-threaded call a block. Matrices live on the Java heap; each call
 * copies them to native memory (about 0.1 ns a number), which is kept and used again, because fresh
 * memory costs more than the product itself.
 */
final class NativeProducts {
  /** Numbers that a worker copies at a time. */
  private static final int COPIED = 262_144;

  /** Where the blocks of a product go. */
  interface Sink {
    /**
     * Takes a block, many threads at a time.
     *
     * @param block holds rows × columns, row-major, until this returns
     */
    void take(NativeMemory block, int firstRow, int rows, int firstCol, int cols);
  }

  private final ConcurrentLinkedDeque<NativeMemory> operands = new ConcurrentLinkedDeque<>();
  private final ConcurrentLinkedDeque<NativeMemory> blocks = new ConcurrentLinkedDeque<>();

  NativeProducts() {
    // The callers' blocks are what runs in parallel.
    openblas.blas_set_num_threads(1);
  }

  /** Threads that the BLAS takes for one call. */
  static int threadsOfOneCall() {
    return openblas.blas_get_num_threads();
  }

  /**
   * alpha op(A) op(B), block by block of its rows.
   *
   * @param triangle whether only the part up to the diagonal is wanted, and computed
   */
  void byRows(
      Workers workers,
      int blockRows,
      double alpha,
      Operand a,
      Operand b,
      boolean triangle,
      Sink sink) {
    NativeMemory right = whole(workers, b);
    Optional<NativeMemory> left =
        a.transposed() ? Optional.of(whole(workers, a)) : Optional.empty();
    workers.forBlocks(
        a.outer(),
        blockRows,
        (from, to) -> {
          int cols = triangle ? to : b.outer();
          NativeMemory out = borrow(blocks).room((long) (to - from) * cols, a.precision());
          if (left.isPresent()) {
            gemm(to - from, cols, a.inner(), alpha, left.get(), from, a, right, 0, b, out);
          } else {
            NativeMemory own = borrow(blocks);
            a.copy(from, to, own.room((long) (to - from) * a.inner(), a.precision()), 0);
            gemm(to - from, cols, a.inner(), alpha, own, 0, a, right, 0, b, out);
            blocks.push(own);
          }
          sink.take(out, from, to - from, 0, cols);
          blocks.push(out);
        });
    operands.push(right);
    left.ifPresent(operands::push);
  }

  /**
   * alpha A op(B), block by block of its columns: for few rows and a large B, which is then brought
   * into the BLAS's order only once.
   */
  void byColumns(Workers workers, int blockCols, double alpha, Operand a, Operand b, Sink sink) {
    NativeMemory left = whole(workers, a);
    Optional<NativeMemory> right =
        b.transposed() ? Optional.empty() : Optional.of(whole(workers, b));
    workers.forBlocks(
        b.outer(),
        blockCols,
        (from, to) -> {
          NativeMemory out = borrow(blocks).room((long) a.outer() * (to - from), a.precision());
          if (right.isPresent()) {
            gemm(a.outer(), to - from, a.inner(), alpha, left, 0, a, right.get(), from, b, out);
          } else {
            NativeMemory own = borrow(blocks);
            b.copy(from, to, own.room((long) (to - from) * b.inner(), b.precision()), 0);
            gemm(a.outer(), to - from, a.inner(), alpha, left, 0, a, own, 0, b, out);
            blocks.push(own);
          }
          sink.take(out, 0, a.outer(), from, to - from);
          blocks.push(out);
        });
    operands.push(left);
    right.ifPresent(operands::push);
  }

  private NativeMemory whole(Workers workers, Operand operand) {
    NativeMemory memory = borrow(operands).room(operand.size(), operand.precision());
    int cols = operand.matrix().cols();
    workers.forBlocks(
        operand.rows(),
        Math.max(1, COPIED / cols),
        (from, to) -> operand.copy(from, to, memory, (long) from * cols));
    return memory;
  }

  private static NativeMemory borrow(ConcurrentLinkedDeque<NativeMemory> idle) {
    NativeMemory kept = idle.poll();
    return kept == null ? new NativeMemory() : kept;
  }

  /** out ← alpha op(A) op(B) for operands that begin at given numbers. */
  private static void gemm(
      int m,
      int n,
      int k,
      double alpha,
      NativeMemory left,
      long leftAt,
      Operand a,
      NativeMemory right,
      long rightAt,
      Operand b,
      NativeMemory out) {
    int transposeA = a.transposed() ? openblas.CblasTrans : openblas.CblasNoTrans;
    int transposeB = b.transposed() ? openblas.CblasTrans : openblas.CblasNoTrans;
    int lda = a.matrix().cols();
    int ldb = b.matrix().cols();
    if (a.precision() == Precision.FLOAT32) {
      openblas.cblas_sgemm(
          openblas.CblasRowMajor,
          transposeA,
          transposeB,
          m,
          n,
          k,
          (float) alpha,
          left.floats(leftAt),
          lda,
          right.floats(rightAt),
          ldb,
          0,
          out.floats(0),
          n);
    } else {
      openblas.cblas_dgemm(
          openblas.CblasRowMajor,
          transposeA,
          transposeB,
          m,
          n,
          k,
          alpha,
          left.doubles(leftAt),
          lda,
          right.doubles(rightAt),
          ldb,
          0,
          out.doubles(0),
          n);
    }
  }
}
