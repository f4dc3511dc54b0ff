package dev.mho.experiments.figure;

import dev.mho.experiments.export.CsvTable;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Curves over one pair of axes, with a legend. Bands are drawn lightly in the colour of their
 * curve; of more than three curves by dotted edges alone, for areas would hide each other.
 *
 * @param name of its files
 * @param title over the picture
 * @param x name of the x axis, with its unit
 * @param y name of the y axis, with its unit
 * @param logX whether the x axis is logarithmic
 * @param logY whether the y axis is logarithmic
 * @param curves at most eight
 */
public record Figure(
    String name, String title, String x, String y, boolean logX, boolean logY, List<Curve> curves)
    implements Panel {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 560;
  private static final int BAND_ALPHA = 45;
  private static final int MOST_AREAS = 3;
  private static final int MOST_LABELS = 8;
  private static final String PLAIN = "0.#######";
  private static final double[] IRREGULAR = {0.0137, 0.371, 0.977};
  private static final Color GUIDE = new Color(0xAAAAAA);
  private static final BasicStroke THICK = new BasicStroke(2.2f);
  private static final BasicStroke THIN = new BasicStroke(1f);
  private static final BasicStroke DOTTED =
      new BasicStroke(
          1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1f, new float[] {2, 4}, 0);

  /** Colours that remain apart for colour-blind readers (Okabe and Ito 2008), and two greys. */
  private static final List<Color> COLOURS =
      List.of(
          new Color(0x0072B2),
          new Color(0xD55E00),
          new Color(0x009E73),
          new Color(0xCC79A7),
          new Color(0xE69F00),
          new Color(0x56B4E9),
          new Color(0x000000),
          new Color(0x888888));

  public Figure {
    curves = List.copyOf(curves);
    if (curves.isEmpty() || curves.size() > COLOURS.size()) {
      throw new IllegalArgumentException(curves.size() + " curves");
    }
  }

  /** The numbers: one row a position of a curve. */
  public String csv() {
    CsvTable table = new CsvTable("curve", "x", "y", "low", "high");
    for (Curve curve : curves) {
      for (int i = 0; i < curve.x().length; i++) {
        double y = curve.y()[i];
        int at = i;
        table.row(
            curve.name().replace(',', ';'),
            curve.x()[i],
            y,
            curve.band().map(band -> band.low()[at]).orElse(y),
            curve.band().map(band -> band.high()[at]).orElse(y));
      }
    }
    return table.text();
  }

  /** The picture as PNG. */
  public byte[] png() {
    try {
      return BitmapEncoder.getBitmapBytes(chart(), BitmapEncoder.BitmapFormat.PNG);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The picture as SVG. */
  public byte[] svg() {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      VectorGraphicsEncoder.saveVectorGraphic(
          chart(), out, VectorGraphicsEncoder.VectorGraphicsFormat.SVG);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private XYChart chart() {
    XYChart chart = frame(WIDTH, HEIGHT);
    chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideE);
    chart.getStyler().setXAxisMaxLabelCount(MOST_LABELS);
    draw(chart, curves.size() <= MOST_AREAS);
    if (curves.stream().anyMatch(curve -> curve.x().length > 2 * MOST_LABELS)) {
      roundTicks(chart, low(), high());
    }
    return chart;
  }

  /** Its legend beneath, all bands as areas, and an axis of values near zero from zero on. */
  @Override
  public void paint(Graphics2D graphics, int width, int height) {
    panel(width, height).paint(graphics, width, height);
  }

  private XYChart panel(int width, int height) {
    XYChart chart = frame(width, height);
    Styler styler = chart.getStyler();
    styler.setLegendPosition(Styler.LegendPosition.OutsideS);
    styler.setLegendLayout(Styler.LegendLayout.Horizontal);
    styler.setLegendBorderColor(Color.WHITE);
    styler.setChartTitleFont(styler.getBaseFont().deriveFont(Font.BOLD, 15f));
    styler.setLegendFont(styler.getBaseFont().deriveFont(13f));
    styler.setChartPadding(8);
    chart.getStyler().setAxisTitleFont(styler.getBaseFont().deriveFont(13f));
    chart.getStyler().setAxisTickLabelsFont(styler.getBaseFont().deriveFont(12f));
    chart.getStyler().setXAxisTickMarkSpacingHint(90);
    if (!logX) {
      chart.getStyler().setXAxisDecimalPattern(PLAIN);
    }
    if (!logY) {
      chart.getStyler().setYAxisDecimalPattern(PLAIN);
    }
    double high = high();
    double low = low();
    boolean fromZero = !logY && low >= 0 && (low < high / 2 || low == high);
    if (fromZero) {
      chart.getStyler().setYAxisMin(0.0);
    }
    draw(chart, true);
    roundTicks(chart, fromZero ? 0 : low, high);
    return chart;
  }

  private double high() {
    return most(curve -> curve.band().map(Curve.Band::high).orElse(curve.y()));
  }

  private double low() {
    return -most(curve -> negated(curve.band().map(Curve.Band::low).orElse(curve.y())));
  }

  private double most(Function<Curve, double[]> values) {
    return curves.stream().map(values).flatMapToDouble(DoubleStream::of).max().orElseThrow();
  }

  private static double[] negated(double[] values) {
    return DoubleStream.of(values).map(value -> -value).toArray();
  }

  /**
   * XChart puts ticks at the positions of data that are equally spaced, however odd the numbers;
   * three invisible points between make it choose round ones.
   */
  private void roundTicks(XYChart chart, double low, double high) {
    double left = -most(curve -> negated(curve.x()));
    double right = most(Curve::x);
    double[] xs = new double[IRREGULAR.length];
    double[] ys = new double[IRREGULAR.length];
    for (int i = 0; i < xs.length; i++) {
      xs[i] = left + IRREGULAR[i] * (right - left);
      ys[i] = low + IRREGULAR[i] * (high - low);
    }
    Color invisible = new Color(0, 0, 0, 0);
    addLine(chart, "round ticks", xs, ys, invisible, THIN).setShowInLegend(false);
  }

  private XYChart frame(int width, int height) {
    XYChart chart =
        new XYChartBuilder()
            .width(width)
            .height(height)
            .title(title)
            .xAxisTitle(x)
            .yAxisTitle(y)
            .theme(Styler.ChartTheme.Matlab)
            .build();
    chart.getStyler().setLocale(Locale.ROOT);
    chart.getStyler().setXAxisLogarithmic(logX);
    chart.getStyler().setYAxisLogarithmic(logY);
    chart.getStyler().setPlotGridLinesColor(new Color(0xE0E0E0));
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    return chart;
  }

  private void draw(XYChart chart, boolean areas) {
    for (int i = 0; i < curves.size(); i++) {
      Curve curve = curves.get(i);
      Color colour = COLOURS.get(i);
      curve.band().ifPresent(band -> addBand(chart, curve, band, colour, areas));
    }
    // Lines come last, so that no band lies over them.
    for (int i = 0; i < curves.size(); i++) {
      Curve curve = curves.get(i);
      addLine(
          chart,
          curve.name(),
          curve.x(),
          curve.y(),
          curve.guide() ? GUIDE : COLOURS.get(i),
          curve.guide() ? THIN : stroke(i));
    }
  }

  /**
   * A line is as thick as others; of few without bands thicker than the next, which may cover it.
   */
  private BasicStroke stroke(int line) {
    boolean bare = curves.stream().allMatch(curve -> curve.band().isEmpty());
    long lines = curves.stream().filter(curve -> !curve.guide()).count();
    if (!bare || lines > MOST_AREAS) {
      return THICK;
    }
    long above = curves.stream().skip(line + 1).filter(curve -> !curve.guide()).count();
    return new BasicStroke(THICK.getLineWidth() * (1 + above));
  }

  private static XYSeries addLine(
      XYChart chart, String name, double[] xs, double[] ys, Color colour, BasicStroke stroke) {
    XYSeries series = chart.addSeries(name, xs, ys);
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(colour);
    series.setLineStyle(stroke);
    return series;
  }

  private static void addBand(
      XYChart chart, Curve curve, Curve.Band band, Color colour, boolean areas) {
    if (areas) {
      addArea(chart, curve, band, colour);
      return;
    }
    String name = curve.name();
    addLine(chart, name + " (lowest)", curve.x(), band.low(), colour, DOTTED)
        .setShowInLegend(false);
    addLine(chart, name + " (highest)", curve.x(), band.high(), colour, DOTTED)
        .setShowInLegend(false);
  }

  /** Forth along the highest values and back along the lowest. */
  private static void addArea(XYChart chart, Curve curve, Curve.Band band, Color colour) {
    int n = curve.x().length;
    double[] xs = new double[2 * n];
    double[] ys = new double[2 * n];
    for (int i = 0; i < n; i++) {
      xs[i] = curve.x()[i];
      ys[i] = band.high()[i];
      xs[2 * n - 1 - i] = curve.x()[i];
      ys[2 * n - 1 - i] = band.low()[i];
    }
    XYSeries series = chart.addSeries(curve.name() + " (lowest to highest)", xs, ys);
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
    series.setFillColor(
        new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), BAND_ALPHA));
    series.setLineColor(new Color(0, 0, 0, 0));
    series.setMarker(SeriesMarkers.NONE);
    series.setShowInLegend(false);
  }
}
