package dev.mho.experiments.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** Figures become one picture. */
class SheetTest {
  private static final double[] X = {0, 1, 2};

  @Test
  void figuresStandInTwoColumns() throws IOException {
    BufferedImage one = picture(1);
    BufferedImage two = picture(2);
    BufferedImage four = picture(4);
    assertEquals(788, one.getWidth());
    assertEquals(1540, two.getWidth());
    assertEquals(1540, four.getWidth());
    assertEquals(one.getHeight(), two.getHeight());
    assertEquals(482, four.getHeight() - two.getHeight());
  }

  /** With three figures the text takes the fourth place, and nothing stands at the bottom. */
  @Test
  void theFootTakesAFreePlace() throws IOException {
    BufferedImage three = picture(3);
    assertTrue(three.getHeight() < picture(4).getHeight());
    assertTrue(isInked(three, 800, 1500, three.getHeight() - 500, three.getHeight() - 300));
  }

  @Test
  void everyPanelHasInk() throws IOException {
    BufferedImage four = picture(4);
    for (int left : List.of(24, 776)) {
      for (int top : List.of(100, 582)) {
        assertTrue(isInked(four, left, left + 700, top, top + 450));
      }
    }
  }

  @Test
  void longTextIsWrapped() throws IOException {
    String paragraph = String.join(" ", Collections.nCopies(100, "word"));
    Sheet sheet = new Sheet("title", List.of(paragraph), List.of(figure()), List.of());
    int lines = (image(sheet).getHeight() - picture(1).getHeight()) / 16;
    assertTrue(lines >= 4 && lines <= 8, "lines " + lines);
  }

  @Test
  void svgHoldsTheWords() {
    Sheet sheet = new Sheet("A title", List.of("a head"), List.of(figure()), List.of("a foot"));
    String svg = new String(sheet.svg(), StandardCharsets.UTF_8);
    assertTrue(svg.contains("width=\"788px\""), svg.substring(0, 400));
    for (String words : List.of("A title", "a head", "a foot")) {
      assertTrue(svg.contains(words), words);
    }
  }

  private static BufferedImage picture(int figures) throws IOException {
    return image(
        new Sheet(
            "title", List.of("head"), Collections.nCopies(figures, figure()), List.of("foot")));
  }

  private static BufferedImage image(Sheet sheet) throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(sheet.png()));
    assertNotEquals(0, image.getHeight());
    return image;
  }

  private static boolean isInked(BufferedImage image, int left, int right, int top, int bottom) {
    for (int x = left; x < right; x++) {
      for (int y = top; y < bottom; y++) {
        if (image.getRGB(x, y) != 0xFFFFFFFF) {
          return true;
        }
      }
    }
    return false;
  }

  private static Figure figure() {
    return new Figure(
        "toy", "A figure", "time (s)", "level (V)", false, false, List.of(Curve.line("a", X, X)));
  }
}
