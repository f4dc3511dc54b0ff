package dev.mho.experiments.sweep;

import dev.mho.experiments.export.CsvTable;
import dev.mho.experiments.run.Score;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;

/** Results of a sweep, setting by setting over its seeds. */
public final class Summary {

  /**
   * One setting's scores of one run.
   *
   * @param setting keys and values, without the seed
   * @param run hardware, exact, or hardware some time later
   * @param accuracies one a seed, 0 to 1
   * @param losses one a seed
   */
  public record Row(
      Map<String, String> setting,
      String run,
      DescriptiveStatistics accuracies,
      DescriptiveStatistics losses) {}

  private final List<String> keys;
  private final List<Outcome> outcomes;
  private final List<Row> rows = new ArrayList<>();

  Summary(List<Outcome> outcomes) {
    this.outcomes = outcomes;
    Set<String> all = new LinkedHashSet<>();
    outcomes.forEach(o -> all.addAll(o.run().settings().keySet()));
    keys = List.copyOf(all);
    Map<String, Row> byName = new LinkedHashMap<>();
    for (Outcome outcome : outcomes) {
      outcome.scores().forEach((run, score) -> add(byName, outcome.run(), run, score));
    }
    rows.addAll(byName.values());
  }

  private static void add(Map<String, Row> byName, PlannedRun planned, String run, Score score) {
    Row row =
        byName.computeIfAbsent(
            planned.group() + run,
            name ->
                new Row(
                    planned.group(),
                    run,
                    new DescriptiveStatistics(),
                    new DescriptiveStatistics()));
    row.accuracies().addValue(score.accuracy());
    row.losses().addValue(score.loss());
  }

  /** One a setting and run, in the order of the sweep. */
  public List<Row> rows() {
    return rows;
  }

  /** Keys that the sweep sets, without the seed. */
  public List<String> groupKeys() {
    return keys.stream().filter(key -> !key.equals(SweepSpec.SEED)).toList();
  }

  /** Every score of every run, and why runs failed: {@code runs.csv}. */
  String runs() {
    List<String> header = new ArrayList<>(List.of("number", "id"));
    header.addAll(keys);
    header.addAll(List.of("run", "test_loss", "test_accuracy", "failure"));
    CsvTable table = new CsvTable(header.toArray(String[]::new));
    for (Outcome outcome : outcomes) {
      outcome
          .scores()
          .forEach(
              (run, score) -> table.row(cells(outcome, run, score.loss(), score.accuracy(), "")));
      outcome.failure().ifPresent(why -> table.row(cells(outcome, "", "", "", CsvTable.cell(why))));
    }
    return table.text();
  }

  private Object[] cells(Outcome outcome, Object... last) {
    List<Object> cells = new ArrayList<>(List.of(outcome.run().number(), outcome.run().id()));
    keys.forEach(key -> cells.add(CsvTable.cell(outcome.run().settings().getOrDefault(key, ""))));
    cells.addAll(List.of(last));
    return cells.toArray();
  }

  /** Mean, spread and ends over seeds: {@code summary.csv}. */
  String table() {
    List<String> header = new ArrayList<>(groupKeys());
    header.addAll(
        List.of(
            "run",
            "seeds",
            "accuracy_mean",
            "accuracy_deviation",
            "accuracy_min",
            "accuracy_max",
            "loss_mean",
            "loss_min",
            "loss_max"));
    CsvTable table = new CsvTable(header.toArray(String[]::new));
    for (Row row : rows) {
      List<Object> cells = new ArrayList<>();
      groupKeys().forEach(key -> cells.add(CsvTable.cell(row.setting().getOrDefault(key, ""))));
      DescriptiveStatistics a = row.accuracies();
      DescriptiveStatistics l = row.losses();
      double deviation = a.getN() > 1 ? a.getStandardDeviation() : 0;
      cells.addAll(List.of(row.run(), a.getN(), a.getMean(), deviation, a.getMin(), a.getMax()));
      cells.addAll(List.of(l.getMean(), l.getMin(), l.getMax()));
      table.row(cells.toArray());
    }
    return table.text();
  }
}
