package dev.mho.experiments.sweep;

import dev.mho.device.format.WholeFile;
import dev.mho.experiments.figure.Curve;
import dev.mho.experiments.figure.Figure;
import dev.mho.experiments.figure.Sheet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Accuracy against the numeric key that takes most values, one picture a run, one curve for each
 * combination of the other keys: the mean over seeds with a band from lowest to highest.
 */
final class SweepFigure {
  private static final int MOST_CURVES = 8;

  private SweepFigure() {}

  /** Draws what can be drawn; returns lines that say what, or why not. */
  static List<String> write(String name, Summary summary, Path directory) {
    Optional<String> x = axis(summary);
    if (x.isEmpty()) {
      return List.of("nothing to draw: no key takes two numbers or more");
    }
    Map<String, Map<String, TreeMap<Double, Summary.Row>>> runs = curves(summary, x.get());
    List<Figure> figures = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    runs.forEach(
        (run, curves) -> {
          if (curves.size() <= MOST_CURVES) {
            figures.add(figure(run, x.get(), curves));
          } else {
            lines.add(
                run + " is not drawn: " + curves.size() + " curves are more than " + MOST_CURVES);
          }
        });
    if (!figures.isEmpty()) {
      Sheet sheet =
          new Sheet(
              name,
              List.of(
                  "Accuracy on the samples that were not trained on; bands from the lowest to the highest seed."),
              figures,
              List.of());
      try {
        WholeFile.write(directory.resolve("summary.png"), sheet.png());
        WholeFile.write(directory.resolve("summary.svg"), sheet.svg());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      lines.add("drawn: " + directory.resolve("summary.png") + " and .svg");
    }
    return lines;
  }

  static Optional<String> axis(Summary summary) {
    return summary.groupKeys().stream()
        .filter(key -> values(summary, key) > 1)
        .max(Comparator.comparingLong(key -> values(summary, key)));
  }

  /** Number of different numbers that a key takes; 0 if it takes anything else. */
  private static long values(Summary summary, String key) {
    List<String> texts =
        summary.rows().stream().map(row -> row.setting().getOrDefault(key, "")).distinct().toList();
    return texts.stream().allMatch(SweepFigure::isNumber) ? texts.size() : 0;
  }

  private static boolean isNumber(String text) {
    try {
      return Double.isFinite(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      return false;
    }
  }

  static Map<String, Map<String, TreeMap<Double, Summary.Row>>> curves(Summary summary, String x) {
    Map<String, Map<String, TreeMap<Double, Summary.Row>>> runs = new LinkedHashMap<>();
    for (Summary.Row row : summary.rows()) {
      Map<String, String> others = new LinkedHashMap<>(row.setting());
      double at = Double.parseDouble(others.remove(x));
      runs.computeIfAbsent(row.run(), run -> new LinkedHashMap<>())
          .computeIfAbsent(label(others, row.run()), curve -> new TreeMap<>())
          .put(at, row);
    }
    return runs;
  }

  /** Values of the other keys, each with the last part of its key. */
  private static String label(Map<String, String> others, String run) {
    StringBuilder label = new StringBuilder();
    others.forEach(
        (key, value) ->
            label
                .append(label.isEmpty() ? "" : ", ")
                .append(key.substring(key.lastIndexOf('.') + 1))
                .append(' ')
                .append(value));
    return label.isEmpty() ? run : label.toString();
  }

  private static Figure figure(
      String run, String x, Map<String, TreeMap<Double, Summary.Row>> curves) {
    List<Curve> drawn = new ArrayList<>();
    boolean positive = true;
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    for (Map.Entry<String, TreeMap<Double, Summary.Row>> curve : curves.entrySet()) {
      int size = curve.getValue().size();
      double[] at = new double[size];
      double[] mean = new double[size];
      double[] low = new double[size];
      double[] high = new double[size];
      int n = 0;
      for (Map.Entry<Double, Summary.Row> position : curve.getValue().entrySet()) {
        at[n] = position.getKey();
        mean[n] = 100 * position.getValue().accuracies().getMean();
        low[n] = 100 * position.getValue().accuracies().getMin();
        high[n] = 100 * position.getValue().accuracies().getMax();
        positive &= at[n] > 0;
        least = Math.min(least, at[n]);
        most = Math.max(most, at[n]);
        n++;
      }
      drawn.add(new Curve(curve.getKey(), at, mean, Optional.of(new Curve.Band(low, high)), false));
    }
    // Several magnitudes are drawn by magnitude.
    boolean logarithmic = positive && most >= 30 * least;
    return new Figure(run.replace(' ', '-'), run, x, "accuracy (%)", logarithmic, false, drawn);
  }
}
