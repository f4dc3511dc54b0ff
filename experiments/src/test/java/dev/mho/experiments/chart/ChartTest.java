package dev.mho.experiments.chart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

/** Charts show the numbers that they are given. */
class ChartTest {
  private static final double[] EPOCHS = {1, 2, 3};

  private static LineChart lines(double... y) {
    return new LineChart(
        Axis.ordinal("epoch"),
        Axis.percent("accuracy"),
        List.of(LineChart.Series.line("<hardware>", EPOCHS, y)));
  }

  private static String wellFormed(Chart chart) throws Exception {
    String svg = chart.svg("id", "a <title>").toString();
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    assertFalse(svg.contains("NaN") || svg.contains("Infinity"), svg);
    assertTrue(svg.contains("role=\"img\" aria-labelledby=\"id-title id-desc\""), svg);
    return svg;
  }

  /** 50 %, 75 % and 100 % lie at equal distances, the last at the top. */
  @Test
  void linesGoThroughTheirValues() throws Exception {
    String svg = wellFormed(lines(0.5, 0.75, 1));
    Matcher line =
        Pattern.compile("line s1 k1\" d=\"M(\\S+) (\\S+)L(\\S+) (\\S+)L(\\S+) (\\S+)\"")
            .matcher(svg);
    assertTrue(line.find(), svg);
    assertEquals(Frame.BOTTOM, Double.parseDouble(line.group(2)), 0.1);
    assertEquals((Frame.BOTTOM + Frame.TOP) / 2, Double.parseDouble(line.group(4)), 0.1);
    assertEquals(Frame.TOP, Double.parseDouble(line.group(6)), 0.1);
    assertEquals(Frame.RIGHT, Double.parseDouble(line.group(5)), 0.1);
    assertEquals(3, svg.split("<title>&lt;hardware&gt;: ", -1).length - 1, "a word at each marker");
  }

  @Test
  void valuesThatAreNoneAreLeftOut() throws Exception {
    LineChart chart = lines(0.5, Double.NaN, 1);
    String svg = wellFormed(chart);
    assertEquals(2, svg.split("<title>&lt;hardware&gt;: ", -1).length - 1, svg);
    assertEquals(2, chart.table("t", "c").size());
    assertTrue(wellFormed(lines(Double.NaN, Double.NaN, Double.NaN)).contains("</svg>"));
  }

  @Test
  void wordsAndTableSayTheSame() {
    LineChart chart = lines(0.5, 0.75, 0.9388888888888889);
    assertEquals(
        "accuracy (%) against epoch. <hardware>: 50.00 % at 1, 93.89 % at 3.",
        chart.description().replace('\u00a0', ' '));
    String table = chart.table("t", "c").html().toString();
    assertTrue(table.contains("<data value=\"0.9388888888888889\">93.89\u00a0%</data>"), table);
    assertTrue(table.contains("<th scope=\"col\">series</th>"), table);
    assertTrue(table.contains("<th scope=\"row\">&lt;hardware&gt;</th>"), table);
  }

  @Test
  void longTablesAreThinnedAndSaySo() {
    double[] many = new double[1000];
    java.util.Arrays.setAll(many, i -> i);
    LineChart chart =
        new LineChart(
            Axis.plain("x"), Axis.plain("y"), List.of(LineChart.Series.line("a", many, many)));
    assertEquals(200, chart.table("t", "c").size());
    assertTrue(chart.table("t", "c").html().toString().contains("one in 5 of 1000 numbers"));
  }

  @Test
  void smallDifferencesDoNotFillTheChart() throws Exception {
    String svg = wellFormed(lines(0.950, 0.951, 0.952));
    assertTrue(svg.contains(">93<") && svg.contains(">97<"), svg);
    assertTrue(wellFormed(lines(1, 1, 1)).contains(">100<"));
    assertFalse(wellFormed(lines(1, 1, 1)).contains(">101<"));
  }

