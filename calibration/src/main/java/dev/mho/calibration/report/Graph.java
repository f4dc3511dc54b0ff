package dev.mho.calibration.report;

import java.util.List;

/**
 * Numbers to be drawn over one pair of axes.
 *
 * @param title over the picture
 * @param x name of the x axis, with its unit
 * @param y name of the y axis, with its unit
 * @param logX whether the x axis is logarithmic
 * @param series what is drawn, first to last
 */
public record Graph(String title, String x, String y, boolean logX, List<Series> series) {

  /** How a series is drawn. */
  public enum Style {
    /** A point for each pair: what was measured. */
    POINTS,
    /** A line: a model. */
    LINE,
    /** A broad pale line beneath another one. */
    BACKDROP,
    /** A thin dashed line: a level to compare with. */
    GUIDE
  }

  /**
   * One line or cloud of points.
   *
   * @param name in the legend
   * @param style how it is drawn
   * @param x positions
   * @param y values, as many
   */
  public record Series(String name, Style style, double[] x, double[] y) {
    /** Checks the lengths. */
    public Series {
      if (x.length != y.length) {
        throw new IllegalArgumentException(name + ": " + x.length + " x and " + y.length + " y");
      }
    }
  }

  public Graph {
    series = List.copyOf(series);
  }
}
