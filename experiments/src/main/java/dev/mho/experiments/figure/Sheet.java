package dev.mho.experiments.figure;

import de.erichseifert.vectorgraphics2d.Processors;
import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * Several panels in one picture, two beside each other, with a title and lines of text above and
 * below.
 *
 * @param title over all
 * @param head paragraphs under the title
 * @param panels from left to right and from top to bottom
 * @param foot paragraphs at the end: in the place that an odd number of panels leaves free, or at
 *     the bottom
 */
public record Sheet(
    String title, List<String> head, List<? extends Panel> panels, List<String> foot) {
  private static final int PANEL_WIDTH = 740;
  private static final int PANEL_HEIGHT = 470;
  private static final int MARGIN = 24;
  private static final int GAP = 12;
  private static final Color INK = new Color(0x222222);
  private static final Color PALE = new Color(0x555555);
  private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 22);
  private static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 14);

  public Sheet {
    head = List.copyOf(head);
    panels = List.copyOf(panels);
    foot = List.copyOf(foot);
  }

  /** The panels that show curves. */
  public List<Figure> figures() {
    return panels.stream().filter(Figure.class::isInstance).map(Figure.class::cast).toList();
  }

  /** The picture as PNG. */
  public byte[] png() {
    BufferedImage image = new BufferedImage(width(), height(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    // Lines go where the numbers are, not where whole pixels are.
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    draw(graphics);
    graphics.dispose();
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      ImageIO.write(image, "png", bytes);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The picture as SVG. */
  public byte[] svg() {
    VectorGraphics2D graphics = new VectorGraphics2D();
    draw(graphics);
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      Processors.get("svg")
          .getDocument(graphics.getCommands(), new PageSize(width(), height()))
          .writeTo(bytes);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int columns() {
    return Math.max(1, Math.min(2, panels.size()));
  }

  private int rows() {
    return (panels.size() + columns() - 1) / columns();
  }

  private int width() {
    return 2 * MARGIN + columns() * PANEL_WIDTH + (columns() - 1) * GAP;
  }

  private int height() {
    FontMetrics text = metrics(TEXT);
    int lines =
        wrapped(head, inner()).size() + (footHasPlace() ? 0 : wrapped(foot, inner()).size());
    return 2 * MARGIN
        + metrics(TITLE).getHeight()
        + lines * text.getHeight()
        + rows() * (PANEL_HEIGHT + GAP)
        + 2 * GAP;
  }

  private void draw(Graphics2D graphics) {
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, width(), height());
    graphics.setColor(INK);
    graphics.setFont(TITLE);
    graphics.drawString(title, MARGIN, MARGIN + metrics(TITLE).getAscent());
    int y = GAP + text(graphics, head, MARGIN, MARGIN + metrics(TITLE).getHeight(), inner());
    for (int i = 0; i < panels.size(); i++) {
      int left = MARGIN + i % columns() * (PANEL_WIDTH + GAP);
      int top = y + i / columns() * (PANEL_HEIGHT + GAP);
      graphics.translate(left, top);
      panels.get(i).paint(graphics, PANEL_WIDTH, PANEL_HEIGHT);
      graphics.translate(-left, -top);
      graphics.setClip(null);
    }
    if (footHasPlace()) {
      int left = MARGIN + PANEL_WIDTH + 5 * GAP;
      int top = y + (rows() - 1) * (PANEL_HEIGHT + GAP) + 3 * GAP;
      text(graphics, foot, left, top, PANEL_WIDTH - 6 * GAP);
    } else {
      text(graphics, foot, MARGIN, y + rows() * (PANEL_HEIGHT + GAP), inner());
    }
  }

  private boolean footHasPlace() {
    return panels.size() > 1 && panels.size() % 2 == 1;
  }

  private int inner() {
    return width() - 2 * MARGIN;
  }

  /** Writes paragraphs from {@code top} on and returns where they end. */
  private static int text(
      Graphics2D graphics, List<String> paragraphs, int left, int top, int width) {
    FontMetrics metrics = metrics(TEXT);
    graphics.setFont(TEXT);
    graphics.setColor(PALE);
    int y = top;
    for (String line : wrapped(paragraphs, width)) {
      graphics.drawString(line, left, y + metrics.getAscent());
      y += metrics.getHeight();
    }
    return y;
  }

  private static List<String> wrapped(List<String> paragraphs, int width) {
    FontMetrics metrics = metrics(TEXT);
    List<String> lines = new ArrayList<>();
    for (String paragraph : paragraphs) {
      StringBuilder line = new StringBuilder();
      for (String word : paragraph.split(" ")) {
        if (line.length() > 0 && metrics.stringWidth(line + " " + word) > width) {
          lines.add(line.toString());
          line.setLength(0);
        }
        line.append(line.length() == 0 ? "" : " ").append(word);
      }
      lines.add(line.toString());
    }
    return lines;
  }

  private static FontMetrics metrics(Font font) {
    Graphics2D graphics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
    try {
      return graphics.getFontMetrics(font);
    } finally {
      graphics.dispose();
    }
  }
}