  @Test
  void histogramsCountEveryValueOnce() throws Exception {
    double[] values = {0, 1, 1, 2, 4, 4, 4};
    Histogram histogram =
        Histogram.of(Axis.plain("g"), "devices", Map.of("plus", values), 4, "limits", -1, 5);
    assertArrayEquals(new long[] {1, 2, 1, 3}, histogram.counts().get("plus"));
    String svg = wellFormed(histogram);
    assertEquals(2, svg.split("class=\"guide\"", -1).length - 1);
    assertEquals(4, svg.split("class=\"hot\"", -1).length - 1);
    Histogram one =
        Histogram.of(Axis.plain("g"), "devices", Map.of("plus", new double[] {3, 3}), 5, "");
    assertArrayEquals(new long[] {0, 0, 2, 0, 0}, one.counts().get("plus"));
    wellFormed(one);
  }

  @Test
  void barsAreAsLongAsTheirValues() throws Exception {
    BarChart chart =
        new BarChart(
            Axis.points("accuracy"),
            "effect",
            List.of("accuracy"),
            List.of(
                new BarChart.Bar(
                    "wires", new double[] {-0.04}, Optional.of(new BarChart.Spread(-0.05, -0.03))),
                BarChart.Bar.of("adc", 0.02)));
    String svg = wellFormed(chart);
    Matcher bars = Pattern.compile("class=\"f1\" d=\"M(\\S+) \\S+h(\\S+)v").matcher(svg);
    assertTrue(bars.find());
    double left = Double.parseDouble(bars.group(1));
    double down = Double.parseDouble(bars.group(2));
    assertTrue(bars.find());
    assertEquals(down, 2 * Double.parseDouble(bars.group(2)), 0.2);
    assertEquals(left + down, Double.parseDouble(bars.group(1)), 0.2, "both begin at 0");
    assertTrue(svg.contains("class=\"whisker\""));
  }

  @Test
  void partsOfABarAddUp() throws Exception {
    BarChart chart =
        new BarChart(
            Axis.si("energy", "J", 3e-9),
            "array",
            List.of("ADCs", "DACs"),
            List.of(new BarChart.Bar("a", new double[] {1e-9, 2e-9}, Optional.empty())));
    assertTrue(wellFormed(chart).contains(">3\u00a0nJ</text>"));
    assertTrue(chart.table("t", "c").html().toString().contains("<data value=\"3.0E-9\">"));
    assertEquals(2, chart.legend().size());
  }

  /** A matrix of 200 × 10 whose rows are 0, 1, 2, …: a point is the mean of 3 by 1. */
  @Test
  void largeMapsAreAveragedDown() throws Exception {
    double[][] values = new double[200][10];
    for (int r = 0; r < 200; r++) {
      java.util.Arrays.fill(values[r], r);
    }
    HeatMap map = new HeatMap(Axis.plain("g"), "outputs", "inputs", values, 0, 199);
    assertEquals(3, map.averaged());
    BufferedImage image = picture(wellFormed(map));
    assertEquals(67, image.getHeight());
    assertEquals(10, image.getWidth());
    assertTrue(brightness(image, 0) < brightness(image, 33));
    assertTrue(brightness(image, 33) < brightness(image, 66));
    String table = map.table("t", "c").html().toString();
    assertTrue(table.contains("<th scope=\"row\">0–24</th>"), table);
    assertTrue(table.contains("<data value=\"12.0\">12</data>"), table);
  }

  private static BufferedImage picture(String svg) throws IOException {
    Matcher data = Pattern.compile("data:image/png;base64,([^\"]+)").matcher(svg);
    assertTrue(data.find());
    return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(data.group(1))));
  }

  private static double brightness(BufferedImage image, int row) {
    int colour = image.getRGB(0, row);
    return 0.2126 * (colour >> 16 & 0xff)
        + 0.7152 * (colour >> 8 & 0xff)
        + 0.0722 * (colour & 0xff);
  }

  @Test
  void lengthsMustAgree() {
    assertThrows(
        IllegalArgumentException.class,
        () -> LineChart.Series.line("a", new double[2], new double[3]));
  }
}
