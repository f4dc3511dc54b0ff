package dev.mho.experiments.figure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** Curves become numbers and pictures. */
class FigureTest {
  private static final double[] X = {1, 2};
  private static final Figure FIGURE =
      new Figure(
          "toy",
          "A title",
          "time (s)",
          "level (V)",
          false,
          false,
          List.of(
              Curve.ofRuns("runs, two", X, List.of(new double[] {1, 4}, new double[] {3, 2})),
              Curve.guide("guide", X, X)));

  @Test
  void runsBecomeTheirMeanAndTheirExtremes() {
    Curve curve = FIGURE.curves().get(0);
    assertArrayEquals(new double[] {2, 3}, curve.y());
    assertArrayEquals(new double[] {1, 2}, curve.band().orElseThrow().low());
    assertArrayEquals(new double[] {3, 4}, curve.band().orElseThrow().high());
  }

  @Test
  void csvHoldsEveryPoint() {
    assertEquals(
        """
        curve,x,y,low,high
        runs; two,1.0,2.0,1.0,3.0
        runs; two,2.0,3.0,2.0,4.0
        guide,1.0,1.0,1.0,1.0
        guide,2.0,2.0,2.0,2.0
        """,
        FIGURE.csv());
  }

  @Test
  void picturesAreDrawn() throws IOException {
    assertEquals(900, ImageIO.read(new ByteArrayInputStream(FIGURE.png())).getWidth());
    String svg = new String(FIGURE.svg(), StandardCharsets.UTF_8);
    assertTrue(svg.contains("<svg") && svg.contains("</svg>"), "svg");
  }
}
