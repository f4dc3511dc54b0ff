package dev.mho.emulator.tile;

import dev.mho.device.random.DrawBuffer;
import dev.mho.device.random.NoiseStream;

/** Random numbers for one row of lines at a time, drawn in bulk into memory that is kept. */
final class RandomRow {
  private static final float TWO_POW_MINUS_32 = 0x1p-32f;

  private final float[] normal;
  private final int[] bits;
  private final DrawBuffer buffer;

  /** Numbers for rows of at most {@code most} lines. */
  RandomRow(int most) {
    normal = new float[most];
    bits = new int[most];
    buffer = new DrawBuffer();
  }

  /** Adds σ ξ to {@code y[at …]}, ξ being row {@code sample} of the stream's normals. */
  void add(NoiseStream stream, long sample, float sigma, float[] y, int at, int length) {
    stream.fillNormal(sample, 0, normal, 0, length, buffer);
    for (int i = 0; i < length; i++) {
      y[at + i] += sigma * normal[i];
    }
  }

  /** Adds ξ √(v + more) to {@code y[at …]}, v being {@code variance[at …]}, none below zero. */
  void addRooted(
      NoiseStream stream,
      long sample,
      float[] variance,
      float more,
      float[] y,
      int at,
      int length) {
    stream.fillNormal(sample, 0, normal, 0, length, buffer);
    for (int i = 0; i < length; i++) {
      y[at + i] += normal[i] * (float) Math.sqrt(Math.max(0, variance[at + i]) + more);
    }
  }

  /** Adds a number uniform in ±half a step, after which rounding is right on average. */
  void dither(NoiseStream stream, long sample, float step, float[] y, int at, int length) {
    stream.fillBits(sample, 0, bits, 0, length, buffer);
    for (int i = 0; i < length; i++) {
      y[at + i] += step * (bits[i] * TWO_POW_MINUS_32);
    }
  }
}
