package dev.mho.experiments.chart;

import java.util.List;

/**
 * The two axes of a chart, their ticks and titles, and where values lie between them.
 *
 * @param x axis along the bottom
 * @param y axis along the left
 * @param xScale of x
 * @param yScale of y
 * @param left of the plot
 */
record Frame(Axis x, Axis y, Scale xScale, Scale yScale, double left) {
  static final double WIDTH = 420;
  static final double HEIGHT = 266;
  static final double TOP = 30;
  static final double BOTTOM = HEIGHT - 42;
  static final double RIGHT = WIDTH - 14;
  private static final double DIGIT = 8.4;

  /** The frame in which all these values have a place. */
  static Frame of(Axis x, Axis y, double[] xs, double[] ys) {
    Scale yScale = y.scale(ys);
    int longest = yScale.ticks().stream().mapToInt(tick -> tick.label().length()).max().orElse(1);
    return new Frame(x, y, x.scale(xs), yScale, Math.max(28, 12 + DIGIT * longest));
  }

  double x(double value) {
    return left + xScale.at(value * x.factor()) * (RIGHT - left);
  }

  double y(double value) {
    return BOTTOM - yScale.at(value * y.factor()) * (BOTTOM - TOP);
  }

  boolean shows(double xValue, double yValue) {
    return x.shows(xValue) && y.shows(yValue);
  }

  /** Draws grid, ticks and titles. */
  void draw(Pen pen) {
    for (Scale.Tick tick : yScale.ticks()) {
      double at = BOTTOM - tick.at() * (BOTTOM - TOP);
      pen.line("grid", left, at, RIGHT, at);
      pen.text("tick", left - 7, at + 4, "end", tick.label());
    }
    List<Scale.Tick> ticks = xScale.ticks();
    for (int i = 0; i < ticks.size(); i++) {
      double at = left + ticks.get(i).at() * (RIGHT - left);
      // A label at the right end would reach beyond the picture.
      boolean last = i == ticks.size() - 1 && at > RIGHT - 14 && ticks.get(i).label().length() > 3;
      pen.line("base", at, BOTTOM, at, BOTTOM + 4);
      pen.text(
          "tick", last ? WIDTH : at, BOTTOM + 18, last ? "end" : "middle", ticks.get(i).label());
    }
    pen.line("base", left, BOTTOM, RIGHT, BOTTOM);
    pen.text("axis", 0, 12, "start", y.title());
    pen.text("axis", RIGHT, HEIGHT - 5, "end", x.title());
  }
}
