package dev.mho.experiments.figure;

import dev.mho.experiments.export.CsvTable;
import java.awt.BasicStroke;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
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
    String name, String title, String x, String y, boolean logX, boolean logY, List<Curve> curves) {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 560;
  private static final int BAND_ALPHA = 45;
  private static final int MOST_AREAS = 3;
  private static final int MOST_LABELS = 8;
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
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle(x)
            .yAxisTitle(y)
            .theme(Styler.ChartTheme.Matlab)
            .build();
    chart.getStyler().setLocale(Locale.ROOT);
    chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideE);
    chart.getStyler().setXAxisMaxLabelCount(MOST_LABELS);
    chart.getStyler().setXAxisLogarithmic(logX);
    chart.getStyler().setYAxisLogarithmic(logY);
    chart.getStyler().setPlotGridLinesColor(new Color(0xE0E0E0));
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    for (int i = 0; i < curves.size(); i++) {
      Curve curve = curves.get(i);
      Color colour = COLOURS.get(i);
      curve.band().ifPresent(band -> addBand(chart, curve, band, colour));
      addLine(
          chart,
          curve.name(),
          curve.x(),
          curve.y(),
          curve.guide() ? GUIDE : colour,
          curve.guide() ? THIN : THICK);
    }
    return chart;
  }

  private static XYSeries addLine(
      XYChart chart, String name, double[] xs, double[] ys, Color colour, BasicStroke stroke) {
    XYSeries series = chart.addSeries(name, xs, ys);
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(colour);
    series.setLineStyle(stroke);
    return series;
  }

  private void addBand(XYChart chart, Curve curve, Curve.Band band, Color colour) {
    if (curves.size() <= MOST_AREAS) {
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
