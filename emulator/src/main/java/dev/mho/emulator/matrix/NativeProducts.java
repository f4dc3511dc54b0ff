package dev.mho.emulator.matrix;

import dev.mho.device.array.Workers;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Products by ND4J. Matrices live on the Java heap; each call copies them to native arrays (about
 * 0.1 ns a number). Native arrays are kept and used again, because fresh ones cost more than the
 * product itself; of shapes not met lately they are let go.
 */
final class NativeProducts {
  private static final int MOST_SHAPES = 64;

  private record Shape(int rows, int cols, Precision precision) {}

  /** Idle native arrays by shape, the shape used last at the end. */
  private final Map<Shape, Deque<INDArray>> idle =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Shape, Deque<INDArray>> eldest) {
          return size() > MOST_SHAPES;
        }
      };

  NativeProducts() {
    // One thread a call: the callers' blocks are what runs in parallel. ND4J sets its BLAS to all
    // cores while it starts, so it has to be started first.
    Nd4j.getEnvironment().setMaxThreads(1);
    Nd4j.getEnvironment().setMaxMasterThreads(1);
    openblas.blas_set_num_threads(1);
  }

  /** Threads that the BLAS takes for one call. */
  static int threadsOfOneCall() {
    return openblas.blas_get_num_threads();
  }

  void multiply(
      Workers workers,
      int blockRows,
      Matrix a,
      boolean transposeA,
      Matrix b,
      boolean transposeB,
      Matrix c) {
    INDArray right = borrow(b.rows(), b.cols(), b.precision());
    workers.forBlocks(
        b.rows(), Math.max(1, 262_144 / b.cols()), (from, to) -> put(b, from, to, right, from));
    INDArray wholeLeft = transposeA ? borrow(a.rows(), a.cols(), a.precision()) : null;
    if (transposeA) {
      workers.forBlocks(
          a.rows(),
          Math.max(1, 262_144 / a.cols()),
          (from, to) -> put(a, from, to, wholeLeft, from));
    }
    workers.forBlocks(
        c.rows(),
        blockRows,
        (from, to) -> {
          INDArray out = borrow(to - from, c.cols(), c.precision());
          if (transposeA) {
            INDArray columns = wholeLeft.get(NDArrayIndex.all(), NDArrayIndex.interval(from, to));
            Nd4j.gemm(columns, right, out, true, transposeB, 1, 0);
          } else {
            INDArray left = borrow(to - from, a.cols(), a.precision());
            put(a, from, to, left, 0);
            Nd4j.gemm(left, right, out, false, transposeB, 1, 0);
            giveBack(left);
          }
          take(out, c, from, to);
          giveBack(out);
        });
    giveBack(right);
    if (transposeA) {
      giveBack(wholeLeft);
    }
  }

  private INDArray borrow(int rows, int cols, Precision precision) {
    synchronized (idle) {
      Deque<INDArray> kept = idle.get(new Shape(rows, cols, precision));
      if (kept != null && !kept.isEmpty()) {
        return kept.pop();
      }
    }
    DataType type = precision == Precision.FLOAT32 ? DataType.FLOAT : DataType.DOUBLE;
    return Nd4j.createUninitialized(type, new long[] {rows, cols}, 'c');
  }

  private void giveBack(INDArray array) {
    Precision precision =
        array.dataType() == DataType.FLOAT ? Precision.FLOAT32 : Precision.FLOAT64;
    Shape shape = new Shape((int) array.size(0), (int) array.size(1), precision);
    synchronized (idle) {
      idle.computeIfAbsent(shape, s -> new ArrayDeque<>()).push(array);
    }
  }

  private static void put(Matrix from, int first, int end, INDArray into, int row) {
    int offset = first * from.cols();
    int length = (end - first) * from.cols();
    long position = (long) row * from.cols();
    if (from.precision() == Precision.FLOAT32) {
      floats(into).position(position).put(from.floats(), offset, length);
    } else {
      doubles(into).position(position).put(from.doubles(), offset, length);
    }
  }

  private static void take(INDArray from, Matrix into, int first, int end) {
    into.changed();
    int offset = first * into.cols();
    int length = (end - first) * into.cols();
    if (into.precision() == Precision.FLOAT32) {
      floats(from).get(into.floats(), offset, length);
    } else {
      doubles(from).get(into.doubles(), offset, length);
    }
  }

  private static FloatPointer floats(INDArray array) {
    return new FloatPointer(array.data().addressPointer());
  }

  private static DoublePointer doubles(INDArray array) {
    return new DoublePointer(array.data().addressPointer());
  }
}
