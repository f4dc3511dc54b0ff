package dev.mho.experiments.circuit;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import javax.imageio.ImageIO;

/** A {@link WireReport} as a picture: a map of lost voltage for each array, and column errors. */
public final class WireFigure {
  private static final int MAP = 420;
  private static final int MARGIN = 60;
  private static final int HEAD = 64;
  private static final int CHART = 260;
  private static final Color INK = new Color(0x22, 0x22, 0x22);

  /** Dark to light, and equally spaced for the eye: no voltage lost is dark. */
  private static final int[] SCALE = {
    0x440154, 0x46327e, 0x365c8d, 0x277f8e, 0x1fa187, 0x4ac16d, 0xa0da39, 0xfde725
  };

  private final WireReport report;
  private final int rows;
  private final int cols;
  private final int layers;
  private final int maps;
  private final double most;

  /** Prepares a figure. */
  public WireFigure(WireReport report) {
    this.report = report;
    this.rows = report.arrays().circuit().rows();
    this.cols = report.arrays().circuit().cols();
    this.layers = report.arrays().circuit().topology().layers();
    this.maps = report.arrays().siemens().size() * layers;
    this.most = Math.max(report.worst().lost(), 1e-12);
  }

  /** The bytes of a PNG file. */
  public byte[] png() {
    int width = MARGIN + Math.max(2, maps) * (MAP + MARGIN) + MARGIN;
    int height = HEAD + MAP + 2 * MARGIN + CHART + MARGIN;
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, width, height);
    g.setColor(INK);
    g.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 14));
    g.drawString(report.arrays().origin(), MARGIN, 24);
    g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    for (int map = 0; map < maps; map++) {
      map(g, map / layers, map % layers, MARGIN + map * (MAP + MARGIN), HEAD);
    }
    scale(g, MARGIN + maps * (MAP + MARGIN) - MARGIN + 14, HEAD);
    columns(g, MARGIN, HEAD + MAP + 2 * MARGIN, width - 2 * MARGIN - 40);
    g.dispose();
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      ImageIO.write(image, "png", bytes);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void map(Graphics2D g, int array, int layer, int x, int y) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < cols; j++) {
        int left = x + j * MAP / cols;
        int top = y + i * MAP / rows;
        g.setColor(colour(report.lost(array, layer, i, j) / most));
        g.fillRect(left, top, x + (j + 1) * MAP / cols - left, y + (i + 1) * MAP / rows - top);
      }
    }
    g.setColor(INK);
    String of = layers == 2 ? (layer == 0 ? "plus devices" : "minus devices") : "";
    String name = layers == 2 ? of : report.arrays().label(array);
    g.drawString("voltage lost at each device: " + name, x, y - 10);
    g.drawString("column (output) 0 … " + (cols - 1) + ", sensed below", x, y + MAP + 18);
    vertical(g, "row (input) " + (rows - 1) + " … 0, driven from the left", x - 8, y + MAP);
    WireReport.WorstCell worst = report.worst();
    if (worst.array() == array && worst.layer() == layer) {
      int cx = x + (2 * worst.col() + 1) * MAP / (2 * cols);
      int cy = y + (2 * worst.row() + 1) * MAP / (2 * rows);
      g.setStroke(new BasicStroke(2));
      g.setColor(Color.RED);
      g.drawOval(cx - 8, cy - 8, 16, 16);
      g.setStroke(new BasicStroke(1));
    }
  }

  private static void vertical(Graphics2D g, String text, int x, int y) {
    g.rotate(-Math.PI / 2, x, y);
    g.drawString(text, x, y);
    g.rotate(Math.PI / 2, x, y);
  }

  private void scale(Graphics2D g, int x, int y) {
    for (int k = 0; k < MAP; k++) {
      g.setColor(colour(1 - k / (MAP - 1.0)));
      g.fillRect(x, y + k, 12, 1);
    }
    g.setColor(INK);
    g.drawString(percent(most), x, y - 4);
    g.drawString("0", x + 2, y + MAP + 14);
  }

  private void columns(Graphics2D g, int x, int y, int width) {
    double least = 0;
    double top = 0;
    for (int j = 0; j < cols; j++) {
      least = Math.min(least, report.error(j));
      top = Math.max(top, report.error(j));
    }
    double span = Math.max(top - least, 1e-12);
    int zero = y + (int) Math.round(CHART * top / span);
    g.setColor(INK);
    g.drawString("error of each column's current by the wires, of the largest current", x, y - 14);
    g.drawString(percent(top), x + width + 6, y + 6);
    g.drawString(percent(least), x + width + 6, y + CHART + 6);
    for (int j = 0; j < cols; j++) {
      int left = x + j * width / cols;
      int wide = Math.max(1, x + (j + 1) * width / cols - left - (cols <= 128 ? 1 : 0));
      int end = zero - (int) Math.round(CHART * report.error(j) / span);
      g.setColor(new Color(0x277f8e));
      g.fillRect(left, Math.min(zero, end), wide, Math.max(1, Math.abs(end - zero)));
    }
    g.setColor(INK);
    g.drawLine(x, zero, x + width, zero);
    g.drawString("column 0 … " + (cols - 1), x, y + CHART + 20);
  }

  private static Color colour(double share) {
    double at = Math.min(1, Math.max(0, share)) * (SCALE.length - 1);
    int from = Math.min(SCALE.length - 2, (int) at);
    Color low = new Color(SCALE[from]);
    Color high = new Color(SCALE[from + 1]);
    double t = at - from;
    return new Color(
        mixed(low.getRed(), high.getRed(), t),
        mixed(low.getGreen(), high.getGreen(), t),
        mixed(low.getBlue(), high.getBlue(), t));
  }

  private static int mixed(int low, int high, double share) {
    return (int) Math.round(low + share * (high - low));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.3g %%", 100 * share);
  }
}
