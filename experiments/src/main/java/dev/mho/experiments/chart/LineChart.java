package dev.mho.experiments.chart;

import dev.mho.experiments.page.Html;
import dev.mho.experiments.page.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Lines and points over two axes.
 *
 * @param x axis along the bottom
 * @param y axis along the left
 * @param series what is drawn, first to last
 */
public record LineChart(Axis x, Axis y, List<Series> series) implements Chart {
  private static final int MOST_MARKERS = 32;
  private static final int MOST_ROWS = 200;

  /** How a series is drawn. */
  public enum Style {
    /** A line, with a marker at each value where there are few. */
    LINE,
    /** A small point for each value: what was measured. */
    POINTS,
    /** A broad pale line beneath another one. */
    BACKDROP,
    /** A thin dotted line: a level to compare with. */
    GUIDE
  }

  /**
   * Numbers that belong together.
   *
   * @param name in the legend; empty: it goes on with the look of the one before
   * @param style how it is drawn
   * @param x positions
   * @param y values, as many; those that are not finite are left out
   * @param band lowest and highest values, as many, where there is a spread
   */
  public record Series(String name, Style style, double[] x, double[] y, Optional<Band> band) {
    public Series {
      if (x.length != y.length || band.isPresent() && band.get().low().length != x.length) {
        throw new IllegalArgumentException(name + ": " + x.length + " x and " + y.length + " y");
      }
    }

    /** Whether there are so few values that each is seen. */
    boolean hasMarkers() {
      return x.length <= MOST_MARKERS;
    }

    /** A line. */
    public static Series line(String name, double[] x, double[] y) {
      return new Series(name, Style.LINE, x, y, Optional.empty());
    }

    /** A level from one end to the other. */
    public static Series guide(String name, double from, double to, double level) {
      return new Series(
          name,
          Style.GUIDE,
          new double[] {from, to},
          new double[] {level, level},
          Optional.empty());
    }
  }

  /** The ends of a spread. */
  public record Band(double[] low, double[] high) {
    public Band {
      if (low.length != high.length) {
        throw new IllegalArgumentException(low.length + " and " + high.length);
      }
    }
  }

  public LineChart {
    series = List.copyOf(series);
  }

  /** The look of each series. */
  private List<Look> looks() {
    List<Look> looks = new ArrayList<>();
    int next = 0;
    int lines = 0;
    for (Series one : series) {
      boolean goesOn = one.name().isEmpty() && !looks.isEmpty();
      looks.add(goesOn ? looks.get(looks.size() - 1) : Look.of(next, lines));
      next += goesOn || one.style() == Style.GUIDE ? 0 : 1;
      lines += goesOn || one.style() != Style.LINE ? 0 : 1;
    }
    return looks;
  }

  @Override
  public Html svg(String id, String title) {
    Frame frame = Frame.of(x, y, xs(), ys());
    Pen pen = Pen.picture(Frame.WIDTH, Frame.HEIGHT, id, title, description());
    frame.draw(pen);
    List<Look> looks = looks();
    for (int i = 0; i < series.size(); i++) {
      Look look = looks.get(i);
      Series one = series.get(i);
      one.band().ifPresent(band -> pen.path("band " + look.fill(), around(frame, one, band)));
    }
    for (int i = 0; i < series.size(); i++) {
      draw(pen, frame, series.get(i), looks.get(i));
    }
    return pen.done();
  }

  private double[] xs() {
    return series.stream().flatMapToDouble(one -> Arrays.stream(one.x())).toArray();
  }

  private double[] ys() {
    return series.stream()
        .flatMapToDouble(one -> DoubleStream.concat(Arrays.stream(one.y()), ends(one.band())))
        .toArray();
  }

  private static DoubleStream ends(Optional<Band> band) {
    return band.stream()
        .flatMapToDouble(
            b -> DoubleStream.concat(DoubleStream.of(b.low()), DoubleStream.of(b.high())));
  }

  private void draw(Pen pen, Frame frame, Series one, Look look) {
    switch (one.style()) {
      case LINE -> {
        pen.path(look.line(), along(frame, one));
        if (one.hasMarkers()) {
          markers(pen, frame, one, look);
        }
      }
      case POINTS -> pen.path("dots " + look.fill(), dots(frame, one));
      case BACKDROP -> pen.path("backdrop " + look.stroke(), along(frame, one));
      case GUIDE -> pen.path("guide", along(frame, one));
    }
  }

  private void markers(Pen pen, Frame frame, Series one, Look look) {
    for (int i = 0; i < one.x().length; i++) {
      if (frame.shows(one.x()[i], one.y()[i])) {
        String told =
            one.name()
                + ": "
                + y.measure().apply(one.y()[i])
                + " at "
                + x.title()
                + " "
                + x.measure().apply(one.x()[i]);
        pen.path(look.fill(), look.marker(frame.x(one.x()[i]), frame.y(one.y()[i]), 3.2), told);
      }
    }
  }

