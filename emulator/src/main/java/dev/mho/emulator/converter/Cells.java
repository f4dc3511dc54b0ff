package dev.mho.emulator.converter;

import java.util.Arrays;

/**
 * Converters that are told by where their codes begin: code k is given from {@code edge[k − 1]} on,
 * in units of half the range about its middle, and stands for the middle of its cell.
 */
final class Cells implements Transfer {
  private final int bits;
  private final int linesEach;
  private final float[] edges;
  private final float lowest;
  private final float step;

  /**
   * Converters over a range.
   *
   * @param edges of each converter, 2^b − 1 ascending numbers
   */
  Cells(int bits, double low, double high, double[][] edges, int linesEach) {
    this.bits = bits;
    this.linesEach = linesEach;
    int codes = 1 << bits;
    this.edges = new float[edges.length * (codes - 1)];
    for (int c = 0; c < edges.length; c++) {
      for (int k = 0; k < codes - 1; k++) {
        double edge = (low + high) / 2 + edges[c][k] * (high - low) / 2;
        this.edges[c * (codes - 1) + k] = (float) edge;
      }
    }
    this.step = (float) ((high - low) / codes);
    this.lowest = (float) (low + (high - low) / codes / 2);
  }

  /** Edges in ascending order: a later one that a flaw has put below an earlier one never acts. */
  static double[] ascending(double[] edges) {
    double[] ascending = edges.clone();
    for (int k = 1; k < ascending.length; k++) {
      ascending[k] = Math.max(ascending[k], ascending[k - 1]);
    }
    return ascending;
  }

  /** The edges of an ideal converter, (2k − 2^b)/2^b. */
  static double[] even(int bits) {
    double[] edges = new double[(1 << bits) - 1];
    Arrays.setAll(edges, k -> (2.0 * (k + 1) - (1 << bits)) / (1 << bits));
    return edges;
  }

  @Override
  public void convert(float[] y, int at, int lines) {
    int codes = 1 << bits;
    int converters = edges.length / (codes - 1);
    for (int line = 0; line < lines; line++) {
      int table = Math.min(converters - 1, line / linesEach) * (codes - 1);
      float current = y[at + line];
      int code = 0;
      for (int half = codes >> 1; half > 0; half >>= 1) {
        code += current >= edges[table + code + half - 1] ? half : 0;
      }
      // A current that is no number stays none.
      y[at + line] = lowest + step * code + 0 * current;
    }
  }
}
