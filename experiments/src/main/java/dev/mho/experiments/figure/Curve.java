package dev.mho.experiments.figure;

import java.util.List;
import java.util.Optional;

/**
 * A line in a figure.
 *
 * @param name in the legend
 * @param x positions
 * @param y values, one a position
 * @param band what lies around the line; empty without
 * @param guide whether it only guides the eye: thin and grey
 */
public record Curve(String name, double[] x, double[] y, Optional<Band> band, boolean guide) {

  /** Lowest and highest values at each position. */
  public record Band(double[] low, double[] high) {}

  public Curve {
    if (x.length != y.length || x.length == 0) {
      throw new IllegalArgumentException(name + ": " + x.length + " x and " + y.length + " y");
    }
  }

  /** A line alone. */
  public static Curve line(String name, double[] x, double[] y) {
    return new Curve(name, x, y, Optional.empty(), false);
  }

  /** A thin grey line. */
  public static Curve guide(String name, double[] x, double[] y) {
    return new Curve(name, x, y, Optional.empty(), true);
  }

  /** Mean of several runs, and the band from their lowest to their highest. */
  public static Curve ofRuns(String name, double[] x, List<double[]> runs) {
    double[] mean = new double[x.length];
    double[] low = new double[x.length];
    double[] high = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      low[i] = Double.POSITIVE_INFINITY;
      high[i] = Double.NEGATIVE_INFINITY;
      for (double[] run : runs) {
        mean[i] += run[i] / runs.size();
        low[i] = Math.min(low[i], run[i]);
        high[i] = Math.max(high[i], run[i]);
      }
    }
    return new Curve(name, x, mean, Optional.of(new Band(low, high)), false);
  }
}
