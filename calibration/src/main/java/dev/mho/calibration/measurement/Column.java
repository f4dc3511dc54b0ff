package dev.mho.calibration.measurement;

import java.util.Arrays;

/** A growing column of numbers that takes no room until a number arrives. */
final class Column {
  private static final double[] NONE = {};

  private double[] values = NONE;
  private int size;

  /** Appends a value; NaN stands for not measured. */
  void add(double value) {
    if (!Double.isNaN(value) || values.length > 0) {
      room(size);
      values[size] = value;
    }
    size++;
  }

  /** The value of a row, NaN where none was added. */
  double get(int row) {
    return row < values.length ? values[row] : Double.NaN;
  }

  /** Replaces the value of a row. */
  void set(int row, double value) {
    room(row);
    values[row] = value;
  }

  /** Gives back what the growth left over. */
  void trim() {
    if (values.length > size) {
      values = Arrays.copyOf(values, size);
    }
  }

  private void room(int index) {
    int old = values.length;
    if (index >= old) {
      values = Arrays.copyOf(values, Math.max(16, index + 1 + (index >> 1)));
      Arrays.fill(values, old, values.length, Double.NaN);
    }
  }
}
