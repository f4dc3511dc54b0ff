package dev.mho.device.response;

import java.util.Arrays;

/** One number a device, for the devices that are pulsed together. */
public final class Column {
  final double[] values;

  Column(int capacity) {
    values = new double[capacity];
  }

  /** The numbers at {@code at[0] … at[count − 1]}. */
  public void take(float[] from, int[] at, int count) {
    for (int n = 0; n < count; n++) {
      values[n] = from[at[n]];
    }
  }

  /** The numbers at {@code at[0] … at[count − 1]}. */
  public void take(int[] from, int[] at, int count) {
    for (int n = 0; n < count; n++) {
      values[n] = from[at[n]];
    }
  }

  /** A run of numbers. */
  public void take(double[] from, int first, int count) {
    System.arraycopy(from, first, values, 0, count);
  }

  /** The same number for all. */
  public void fill(double value, int count) {
    Arrays.fill(values, 0, count, value);
  }

  /** One device's number. */
  public void set(int n, double value) {
    values[n] = value;
  }

  /** One device's number. */
  public double get(int n) {
    return values[n];
  }
}
