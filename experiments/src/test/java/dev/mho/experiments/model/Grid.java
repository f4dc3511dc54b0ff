package dev.mho.experiments.model;

import dev.mho.experiments.figure.Curve;
import dev.mho.experiments.figure.Figure;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/** Positions along an axis, and what is drawn over them. */
final class Grid {
  private static final int POINTS = 401;

  private final double[] x;

  private Grid(double[] x) {
    this.x = x;
  }

  /** Evenly spaced. */
  static Grid linear(double from, double to) {
    return linear(from, to, POINTS);
  }

  /** So many, evenly spaced. */
  static Grid linear(double from, double to, int points) {
    return of(points, share -> from + share * (to - from));
  }

  /** Evenly spaced by their logarithms. */
  static Grid logarithmic(double from, double to) {
    return of(POINTS, share -> from * Math.pow(to / from, share));
  }

  private static Grid of(int points, DoubleUnaryOperator at) {
    return new Grid(
        IntStream.range(0, points)
            .mapToDouble(i -> at.applyAsDouble(i / (points - 1.0)))
            .toArray());
  }

  double[] x() {
    return x.clone();
  }

  double[] map(DoubleUnaryOperator f) {
    return Arrays.stream(x).map(f).toArray();
  }

  Curve line(String name, DoubleUnaryOperator f) {
    return Curve.line(name, x(), map(f));
  }

  Curve guide(String name, DoubleUnaryOperator f) {
    return Curve.guide(name, x(), map(f));
  }

  /** A panel with linear axes. */
  static Figure panel(String title, String x, String y, Curve... curves) {
    return new Figure("panel", title, x, y, false, false, List.of(curves));
  }

  /** A panel whose x axis is logarithmic. */
  static Figure logPanel(String title, String x, String y, Curve... curves) {
    return new Figure("panel", title, x, y, true, false, List.of(curves));
  }

  /** Share of draws in each of the bins between neighbouring positions, over the bin's width. */
  static Curve density(String name, double from, double to, double[] draws) {
    int bins = 60;
    double width = (to - from) / bins;
    double[] centre = new double[bins];
    double[] share = new double[bins];
    for (int i = 0; i < bins; i++) {
      centre[i] = from + (i + 0.5) * width;
    }
    for (double draw : draws) {
      int bin = (int) Math.floor((draw - from) / width);
      if (bin >= 0 && bin < bins) {
        share[bin] += 1 / (width * draws.length);
      }
    }
    return Curve.line(name, centre, share);
  }
}
