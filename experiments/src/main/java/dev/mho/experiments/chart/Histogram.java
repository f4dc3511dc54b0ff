package dev.mho.experiments.chart;

import dev.mho.experiments.page.Html;
import dev.mho.experiments.page.Measure;
import dev.mho.experiments.page.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * How many values of several kinds fall into each of some equal intervals.
 *
 * @param x what is counted
 * @param y title of the counts
 * @param low begin of the first interval
 * @param high end of the last
 * @param counts by kind, one for each interval
 * @param guide what some values are that are marked; empty if there are none
 * @param marked those values
 */
public record Histogram(
    Axis x,
    String y,
    double low,
    double high,
    Map<String, long[]> counts,
    String guide,
    double[] marked)
    implements Chart {

  private static final double TOWER = 0.3;

  /**
   * Counts.
   *
   * @param values by kind
   * @param bins number of intervals
   */
  public static Histogram of(
      Axis x, String y, Map<String, double[]> values, int bins, String guide, double... marked) {
    double least = values.values().stream().flatMapToDouble(Arrays::stream).min().orElseThrow();
    double most = values.values().stream().flatMapToDouble(Arrays::stream).max().orElseThrow();
    double low = most > least ? least : least - Math.max(1e-12, Math.abs(least)) / 2;
    double high = most > least ? most : most + Math.max(1e-12, Math.abs(most)) / 2;
    Map<String, long[]> counts = new LinkedHashMap<>();
    values.forEach(
        (kind, ofKind) -> {
          long[] count = new long[bins];
          for (double value : ofKind) {
            int bin = (int) ((value - low) / (high - low) * bins);
            count[Math.max(0, Math.min(bins - 1, bin))]++;
          }
          counts.put(kind, count);
        });
    return new Histogram(x, y, low, high, counts, guide, marked);
  }

  private int bins() {
    return counts.values().iterator().next().length;
  }

  private double edge(int bin) {
    return low + (high - low) * bin / bins();
  }

  @Override
  public Html svg(String id, String title) {
    double[] xs =
        DoubleStream.concat(DoubleStream.of(low, high), DoubleStream.of(marked)).toArray();
    double[] ys = counts.values().stream().flatMapToLong(Arrays::stream).asDoubleStream().toArray();
    Frame frame = Frame.of(x, counted(), xs, ys);
    Pen pen = Pen.picture(Frame.WIDTH, Frame.HEIGHT, id, title, description());
    frame.draw(pen);
    for (double at : marked) {
      pen.line("guide", frame.x(at), Frame.TOP, frame.x(at), Frame.BOTTOM);
    }
    int kind = 0;
    for (long[] count : counts.values()) {
      Look look = Look.of(kind++);
      pen.path("area " + look.fill(), outline(frame, count));
      pen.path(look.line(), outline(frame, count));
    }
    pointers(pen, frame);
    return pen.done();
  }

  /** One interval that holds most values would leave nothing to be seen of the others. */
  private Axis counted() {
    boolean towers =
        counts.values().stream()
            .anyMatch(count -> Arrays.stream(count).max().orElse(0) > TOWER * sum(count));
    return towers
        ? Axis.count(y + ", by magnitude").logarithmic().from(0.8)
        : Axis.count(y).from(0);
  }

  private static long sum(long[] count) {
    return Arrays.stream(count).sum();
  }

  private String outline(Frame frame, long[] count) {
    StringBuilder d = new StringBuilder("M" + Pen.px(frame.x(low)) + " " + Pen.px(frame.y(0)));
    for (int bin = 0; bin < count.length; bin++) {
      d.append("V").append(Pen.px(frame.y(count[bin])));
      d.append("H").append(Pen.px(frame.x(edge(bin + 1))));
    }
    return d.append("V").append(Pen.px(frame.y(0))).toString();
  }

  /** Invisible columns that tell their counts when pointed at. */
  private void pointers(Pen pen, Frame frame) {
    for (int bin = 0; bin < bins(); bin++) {
      double from = frame.x(edge(bin));
      double wide = frame.x(edge(bin + 1)) - from;
      pen.path(
          "hot",
          Pen.box(from, Frame.TOP, wide, Frame.BOTTOM - Frame.TOP),
          interval(bin) + ": " + told(bin));
    }
  }

  private String interval(int bin) {
    return x.measure().apply(edge(bin)) + " to " + x.measure().apply(edge(bin + 1));
  }

  private String told(int bin) {
    List<String> parts = new ArrayList<>();
    counts.forEach((kind, count) -> parts.add(Measure.count(count[bin]) + " " + kind));
    return String.join(", ", parts);
  }

  @Override
  public List<Key> legend() {
    List<Key> keys = new ArrayList<>();
    int kind = 0;
    for (String name : counts.keySet()) {
      Look look = Look.of(kind++);
      keys.add(new Key(Pen.sign().line(look.line(), 0, 6, 30, 6).done(), name));
    }
    if (marked.length > 0) {
      keys.add(new Key(Pen.sign().line("guide", 0, 6, 30, 6).done(), guide));
    }
    return keys;
  }

  @Override
  public String description() {
    StringBuilder text = new StringBuilder(y + " by " + x.title() + ".");
    counts.forEach(
        (kind, count) -> {
          int most = 0;
          for (int bin = 0; bin < count.length; bin++) {
            most = count[bin] > count[most] ? bin : most;
          }
          text.append(" ")
              .append(kind)
              .append(": ")
              .append(Measure.count(sum(count)))
              .append(" in all, most from ")
              .append(interval(most))
              .append(".");
        });
    return text.toString();
  }

  @Override
  public Table table(String id, String caption) {
    List<String> header = new ArrayList<>(List.of("interval"));
    header.addAll(counts.keySet());
    Table table = new Table(id, caption, header.toArray(String[]::new));
    for (int bin = 0; bin < bins(); bin++) {
      List<Object> cells = new ArrayList<>(List.of(interval(bin)));
      for (long[] count : counts.values()) {
        cells.add(Measure.count(count[bin]));
      }
      table.row(cells.toArray());
    }
    return table;
  }
}
