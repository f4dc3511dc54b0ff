package dev.mho.experiments.chart;

import dev.mho.experiments.page.Html;
import dev.mho.experiments.page.Measure;
import dev.mho.experiments.page.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * Bars from left to right, each under its name, each of one part or of several that add up.
 *
 * @param axis of their lengths; its low end is 0 or below
 * @param first title of the names
 * @param parts names of the parts; one without a name where bars are whole
 * @param bars from top to bottom
 */
public record BarChart(Axis axis, String first, List<String> parts, List<Bar> bars)
    implements Chart {
  private static final double LEFT = 16;
  private static final double ROW = 42;
  private static final double THICK = 15;
  private static final double TOP = 6;
  private static final double FOOT = 42;
  private static final double VALUE = 84;

  /**
   * A bar.
   *
   * @param name above it
   * @param values one a part; of several, none is below 0
   * @param spread from where to where its end may lie
   */
  public record Bar(String name, double[] values, Optional<Spread> spread) {
    /** A bar of one part. */
    public static Bar of(String name, double value) {
      return new Bar(name, new double[] {value}, Optional.empty());
    }

    double sum() {
      return Arrays.stream(values).sum();
    }
  }

  /** An interval around the end of a bar. */
  public record Spread(double low, double high) {}

  public BarChart {
    parts = List.copyOf(parts);
    bars = List.copyOf(bars);
  }

  private boolean isWhole() {
    return parts.size() == 1;
  }

  @Override
  public Html svg(String id, String title) {
    double[] ends =
        DoubleStream.concat(
                DoubleStream.of(0),
                bars.stream()
                    .flatMapToDouble(
                        bar ->
                            bar.spread()
                                .map(s -> DoubleStream.of(bar.sum(), s.low(), s.high()))
                                .orElse(DoubleStream.of(bar.sum()))))
            .toArray();
    Scale scale = axis.scale(ends);
    double bottom = TOP + ROW * bars.size() + 4;
    Pen pen = Pen.picture(Frame.WIDTH, bottom + FOOT, id, title, description());
    for (Scale.Tick tick : scale.ticks()) {
      double at = LEFT + tick.at() * length();
      pen.line("grid", at, TOP, at, bottom);
      pen.text("tick", at, bottom + 17, "middle", tick.label());
    }
    for (int i = 0; i < bars.size(); i++) {
      draw(pen, scale, bars.get(i), TOP + ROW * i);
    }
    pen.line("base", x(scale, 0), TOP, x(scale, 0), bottom);
    pen.text("axis", LEFT + length(), bottom + 37, "end", axis.title());
    return pen.done();
  }

  private static double length() {
    return Frame.WIDTH - LEFT - VALUE;
  }

  private double x(Scale scale, double value) {
    return LEFT + scale.at(value * axis.factor()) * length();
  }

  private void draw(Pen pen, Scale scale, Bar bar, double top) {
    pen.text("name", LEFT + 4, top + 15, "start", bar.name());
    double y = top + 21;
    double from = 0;
    for (int part = 0; part < bar.values().length; part++) {
      double value = bar.values()[part];
      double left = Math.min(x(scale, from), x(scale, from + value));
      double wide = Math.abs(x(scale, from + value) - x(scale, from));
      // A hair of paper between two parts parts them without their colours.
      double hair = part > 0 && wide > 2 ? 1.5 : 0;
      pen.path(
          Look.of(part).fill(),
          Pen.box(left + hair, y, Math.max(0, wide - hair), THICK),
          (isWhole() ? bar.name() : bar.name() + ", " + parts.get(part))
              + ": "
              + axis.measure().apply(value));
      from += value;
    }
    double end = Math.max(x(scale, 0), x(scale, bar.sum()));
    if (bar.spread().isPresent()) {
      double low = x(scale, bar.spread().get().low());
      double high = x(scale, bar.spread().get().high());
      String whisker =
          whisker(low, y + 3, THICK - 6) + whisker(high, y + 3, THICK - 6) + between(low, high, y);
      // A rim of paper lets it stand out from the bar.
      pen.path("halo", whisker).path("whisker", whisker);
      end = Math.max(end, high);
    }
    pen.text("value", end + 6, y + 12, "start", axis.measure().apply(bar.sum()).text());
  }

  private static String whisker(double x, double y, double height) {
    return "M" + Pen.px(x) + " " + Pen.px(y) + "v" + Pen.px(height);
  }

  private static String between(double low, double high, double y) {
    return "M" + Pen.px(low) + " " + Pen.px(y + THICK / 2) + "H" + Pen.px(high);
  }

  @Override
  public List<Key> legend() {
    List<Key> keys = new ArrayList<>();
    for (int part = 0; part < parts.size() && !isWhole(); part++) {
      String box = Pen.box(3, 0, 24, 12);
      keys.add(new Key(Pen.sign().path(Look.of(part).fill(), box).done(), parts.get(part)));
    }
    return keys;
  }

  @Override
  public String description() {
    StringBuilder text = new StringBuilder(axis.title() + " by " + first + ".");
    for (Bar bar : bars) {
      text.append(" ").append(bar.name()).append(": ");
      text.append(axis.measure().apply(bar.sum())).append(".");
    }
    return text.toString();
  }

  @Override
  public Table table(String id, String caption) {
    List<String> header = new ArrayList<>(List.of(first));
    header.addAll(parts);
    boolean spread = bars.stream().anyMatch(bar -> bar.spread().isPresent());
    if (!isWhole()) {
      header.add("sum");
    }
    if (spread) {
      header.addAll(List.of("lowest", "highest"));
    }
    Table table = new Table(id, caption, header.toArray(String[]::new));
    for (Bar bar : bars) {
      List<Object> cells = new ArrayList<>(List.of(bar.name()));
      Arrays.stream(bar.values()).mapToObj(axis.measure()::apply).forEach(cells::add);
      if (!isWhole()) {
        cells.add(axis.measure().apply(bar.sum()));
      }
      if (spread) {
        cells.add(bar.spread().<Object>map(s -> measure(s.low())).orElse(""));
        cells.add(bar.spread().<Object>map(s -> measure(s.high())).orElse(""));
      }
      table.row(cells.toArray());
    }
    return table;
  }

  private Measure measure(double value) {
    return axis.measure().apply(value);
  }
}
