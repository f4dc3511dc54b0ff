package dev.mho.emulator.matrix;

import dev.mho.device.array.Workers;
import org.bytedeco.javacpp.FloatPointer;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a single-precision matrix in native memory, made when it is first asked for and then
 * brought up to date only if the matrix has changed: copying a large one costs as much as a fifth
 * of a product with it.
 */
final class NativeCopy {
  private static final int BLOCK = 262_144;

  private @Nullable FloatPointer memory;

  /**
   * Whether the copy equals the matrix. Threads that change a matrix at the same time all write
   * false, and the first alone at that, so that they do not contend for it.
   */
  private boolean upToDate;

  void outdate() {
    if (upToDate) {
      upToDate = false;
    }
  }

  /** The copy, up to date; not to be called while the matrix is being changed. */
  synchronized FloatPointer of(Matrix matrix, Workers workers) {
    float[] values = matrix.floats();
    FloatPointer copy = memory == null ? new FloatPointer(values.length) : memory;
    memory = copy;
    if (!upToDate) {
      workers.forBlocks(
          values.length,
          BLOCK,
          (from, to) -> new FloatPointer(copy).position(from).put(values, from, to - from));
      upToDate = true;
    }
    return copy;
  }
}
