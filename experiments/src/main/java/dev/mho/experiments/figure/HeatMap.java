package dev.mho.experiments.figure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.util.Locale;
import java.util.Optional;

/**
 * A matrix as coloured cells, row 0 at the top, from dark for {@code least} to light for {@code
 * most}; the colours are equally spaced for the eye.
 *
 * @param title over the map
 * @param x what the columns are
 * @param y what the rows are
 * @param values row by row, all of the same length
 * @param least what is darkest
 * @param most what is lightest
 * @param unit behind the numbers of the scale
 * @param mark a cell to be ringed
 */
public record HeatMap(
    String title,
    String x,
    String y,
    double[][] values,
    double least,
    double most,
    String unit,
    Optional<Mark> mark)
    implements Panel {
  private static final int LEFT = 76;
  private static final int RIGHT = 120;
  private static final int TOP = 44;
  private static final int BOTTOM = 62;
  private static final int SCALE_WIDTH = 16;
  private static final int TICK = 5;
  private static final int RING = 9;
  private static final Color INK = new Color(0x222222);
  private static final int[] COLOURS = {
    0x440154, 0x46327e, 0x365c8d, 0x277f8e, 0x1fa187, 0x4ac16d, 0xa0da39, 0xfde725
  };

  /** A cell. */
  public record Mark(int row, int col) {}

  public HeatMap {
    if (values.length == 0 || values[0].length == 0) {
      throw new IllegalArgumentException(title + ": a map without cells");
    }
  }

  @Override
  public void paint(Graphics2D graphics, int width, int height) {
    int wide = width - LEFT - RIGHT;
    int high = height - TOP - BOTTOM;
    Font usual = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    graphics.setColor(INK);
    graphics.setFont(usual.deriveFont(Font.BOLD, 15f));
    centred(graphics, title, LEFT + wide / 2, TOP - 14);
    graphics.setFont(usual);
    cells(graphics, wide, high);
    ticks(graphics, wide, high);
    scale(graphics, LEFT + wide + 24, high);
    graphics.setFont(usual.deriveFont(13f));
    centred(graphics, x, LEFT + wide / 2, height - 14);
    graphics.rotate(-Math.PI / 2);
    centred(graphics, y, -TOP - high / 2, 24);
    graphics.rotate(Math.PI / 2);
  }

  private void cells(Graphics2D graphics, int wide, int high) {
    int rows = values.length;
    int cols = values[0].length;
    for (int i = 0; i < rows; i++) {
      int top = TOP + i * high / rows;
      int bottom = TOP + (i + 1) * high / rows;
      for (int j = 0; j < cols; j++) {
        int left = LEFT + j * wide / cols;
        graphics.setColor(colour((values[i][j] - least) / (most - least)));
        graphics.fillRect(left, top, LEFT + (j + 1) * wide / cols - left, bottom - top);
      }
    }
    graphics.setColor(INK);
    graphics.drawRect(LEFT, TOP, wide, high);
    mark.ifPresent(
        cell -> {
          int cx = LEFT + (2 * cell.col() + 1) * wide / (2 * cols);
          int cy = TOP + (2 * cell.row() + 1) * high / (2 * rows);
          graphics.setStroke(new BasicStroke(2));
          graphics.setColor(Color.RED);
          graphics.drawOval(cx - RING, cy - RING, 2 * RING, 2 * RING);
          graphics.setStroke(new BasicStroke(1));
          graphics.setColor(INK);
        });
  }

  private void ticks(Graphics2D graphics, int wide, int high) {
    int rows = values.length;
    int cols = values[0].length;
    for (int j = 0; j < cols; j += step(cols)) {
      int at = LEFT + (2 * j + 1) * wide / (2 * cols);
      graphics.drawLine(at, TOP + high, at, TOP + high + TICK);
      centred(graphics, Integer.toString(j), at, TOP + high + TICK + 14);
    }
    for (int i = 0; i < rows; i += step(rows)) {
      int at = TOP + (2 * i + 1) * high / (2 * rows);
      String number = Integer.toString(i);
      graphics.drawLine(LEFT - TICK, at, LEFT, at);
      int length = graphics.getFontMetrics().stringWidth(number);
      graphics.drawString(number, LEFT - TICK - 4 - length, at + 4);
    }
  }

  /** The least of 1, 2, 5, 10, 20 … that leaves at most nine labels. */
  private static int step(int count) {
    int decade = 1;
    while (true) {
      for (int digit : new int[] {1, 2, 5}) {
        if ((count - 1) / (digit * decade) < 9) {
          return digit * decade;
        }
      }
      decade *= 10;
    }
  }

  private void scale(Graphics2D graphics, int left, int high) {
    for (int k = 0; k < high; k++) {
      graphics.setColor(colour(1 - k / (high - 1.0)));
      graphics.fillRect(left, TOP + k, SCALE_WIDTH, 1);
    }
    graphics.setColor(INK);
    graphics.drawRect(left, TOP, SCALE_WIDTH, high);
    for (int quarter = 0; quarter <= 4; quarter++) {
      int at = TOP + high - quarter * high / 4;
      graphics.drawLine(left + SCALE_WIDTH, at, left + SCALE_WIDTH + TICK, at);
      String number =
          String.format(Locale.ROOT, "%.3g %s", least + quarter * (most - least) / 4, unit);
      graphics.drawString(number, left + SCALE_WIDTH + TICK + 4, at + 4);
    }
  }

  private static void centred(Graphics2D graphics, String text, int x, int y) {
    FontMetrics metrics = graphics.getFontMetrics();
    graphics.drawString(text, x - metrics.stringWidth(text) / 2, y);
  }

  private static Color colour(double share) {
    double at = Math.min(1, Math.max(0, share)) * (COLOURS.length - 1);
    int from = Math.min(COLOURS.length - 2, (int) at);
    Color low = new Color(COLOURS[from]);
    Color high = new Color(COLOURS[from + 1]);
    double t = at - from;
    return new Color(
        mixed(low.getRed(), high.getRed(), t),
        mixed(low.getGreen(), high.getGreen(), t),
        mixed(low.getBlue(), high.getBlue(), t));
  }

  private static int mixed(int low, int high, double share) {
    return (int) Math.round(low + share * (high - low));
  }
}
