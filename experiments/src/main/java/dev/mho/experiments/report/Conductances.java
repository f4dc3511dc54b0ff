package dev.mho.experiments.report;

import dev.mho.device.ConductanceRange;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.experiments.chart.Axis;
import dev.mho.experiments.chart.CaptionedChart;
import dev.mho.experiments.chart.HeatMap;
import dev.mho.experiments.chart.Histogram;
import dev.mho.experiments.page.Html;
import dev.mho.experiments.page.Measure;
import dev.mho.experiments.page.Table;
import dev.mho.experiments.run.ConductanceSnapshot.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where the devices were in the end: how many at which conductance, and which. */
final class Conductances {
  private static final int BINS = 48;
  private static final int MOST_MAPS = 24;

  private final ResultFolder folder;
  private final Map<String, List<Part>> matrices;
  private int maps;
  private int averaged = 1;

  private Conductances(ResultFolder folder, List<Part> parts) {
    this.folder = folder;
    matrices =
        parts.stream()
            .sorted(Comparator.comparing(part -> part.role().startsWith("minus")))
            .sorted(Comparator.comparing(part -> part.layer() + part.matrix()))
            .collect(
                Collectors.groupingBy(
                    part -> "layer " + part.layer() + " " + part.matrix(),
                    LinkedHashMap::new,
                    Collectors.toList()));
  }

  static Optional<Html> of(ResultFolder folder) {
    return folder
        .conductances()
        .filter(snapshot -> !snapshot.parts().isEmpty())
        .map(snapshot -> new Conductances(folder, snapshot.parts()).section());
  }

  private Html section() {
    List<CaptionedChart> histograms = new ArrayList<>();
    Html pictures = new Html();
    Table table =
        new Table(
            "conductances-table",
            "Conductances at the end of the run",
            "devices",
            "number",
            "mean",
            "standard deviation",
            "lowest",
            "highest");
    matrices.forEach(
        (name, parts) -> {
          histograms.add(histogram(name, parts));
          parts.forEach(part -> table.row(statistics(name, part)));
          pictures.add(CaptionedChart.maps(pictures(name, parts)));
        });
    Html html = new Html();
    html.element("p", "Every device at the end of the run." + range());
    html.add(CaptionedChart.grid(histograms)).add(table.html());
    html.element("h3", "Where they are");
    html.element("p", place());
    return html.add(pictures);
  }

  private Optional<ConductanceRange> nominal() {
    return folder.device().map(device -> device.conductance());
  }

  private String range() {
    return nominal()
        .map(
            range ->
                " The device is made for "
                    + Measure.si(range.minSiemens(), "S")
                    + " to "
                    + Measure.si(range.maxSiemens(), "S")
                    + ", dotted in the charts.")
        .orElse("");
  }

  private String place() {
    int all = matrices.values().stream().mapToInt(List::size).sum();
    String means =
        averaged > 1
            ? " Arrays of more than 96 lines are averaged down: a point of such a picture is the mean"
                + " of up to "
                + averaged
                + " by "
                + averaged
                + " devices."
            : " Each point is one device.";
    String left = all > maps ? " The first " + maps + " of " + all + " are drawn." : "";
    return "The maps of one matrix share their colours." + means + left;
  }

  private CaptionedChart histogram(String name, List<Part> parts) {
    Map<String, double[]> values = new LinkedHashMap<>();
    parts.forEach(part -> values.put(part.role(), part.siemens().toArray()));
    double most = values.values().stream().flatMapToDouble(Arrays::stream).max().orElse(1);
    double[] marked =
        nominal()
            .map(range -> new double[] {range.minSiemens(), range.maxSiemens()})
            .orElse(new double[0]);
    return new CaptionedChart(
        "histogram-" + name.replace(' ', '-'),
        "Conductances, " + name,
        "",
        Histogram.of(
            Axis.si("conductance", "S", most), "devices", values, BINS, "nominal range", marked));
  }

  private static Object[] statistics(String name, Part part) {
    double[] g = part.siemens().toArray();
    double mean = Arrays.stream(g).average().orElseThrow();
    Measure.Prefix prefix = Measure.Prefix.of(mean);
    double variance = Arrays.stream(g).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
    return new Object[] {
      name + ", " + part.role(),
      Measure.count(g.length),
      Measure.si(mean, prefix, "S"),
      Measure.si(Math.sqrt(variance), prefix, "S"),
      Measure.si(Arrays.stream(g).min().orElseThrow(), prefix, "S"),
      Measure.si(Arrays.stream(g).max().orElseThrow(), prefix, "S")
    };
  }

  private List<CaptionedChart> pictures(String name, List<Part> parts) {
    double[] all =
        parts.stream().flatMapToDouble(p -> Arrays.stream(p.siemens().toArray())).toArray();
    double low = Arrays.stream(all).min().orElseThrow();
    double high = Arrays.stream(all).max().orElseThrow();
    List<CaptionedChart> pictures = new ArrayList<>();
    for (Part part : parts) {
      if (maps < MOST_MAPS) {
        maps++;
        HeatMap map =
            new HeatMap(
                Axis.si("conductance", "S", high),
                "outputs",
                "inputs",
                rows(part.siemens()),
                low,
                high);
        averaged = Math.max(averaged, map.averaged());
        String id = "map-" + name.replace(' ', '-') + "-" + part.role();
        pictures.add(new CaptionedChart(id, name + ", " + part.role(), "", map));
      }
    }
    return pictures;
  }

  private static double[][] rows(Matrix matrix) {
    double[][] rows = new double[matrix.rows()][];
    Arrays.setAll(rows, matrix::row);
    return rows;
  }
}
