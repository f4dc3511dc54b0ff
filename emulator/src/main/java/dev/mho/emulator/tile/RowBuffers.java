package dev.mho.emulator.tile;

import dev.mho.device.array.RowBuffer;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Buffers that the threads of one tile take and give back, so that updates need no new memory. */
final class RowBuffers {
  private final int cols;
  private final ConcurrentLinkedQueue<RowBuffer> idle = new ConcurrentLinkedQueue<>();

  RowBuffers(int cols) {
    this.cols = cols;
  }

  RowBuffer take() {
    RowBuffer buffer = idle.poll();
    return buffer == null ? new RowBuffer(cols) : buffer;
  }

  void giveBack(RowBuffer buffer) {
    idle.add(buffer);
  }
}
