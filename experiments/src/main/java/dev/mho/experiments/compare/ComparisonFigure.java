package dev.mho.experiments.compare;

import dev.mho.device.format.WholeFile;
import dev.mho.experiments.compare.Comparison.Setting;
import dev.mho.experiments.figure.IntervalPlot;
import dev.mho.experiments.figure.IntervalPlot.Series;
import dev.mho.experiments.figure.Panel;
import dev.mho.experiments.figure.Sheet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A {@link Comparison} drawn: means of the settings, and the differences of pairs. */
public final class ComparisonFigure {
  private static final int MOST_ROWS = 24;

  private ComparisonFigure() {}

  /** Draws comparison.png and .svg; returns lines that say so. */
  public static List<String> write(Comparison comparison, Path directory) throws IOException {
    List<Setting> settings = comparison.settings().stream().limit(MOST_ROWS).toList();
    List<Verdict> verdicts =
        comparison.differences().stream()
            .filter(v -> v.interval().isPresent())
            .limit(MOST_ROWS)
            .toList();
    List<Panel> panels = new ArrayList<>();
    panels.add(means(settings));
    List<String> names = settings.stream().map(Setting::label).toList();
    List<Verdict> drawable =
        verdicts.stream()
            .filter(v -> names.contains(v.better()) && names.contains(v.worse()))
            .toList();
    if (!drawable.isEmpty()) {
      panels.add(differences(drawable, names));
    }
    Sheet sheet =
        new Sheet(
            "Settings against each other",
            List.of("Dots: means over seeds. Lines: 95 % confidence intervals by Student's t."),
            panels,
            numbered(names));
    WholeFile.write(directory.resolve("comparison.png"), sheet.png());
    WholeFile.write(directory.resolve("comparison.svg"), sheet.svg());
    List<String> lines = new ArrayList<>();
    int more = comparison.settings().size() - settings.size();
    lines.add(
        "drawn: "
            + directory.resolve("comparison.png")
            + " and .svg"
            + (more > 0 ? ", the best " + MOST_ROWS + " settings of " + (more + MOST_ROWS) : ""));
    return lines;
  }

  private static IntervalPlot means(List<Setting> settings) {
    return new IntervalPlot(
        "Accuracy",
        "test accuracy (%)",
        numbered(settings.stream().map(Setting::label).toList()),
        List.of(
            new Series(
                "mean",
                settings.stream().mapToDouble(Setting::mean).toArray(),
                settings.stream()
                    .mapToDouble(s -> s.interval().map(Interval::low).orElse(s.mean()))
                    .toArray(),
                settings.stream()
                    .mapToDouble(s -> s.interval().map(Interval::high).orElse(s.mean()))
                    .toArray())));
  }

  /** Names may be too long for an axis; numbers stand for them. */
  private static List<String> numbered(List<String> names) {
    List<String> numbered = new ArrayList<>();
    for (String name : names) {
      numbered.add(numbered.size() + 1 + ": " + name);
    }
    return numbered;
  }

  private static IntervalPlot differences(List<Verdict> verdicts, List<String> names) {
    return new IntervalPlot(
        "Differences over common seeds",
        "accuracy of the first less the second (percentage points)",
        verdicts.stream()
            .map(
                v ->
                    (names.indexOf(v.better()) + 1)
                        + " − "
                        + (names.indexOf(v.worse()) + 1)
                        + (v.real() ? "" : " (not told apart)"))
            .toList(),
        List.of(
            new Series(
                "difference",
                verdicts.stream().mapToDouble(Verdict::points).toArray(),
                verdicts.stream().mapToDouble(v -> v.interval().get().low()).toArray(),
                verdicts.stream().mapToDouble(v -> v.interval().get().high()).toArray())));
  }
}
