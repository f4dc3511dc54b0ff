package dev.mho.calibration.report;

import java.util.List;

/**
 * Numbers to be drawn over one pair of axes.
 *
 * @param title over the picture
 * @param x the x axis
 * @param y the y axis
 * @param logX whether the x axis is logarithmic
 * @param series what is drawn, first to last
 */
public record Graph(String title, Axis x, Axis y, boolean logX, List<Series> series) {

  /**
   * What an axis shows.
   *
   * @param name in words
   * @param unit of the numbers; empty: a pure number
   */
  public record Axis(String name, String unit) {
    /** An axis of pure numbers. */
    public static Axis of(String name) {
      return new Axis(name, "");
    }
  }

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
