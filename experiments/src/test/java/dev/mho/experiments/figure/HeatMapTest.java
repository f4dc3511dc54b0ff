package dev.mho.experiments.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HeatMapTest {
  private static final int DARK = 0x440154;
  private static final int LIGHT = 0xfde725;

  private static BufferedImage drawn(double[][] values, Optional<HeatMap.Mark> mark) {
    HeatMap map = new HeatMap("map", "x", "y", values, 0, 2, "V", mark);
    BufferedImage image = new BufferedImage(600, 400, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    map.paint(graphics, 600, 400);
    graphics.dispose();
    return image;
  }

  private static int colour(BufferedImage image, int x, int y) {
    return image.getRGB(x, y) & 0xffffff;
  }

  /** Row 0 at the top, column 0 at the left; beyond the scale the colours stay. */
  @Test
  void cellsLieWhereTheyBelong() {
    BufferedImage image = drawn(new double[][] {{0, 2, -1}, {5, 0, 2}}, Optional.empty());
    assertEquals(DARK, colour(image, 100, 100));
    assertEquals(LIGHT, colour(image, 270, 100));
    assertEquals(DARK, colour(image, 440, 100));
    assertEquals(LIGHT, colour(image, 100, 280));
    assertEquals(DARK, colour(image, 270, 280));
    assertEquals(LIGHT, colour(image, 440, 280));
  }

  @Test
  void aMarkIsARingAroundItsCell() {
    BufferedImage image =
        drawn(new double[][] {{0, 0}, {0, 0}}, Optional.of(new HeatMap.Mark(0, 1)));
    // The middle of the upper right cell.
    assertEquals(DARK, colour(image, 379, 117));
    assertEquals(0xff0000, colour(image, 379, 108));
  }

  @Test
  void aMapNeedsCells() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new HeatMap("map", "x", "y", new double[0][], 0, 1, "V", Optional.empty()));
  }
}
