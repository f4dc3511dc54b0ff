package dev.mho.emulator.matrix;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;

/** Room for numbers in native memory, which grows to what is asked of it and then stays. */
final class NativeMemory {
  private BytePointer memory = new BytePointer(1);
  private long capacity = 1;

  /** Makes room for so many numbers; what was there is lost if it must grow. */
  NativeMemory room(long numbers, Precision precision) {
    long bytes = numbers * (precision == Precision.FLOAT32 ? Float.BYTES : Double.BYTES);
    if (bytes > capacity) {
      memory.deallocate();
      memory = new BytePointer(bytes);
      capacity = bytes;
    }
    return this;
  }

  /** Single-precision numbers from the {@code first} on. */
  FloatPointer floats(long first) {
    return new FloatPointer(memory).position(first);
  }

  /** Double-precision numbers from the {@code first} on. */
  DoublePointer doubles(long first) {
    return new DoublePointer(memory).position(first);
  }

  /** Copies a run of a matrix's numbers, counted row-major, to number {@code at}. */
  void put(Matrix from, int first, int length, long at) {
    if (from.precision() == Precision.FLOAT32) {
      floats(at).put(from.floats(), first, length);
    } else {
      doubles(at).put(from.doubles(), first, length);
    }
  }

  /** Copies numbers from number {@code at} on to a run of a matrix's. */
  void take(long at, Matrix into, int first, int length) {
    into.changed();
    if (into.precision() == Precision.FLOAT32) {
      floats(at).get(into.floats(), first, length);
    } else {
      doubles(at).get(into.doubles(), first, length);
    }
  }
}
