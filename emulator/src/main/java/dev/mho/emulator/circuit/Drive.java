package dev.mho.emulator.circuit;

import java.util.Arrays;

/** What drives an array for one read. */
public sealed interface Drive {

  /** How many rows it is for. */
  int rows();

  /**
   * Rows at voltages of their own; the second wires of interleaved pairs get −V.
   *
   * @param volts one a row
   */
  record Rows(double[] volts) implements Drive {
    public Rows {
      volts = volts.clone();
    }

    @Override
    public int rows() {
      return volts.length;
    }
  }

  /**
   * Supply wires at one voltage, −V for the second layer's, and bits that open the cells of a row.
   *
   * @param volts of the supplies
   * @param open one a row
   */
  record Supply(double volts, boolean[] open) implements Drive {
    public Supply {
      open = open.clone();
    }

    @Override
    public int rows() {
      return open.length;
    }
  }

  /** The same voltage on every row. */
  static Drive uniform(int rows, double volts) {
    double[] same = new double[rows];
    Arrays.fill(same, volts);
    return new Rows(same);
  }
}
