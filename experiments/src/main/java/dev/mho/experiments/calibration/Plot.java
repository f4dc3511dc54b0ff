package dev.mho.experiments.calibration;

import dev.mho.calibration.report.Graph;
import dev.mho.calibration.report.Graph.Axis;
import dev.mho.calibration.report.Graph.Series;
import dev.mho.calibration.report.Graph.Style;
import dev.mho.calibration.report.Prefixed;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;

/**
 * A graph as SVG that stands in a page and takes its colours from it, so that it reads on light and
 * on dark.
 */
final class Plot {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 360;
  private static final int LEFT = 78;
  private static final int RIGHT = 14;
  private static final int TOP = 12;
  private static final int BOTTOM = 46;
  private static final int TICKS = 6;
  private static final double MARGIN = 0.04;
  private static final double FLAT = 1e-12;

  /** Up to so many points are drawn large. */
  private static final int FEW = 120;

  private final Graph graph;
  private final double[] xs;
  private final double[] ys;
  private final Prefixed xIn;
  private final Prefixed yIn;
  private final StringBuilder out = new StringBuilder();

  private Plot(Graph graph) {
    this.graph = graph;
    xs = limits(graph.series().stream().flatMapToDouble(s -> DoubleStream.of(s.x())), graph.logX());
    ys = limits(graph.series().stream().flatMapToDouble(s -> DoubleStream.of(s.y())), false);
    xIn = graph.logX() ? new Prefixed(1, graph.x().unit()) : prefixed(xs, graph.x());
    yIn = prefixed(ys, graph.y());
  }

  private static Prefixed prefixed(double[] limits, Axis axis) {
    return Prefixed.of(Math.max(Math.abs(limits[0]), Math.abs(limits[1])), axis.unit());
  }

  private static String label(Axis axis, Prefixed in) {
    return in.unit().isEmpty() ? axis.name() : axis.name() + " (" + in.unit() + ")";
  }

  /** The picture. */
  static String svg(Graph graph) {
    return new Plot(graph).draw();
  }

  private static double[] limits(DoubleStream values, boolean logarithmic) {
    double[] usable = values.filter(v -> Double.isFinite(v) && (!logarithmic || v > 0)).toArray();
    double low = DoubleStream.of(usable).min().orElse(0);
    double high = DoubleStream.of(usable).max().orElse(1);
    if (logarithmic) {
      return new double[] {Math.log10(low) - MARGIN, Math.log10(high) + MARGIN};
    }
    double size = Math.max(Math.abs(low), Math.abs(high));
    // Numbers that differ in their last digits alone are drawn as one.
    double wide = high - low > FLAT * size ? high - low : Math.max(FLAT, size);
    return new double[] {low - MARGIN * wide, high + MARGIN * wide};
  }

  private String draw() {
    out.append("<svg viewBox=\"0 0 ")
        .append(WIDTH)
        .append(' ')
        .append(HEIGHT)
        .append("\" role=\"img\" aria-label=\"")
        .append(Html.escaped(graph.title()))
        .append("\">\n");
    axes();
    // Few points stand above the curves, and curves above a cloud.
    series(s -> s.style() == Style.POINTS && isCloud(s));
    series(s -> s.style() != Style.POINTS);
    series(s -> s.style() == Style.POINTS && !isCloud(s));
    return out.append("</svg>\n").toString();
  }

  private double x(double value) {
    double position = graph.logX() ? Math.log10(value) : value;
    return LEFT + (position - xs[0]) / (xs[1] - xs[0]) * (WIDTH - LEFT - RIGHT);
  }

  private double y(double value) {
    return HEIGHT - BOTTOM - (value - ys[0]) / (ys[1] - ys[0]) * (HEIGHT - TOP - BOTTOM);
  }

  private void axes() {
    for (double tick : graph.logX() ? decades() : ticks(xs[0], xs[1])) {
      line("grid", x(tick), TOP, x(tick), HEIGHT - BOTTOM);
      text("tick", x(tick), HEIGHT - BOTTOM + 16, "middle", xIn.digits(tick));
    }
    for (double tick : ticks(ys[0], ys[1])) {
      line("grid", LEFT, y(tick), WIDTH - RIGHT, y(tick));
      text("tick", LEFT - 6, y(tick) + 4, "end", yIn.digits(tick));
    }
    text("axis", (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 8, "middle", label(graph.x(), xIn));
    out.append(
        String.format(
            Locale.ROOT,
            "<text class=\"axis\" text-anchor=\"middle\" transform=\"translate(13 %d) rotate(-90)\">%s</text>%n",
            (TOP + HEIGHT - BOTTOM) / 2,
            Html.escaped(label(graph.y(), yIn))));
  }

  /** Round numbers between two values. */
  private static List<Double> ticks(double low, double high) {
    double rough = (high - low) / TICKS;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double step = power;
    for (double factor : new double[] {1, 2, 5, 10}) {
      if (factor * power >= rough) {
        step = factor * power;
        break;
      }
    }
    List<Double> ticks = new ArrayList<>();
    double first = Math.ceil(low / step);
    for (int i = 0; i <= 2 * TICKS && (first + i) * step <= high; i++) {
      ticks.add((first + i) * step);
    }
    return ticks;
  }

  private List<Double> decades() {
    List<Double> ticks = new ArrayList<>();
    for (int d = (int) Math.ceil(xs[0]); d <= xs[1]; d++) {
      ticks.add(Math.pow(10, d));
    }
    return ticks;
  }

  private static boolean isCloud(Series series) {
    return series.x().length > FEW;
  }

  private void series(Predicate<Series> drawn) {
    int colour = 0;
    for (Series series : graph.series()) {
      boolean continues = series.name().isEmpty();
      colour += continues ? 0 : 1;
      if (drawn.test(series)) {
        series(series, colour);
      }
    }
  }

  private void series(Series series, int colour) {
    switch (series.style()) {
      case POINTS -> points(series, colour);
      case LINE -> path(series, "line c" + colour);
      case BACKDROP -> path(series, "backdrop c" + colour);
      case GUIDE -> path(series, "guide c" + colour);
    }
  }

  private boolean drawable(Series series, int i) {
    return Double.isFinite(series.y()[i]) && (!graph.logX() || series.x()[i] > 0);
  }

  private void points(Series series, int colour) {
    out.append("<g class=\"points c").append(colour).append("\">");
    for (int i = 0; i < series.x().length; i++) {
      if (drawable(series, i)) {
        out.append(
            String.format(
                Locale.ROOT,
                "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%s\"/>",
                x(series.x()[i]),
                y(series.y()[i]),
                isCloud(series) ? "2" : "3"));
      }
    }
    out.append("</g>\n");
  }

  private void path(Series series, String style) {
    out.append("<path class=\"").append(style).append("\" d=\"");
    boolean begun = false;
    for (int i = 0; i < series.x().length; i++) {
      if (drawable(series, i)) {
        out.append(
            String.format(
                Locale.ROOT, "%s%.1f %.1f", begun ? "L" : "M", x(series.x()[i]), y(series.y()[i])));
        begun = true;
      }
    }
    out.append("\"/>\n");
  }

  private void line(String style, double x1, double y1, double x2, double y2) {
    out.append(
        String.format(
            Locale.ROOT,
            "<path class=\"%s\" d=\"M%.1f %.1fL%.1f %.1f\"/>%n",
            style,
            x1,
            y1,
            x2,
            y2));
  }

  private void text(String style, double x, double y, String anchor, String text) {
    out.append(
        String.format(
            Locale.ROOT,
            "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n",
            style,
            x,
            y,
            anchor,
            Html.escaped(text)));
  }
}