  private static String along(Frame frame, Series one) {
    StringBuilder d = new StringBuilder();
    for (int i = 0; i < one.x().length; i++) {
      if (frame.shows(one.x()[i], one.y()[i])) {
        d.append(d.isEmpty() ? "M" : "L").append(point(frame, one.x()[i], one.y()[i]));
      }
    }
    return d.toString();
  }

  private static String dots(Frame frame, Series one) {
    StringBuilder d = new StringBuilder();
    for (int i = 0; i < one.x().length; i++) {
      if (frame.shows(one.x()[i], one.y()[i])) {
        d.append(Look.of(0).marker(frame.x(one.x()[i]), frame.y(one.y()[i]), 1.7));
      }
    }
    return d.toString();
  }

  /** Forth along the highest values and back along the lowest. */
  private static String around(Frame frame, Series one, Band band) {
    StringBuilder d = new StringBuilder();
    int n = one.x().length;
    for (int i = 0; i < n; i++) {
      d.append(i == 0 ? "M" : "L").append(point(frame, one.x()[i], band.high()[i]));
    }
    for (int i = n - 1; i >= 0; i--) {
      d.append("L").append(point(frame, one.x()[i], band.low()[i]));
    }
    return d.append("z").toString();
  }

  private static String point(Frame frame, double x, double y) {
    return Pen.px(frame.x(x)) + " " + Pen.px(frame.y(y));
  }

  @Override
  public List<Key> legend() {
    List<Look> looks = looks();
    List<Key> keys = new ArrayList<>();
    for (int i = 0; i < series.size(); i++) {
      Series one = series.get(i);
      if (!one.name().isEmpty()) {
        Pen pen = Pen.sign();
        Look look = looks.get(i);
        switch (one.style()) {
          case LINE -> {
            pen.line(look.line(), 0, 6, 30, 6);
            if (one.hasMarkers()) {
              pen.path(look.fill(), look.marker(15, 6, 3.2));
            }
          }
          case POINTS -> pen.path(look.fill(), look.marker(15, 6, 3.2));
          case BACKDROP -> pen.line("backdrop " + look.stroke(), 0, 6, 30, 6);
          case GUIDE -> pen.line("guide", 0, 6, 30, 6);
        }
        keys.add(new Key(pen.done(), one.name()));
      }
    }
    return keys;
  }

  @Override
  public String description() {
    StringBuilder text = new StringBuilder(y.title() + " against " + x.title() + ".");
    for (Series one : series) {
      int[] shown = shown(one);
      if (shown.length == 0 || one.name().isEmpty()) {
        continue;
      }
      int first = shown[0];
      int last = shown[shown.length - 1];
      text.append(" ").append(one.name()).append(": ").append(y.measure().apply(one.y()[first]));
      if (shown.length > 1) {
        text.append(" at ").append(x.measure().apply(one.x()[first]));
        text.append(", ").append(y.measure().apply(one.y()[last]));
        text.append(" at ").append(x.measure().apply(one.x()[last]));
      }
      text.append(".");
    }
    return text.toString();
  }

  private int[] shown(Series one) {
    return IntStream.range(0, one.x().length)
        .filter(i -> x.shows(one.x()[i]) && y.shows(one.y()[i]))
        .toArray();
  }

  @Override
  public Table table(String id, String caption) {
    int numbers = series.stream().mapToInt(one -> one.x().length).sum();
    int every = (numbers + MOST_ROWS - 1) / MOST_ROWS;
    String thinned = every > 1 ? "; one in " + every + " of " + numbers + " numbers" : "";
    boolean spread = series.stream().anyMatch(one -> one.band().isPresent());
    List<String> header = new ArrayList<>(List.of("series", x.title(), y.title()));
    if (spread) {
      header.addAll(List.of("lowest", "highest"));
    }
    Table table = new Table(id, caption + thinned, header.toArray(String[]::new));
    String name = "";
    int n = 0;
    for (Series one : series) {
      name = one.name().isEmpty() ? name : one.name();
      for (int i : shown(one)) {
        if (n++ % Math.max(1, every) == 0) {
          table.row(cells(name, one, i, spread));
        }
      }
    }
    return table;
  }

  private Object[] cells(String name, Series one, int i, boolean spread) {
    List<Object> cells =
        new ArrayList<>(
            List.of(name, x.measure().apply(one.x()[i]), y.measure().apply(one.y()[i])));
    if (spread) {
      cells.add(one.band().<Object>map(b -> y.measure().apply(b.low()[i])).orElse(""));
      cells.add(one.band().<Object>map(b -> y.measure().apply(b.high()[i])).orElse(""));
    }
    return cells.toArray();
  }
}
