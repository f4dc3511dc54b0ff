package dev.mho.experiments.compare;

import dev.mho.experiments.compare.Comparison.Setting;
import dev.mho.experiments.export.CsvTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A {@link Comparison} to be read, and as tables. */
public final class ComparisonText {
  private final Comparison comparison;

  /** Of a comparison. */
  public ComparisonText(Comparison comparison) {
    this.comparison = comparison;
  }

  /** Lines for a terminal: the settings, then what can be said of their differences. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format("%10s  %-18s %5s  %s", "accuracy", "95 % interval", "seeds", "setting"));
    for (Setting setting : comparison.settings()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%8.2f %%  %-18s %5d  %s",
              setting.mean(),
              setting
                  .interval()
                  .map(i -> String.format(Locale.ROOT, "%.2f to %.2f", i.low(), i.high()))
                  .orElse("one seed: unknown"),
              setting.accuracies().size(),
              setting.label()));
    }
    lines.add("");
    comparison.differences().forEach(verdict -> lines.add(verdict.sentence()));
    if (comparison.differences().size() > 1) {
      lines.add(
          "p by paired t-tests over common seeds, raised by Holm's method for all that is compared;"
              + " intervals are of each pair by itself");
    }
    return lines;
  }

  /** A row a setting and seed. */
  public String settings() {
    List<String> header = new ArrayList<>(comparison.keys());
    header.addAll(List.of("seed", "accuracy_percent"));
    CsvTable table = new CsvTable(header.toArray(String[]::new));
    for (Setting setting : comparison.settings()) {
      for (Map.Entry<Long, Double> one : setting.accuracies().entrySet()) {
        List<Object> cells = new ArrayList<>();
        comparison
            .keys()
            .forEach(key -> cells.add(CsvTable.cell(setting.values().getOrDefault(key, ""))));
        cells.add(one.getKey());
        cells.add(one.getValue());
        table.row(cells.toArray());
      }
    }
    return table.text();
  }

  /** A row a difference. */
  public String differences() {
    CsvTable table =
        new CsvTable(
            "better", "worse", "seeds", "points", "low", "high", "p", "real", "detectable");
    for (Verdict verdict : comparison.differences()) {
      table.row(
          CsvTable.cell(verdict.better()),
          CsvTable.cell(verdict.worse()),
          verdict.seeds(),
          verdict.points(),
          verdict.interval().map(i -> "" + i.low()).orElse(""),
          verdict.interval().map(i -> "" + i.high()).orElse(""),
          verdict.p().map(Object::toString).orElse(""),
          verdict.real(),
          verdict.detectable().map(Object::toString).orElse(""));
    }
    return table.text();
  }
}
