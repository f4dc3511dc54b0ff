package dev.mho.experiments.chart;

import dev.mho.experiments.page.Html;
import dev.mho.experiments.page.Measure;
import dev.mho.experiments.page.Table;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * A matrix as colours, from dark blue (low) to bright yellow (high), which differ in brightness as
 * well, and so without colour vision. A matrix that is larger than the picture is averaged down.
 *
 * @param axis what a cell of the matrix is
 * @param rows title of the rows
 * @param cols title of the columns
 * @param values the matrix
 * @param low value of the darkest colour
 * @param high value of the brightest
 */
public record HeatMap(
    Axis axis, String rows, String cols, double[][] values, double low, double high)
    implements Chart {
  private static final int MOST_CELLS = 96;
  private static final int TABLE_CELLS = 8;
  private static final double WIDTH = 300;
  private static final double LEFT = 34;
  private static final double TOP = 22;
  private static final double WIDE = WIDTH - LEFT - 6;
  private static final double FLAT = 70;
  private static final double FOOT = 66;

  /** Dark blue, grey and yellow of equal steps of brightness. */
  private static final int[] COLOURS = {0x00224e, 0x31446b, 0x666970, 0x958f78, 0xcab969, 0xfee838};

  /** How many rows and columns of the matrix stand behind a cell of the picture at most. */
  public int averaged() {
    return Math.max(block(values.length, MOST_CELLS), block(values[0].length, MOST_CELLS));
  }

  private static int block(int size, int most) {
    return (size + most - 1) / most;
  }

  /** Means over blocks, so that neither side has more than some cells. */
  private double[][] means(int most) {
    int down = block(values.length, most);
    int across = block(values[0].length, most);
    double[][] means = new double[block(values.length, down)][block(values[0].length, across)];
    for (int r = 0; r < means.length; r++) {
      for (int c = 0; c < means[r].length; c++) {
        means[r][c] = mean(r * down, c * across, down, across);
      }
    }
    return means;
  }

  private double mean(int top, int left, int down, int across) {
    double sum = 0;
    int n = 0;
    for (int r = top; r < Math.min(values.length, top + down); r++) {
      for (int c = left; c < Math.min(values[r].length, left + across); c++) {
        sum += values[r][c];
        n++;
      }
    }
    return sum / n;
  }

  @Override
  public Html svg(String id, String title) {
    double[][] cells = means(MOST_CELLS);
    double ratio = (double) values.length / values[0].length;
    double tall = Math.max(FLAT, Math.min(WIDE, WIDE * ratio));
    double wide = ratio > 1 ? Math.max(FLAT, WIDE / ratio) : WIDE;
    Pen pen = Pen.picture(WIDTH, TOP + tall + FOOT, id, title, description());
    pen.image(LEFT, TOP, wide, tall, png(cells));
    pen.path("frame", Pen.box(LEFT, TOP, wide, tall));
    pen.text("axis", 0, 13, "start", rows + " down, " + cols + " across");
    pen.text("tick", LEFT - 5, TOP + 10, "end", "0");
    pen.text("tick", LEFT - 5, TOP + tall, "end", "" + (values.length - 1));
    pen.text("tick", LEFT, TOP + tall + 15, "start", "0");
    pen.text("tick", LEFT + wide, TOP + tall + 15, "end", "" + (values[0].length - 1));
    bar(pen, TOP + tall + 28);
    return pen.done();
  }

  private void bar(Pen pen, double top) {
    double[][] ramp = new double[1][64];
    Arrays.setAll(ramp[0], i -> low + (high - low) * i / 63);
    pen.image(LEFT, top, WIDE, 10, png(ramp));
    pen.path("frame", Pen.box(LEFT, top, WIDE, 10));
    pen.text("tick", LEFT, top + 25, "start", axis.measure().apply(low).text());
    pen.text("tick", LEFT + WIDE, top + 25, "end", axis.measure().apply(high).text());
  }

  private String png(double[][] cells) {
    BufferedImage image =
        new BufferedImage(cells[0].length, cells.length, BufferedImage.TYPE_INT_RGB);
    for (int r = 0; r < cells.length; r++) {
      for (int c = 0; c < cells[r].length; c++) {
        image.setRGB(c, r, colour(cells[r][c]));
      }
    }
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      ImageIO.write(image, "png", bytes);
      return "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int colour(double value) {
    double share = high > low ? Math.max(0, Math.min(1, (value - low) / (high - low))) : 0.5;
    double place = share * (COLOURS.length - 1);
    int below = (int) Math.min(COLOURS.length - 2, place);
    double above = place - below;
    int mixed = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int from = COLOURS[below] >> shift & 0xff;
      int to = COLOURS[below + 1] >> shift & 0xff;
      mixed |= (int) Math.round(from + above * (to - from)) << shift;
    }
    return mixed;
  }

  @Override
  public List<Key> legend() {
    return List.of();
  }

  @Override
  public String description() {
    double[] all = Arrays.stream(values).flatMapToDouble(Arrays::stream).toArray();
    return String.format(
        "%s of %d %s by %d %s: mean %s, from %s to %s.",
        axis.title(),
        values.length,
        rows,
        values[0].length,
        cols,
        axis.measure().apply(Arrays.stream(all).average().orElseThrow()),
        axis.measure().apply(Arrays.stream(all).min().orElseThrow()),
        axis.measure().apply(Arrays.stream(all).max().orElseThrow()));
  }

  /** Means over at most eight blocks of rows by eight of columns. */
  @Override
  public Table table(String id, String caption) {
    double[][] means = means(TABLE_CELLS);
    int down = block(values.length, TABLE_CELLS);
    int across = block(values[0].length, TABLE_CELLS);
    List<String> header = new ArrayList<>(List.of(rows));
    for (int c = 0; c < means[0].length; c++) {
      header.add(cols + " " + range(c, across, values[0].length));
    }
    String blocks = down * across > 1 ? "; means of blocks" : "";
    Table table = new Table(id, caption + blocks, header.toArray(String[]::new));
    for (int r = 0; r < means.length; r++) {
      List<Object> cells = new ArrayList<>(List.of(range(r, down, values.length)));
      Arrays.stream(means[r]).<Measure>mapToObj(axis.measure()::apply).forEach(cells::add);
      table.row(cells.toArray());
    }
    return table;
  }

  private static String range(int block, int size, int end) {
    int first = block * size;
    int last = Math.min(end, first + size) - 1;
    return first == last ? "" + first : first + "–" + last;
  }
}
