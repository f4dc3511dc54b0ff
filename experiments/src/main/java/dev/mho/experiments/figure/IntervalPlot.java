package dev.mho.experiments.figure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.util.List;
import java.util.Locale;

/**
 * Numbers with their intervals, a row each: a dot at the value, a line from the low to the high
 * end. Several series lie in a row beneath each other.
 *
 * @param title over the plot
 * @param x what the numbers are, with their unit
 * @param rows names of the rows, from top to bottom
 * @param series at most four
 */
public record IntervalPlot(String title, String x, List<String> rows, List<Series> series)
    implements Panel {
  private static final int RIGHT = 28;
  private static final int TOP = 44;
  private static final int BOTTOM = 82;
  private static final int MOST_LABEL = 320;
  private static final int TICKS = 6;
  private static final int DOT = 8;
  private static final int GAP = 10;
  private static final Color INK = new Color(0x222222);
  private static final Color GRID = new Color(0xE0E0E0);
  private static final Color ZERO = new Color(0x888888);

  /** Colours that remain apart for colour-blind readers (Okabe and Ito 2008). */
  private static final List<Color> COLOURS =
      List.of(new Color(0x0072B2), new Color(0xD55E00), new Color(0x009E73), new Color(0xCC79A7));

  /**
   * A number a row.
   *
   * @param name in the legend
   * @param values one a row
   * @param low lower ends, one a row
   * @param high upper ends, one a row
   */
  public record Series(String name, double[] values, double[] low, double[] high) {}

  public IntervalPlot {
    rows = List.copyOf(rows);
    series = List.copyOf(series);
    if (rows.isEmpty() || series.isEmpty() || series.size() > COLOURS.size()) {
      throw new IllegalArgumentException(rows.size() + " rows, " + series.size() + " series");
    }
    for (Series one : series) {
      if (one.values.length != rows.size()) {
        throw new IllegalArgumentException(one.name + ": not one value a row");
      }
    }
  }

  @Override
  public void paint(Graphics2D graphics, int width, int height) {
    new Drawing(graphics, width, height).draw();
  }

  private final class Drawing {
    private final Graphics2D graphics;
    private final int width;
    private final int height;
    private final Font usual = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    private final int left;
    private final double from;
    private final double step;
    private final int steps;

    private Drawing(Graphics2D graphics, int width, int height) {
      this.graphics = graphics;
      this.width = width;
      this.height = height;
      FontMetrics metrics = graphics.getFontMetrics(usual);
      int longest = rows.stream().mapToInt(metrics::stringWidth).max().orElse(0);
      left = GAP + Math.min(MOST_LABEL, longest) + GAP;
      double low = ends(true);
      double high = ends(false);
      double range = high > low ? high - low : Math.max(1e-9, Math.abs(high));
      step = round(range / TICKS);
      from = Math.floor(low / step) * step;
      steps = Math.max(1, (int) Math.ceil((high - from) / step - 1e-9));
    }

    private double ends(boolean least) {
      double end = series.get(0).values[0];
      for (Series one : series) {
        for (int r = 0; r < rows.size(); r++) {
          end = least ? Math.min(end, one.low[r]) : Math.max(end, one.high[r]);
        }
      }
      return end;
    }

    /** The next of 1, 2, 5 times a power of ten. */
    private double round(double wanted) {
      double power = Math.pow(10, Math.floor(Math.log10(wanted)));
      for (int digit : new int[] {1, 2, 5}) {
        if (digit * power >= wanted) {
          return digit * power;
        }
      }
      return 10 * power;
    }

    private double place(double value) {
      return left + (value - from) / (steps * step) * (width - left - RIGHT);
    }

    private void draw() {
      graphics.setColor(INK);
      graphics.setFont(usual.deriveFont(Font.BOLD, 15f));
      centred(title, width / 2.0, TOP - 18);
      graphics.setFont(usual);
      axis();
      double pitch = (height - TOP - BOTTOM) / (double) rows.size();
      for (int r = 0; r < rows.size(); r++) {
        row(r, TOP + (r + 0.5) * pitch, pitch);
      }
      if (series.size() > 1) {
        legend();
      }
    }

    private void axis() {
      int bottom = height - BOTTOM;
      for (int t = 0; t <= steps; t++) {
        double value = from + t * step;
        boolean zero = Math.abs(value) < step / 2;
        graphics.setStroke(new BasicStroke(1f));
        graphics.setColor(zero ? ZERO : GRID);
        graphics.draw(new Line2D.Double(place(value), TOP, place(value), bottom));
        graphics.setColor(INK);
        centred(number(value), place(value), bottom + 18);
      }
      graphics.setFont(usual.deriveFont(13f));
      centred(x, (left + width - RIGHT) / 2.0, bottom + 40);
      graphics.setFont(usual);
    }

    private String number(double value) {
      int digits = (int) Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
      return String.format(Locale.ROOT, "%." + digits + "f", value + 0.0);
    }

    private void row(int row, double middle, double pitch) {
      FontMetrics metrics = graphics.getFontMetrics();
      String name = shortened(rows.get(row), metrics);
      graphics.setColor(INK);
      graphics.drawString(
          name,
          left - GAP - metrics.stringWidth(name),
          (float) (middle + metrics.getAscent() / 2.0 - 1));
      double apart = Math.min(14, pitch / (series.size() + 0.5));
      for (int s = 0; s < series.size(); s++) {
        Series one = series.get(s);
        double y = middle + (s - (series.size() - 1) / 2.0) * apart;
        graphics.setColor(COLOURS.get(s));
        graphics.setStroke(new BasicStroke(2.2f));
        graphics.draw(new Line2D.Double(place(one.low[row]), y, place(one.high[row]), y));
        double dot = place(one.values[row]);
        graphics.fill(new Ellipse2D.Double(dot - DOT / 2.0, y - DOT / 2.0, DOT, DOT));
      }
    }

    private static String shortened(String name, FontMetrics metrics) {
      if (metrics.stringWidth(name) <= MOST_LABEL) {
        return name;
      }
      int end = name.length();
      while (metrics.stringWidth(name.substring(0, end) + "…") > MOST_LABEL) {
        end--;
      }
      return name.substring(0, end) + "…";
    }

    private void legend() {
      FontMetrics metrics = graphics.getFontMetrics();
      int all = series.stream().mapToInt(s -> metrics.stringWidth(s.name) + 3 * GAP).sum();
      double x = (left + width - RIGHT - all) / 2.0;
      double y = height - 12;
      for (int s = 0; s < series.size(); s++) {
        graphics.setColor(COLOURS.get(s));
        graphics.fill(new Ellipse2D.Double(x, y - DOT, DOT, DOT));
        graphics.setColor(INK);
        graphics.drawString(series.get(s).name, (float) (x + DOT + 4), (float) y);
        x += metrics.stringWidth(series.get(s).name) + 3 * GAP;
      }
    }

    private void centred(String text, double x, double y) {
      double half = graphics.getFontMetrics().stringWidth(text) / 2.0;
      graphics.drawString(text, (float) (x - half), (float) y);
    }
  }
}
