package dev.mho.experiments.budget;

import dev.mho.experiments.budget.ErrorBudget.Cost;
import dev.mho.experiments.budget.ErrorBudget.Entry;
import dev.mho.experiments.budget.ErrorBudget.Estimate;
import dev.mho.experiments.budget.ErrorBudget.LayerError;
import dev.mho.experiments.export.CsvTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** An {@link ErrorBudget} to be read, and as a table. */
public final class BudgetText {
  private final ErrorBudget budget;

  /** Of a budget. */
  public BudgetText(ErrorBudget budget) {
    this.budget = budget;
  }

  /** Lines for a terminal: the ranking, and what it comes to. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%s: %.2f %% in exact arithmetic; programmed %d times%s",
            budget.name(),
            100 * budget.exactAccuracy(),
            budget.repeats(),
            budget.seconds() > 0
                ? String.format(Locale.ROOT, ", read %g s later", budget.seconds())
                : ""));
    lines.add("");
    lines.add(
        String.format(
            "%-28s %22s %22s  %s",
            "effect", "alone costs (points)", "removed saves (points)", "worst layer alone"));
    for (Entry entry : budget.effects()) {
      String name = entry.effect() + entry.needs().map(n -> " (beside " + n + ")").orElse("");
      lines.add(row(name, entry.alone(), points(entry.removed().accuracyPoints())));
    }
    lines.add(row("all together", budget.all(), ""));
    lines.add(interaction());
    lines.add("");
    lines.add(verdict());
    return lines;
  }

  private static String row(String name, Cost cost, String removed) {
    return String.format(
            Locale.ROOT,
            "%-28s %22s %22s  %s",
            name,
            points(cost.accuracyPoints()),
            removed,
            worst(cost))
        .stripTrailing();
  }

  private String interaction() {
    return String.format(
        "%-28s %22s", "interaction", points(budget.interaction().accuracyPoints()));
  }

  private static String points(Estimate points) {
    String mean = String.format(Locale.ROOT, "%.2f", points.mean() + 0.0);
    return points
        .standardError()
        .map(error -> mean + String.format(Locale.ROOT, " ± %.2f", error))
        .orElse(mean);
  }

  private static String worst(Cost cost) {
    return cost.layers().stream()
        .filter(layer -> layer.snrDb().isPresent())
        .min((a, b) -> Double.compare(a.snrDb().get(), b.snrDb().get()))
        .map(BudgetText::told)
        .orElse("no error");
  }

  private static String told(LayerError layer) {
    return String.format(
        Locale.ROOT,
        "layer %d: SNR %.1f dB, %.1f bits",
        layer.layer(),
        layer.snrDb().orElseThrow(),
        layer.effectiveBits().orElseThrow());
  }

  /** What hurts most, if anything stands out from its own standard error. */
  private String verdict() {
    if (budget.effects().isEmpty()) {
      return "no effect acts on a programmed network";
    }
    if (budget.repeats() == 1) {
      return "one repeat ranks nothing: standard errors need --repeats 2 or more";
    }
    Entry first = budget.effects().get(0);
    Estimate cost = first.alone().accuracyPoints();
    if (cost.mean() <= 2 * cost.whisker()) {
      return "no effect alone costs more accuracy than twice its standard error";
    }
    return String.format(
        Locale.ROOT,
        "%s costs most: %.2f points alone, %.2f with it removed from all",
        first.effect(),
        cost.mean(),
        first.removed().accuracyPoints().mean());
  }

  /** All numbers: a row an effect and layer, and one for the accuracy. */
  public String csv() {
    CsvTable table =
        new CsvTable(
            "effect",
            "when",
            "layer",
            "quantity",
            "mean",
            "standard_error",
            "snr_db",
            "effective_bits");
    for (Entry entry : budget.effects()) {
      rows(table, entry.effect(), "alone", entry.alone());
      rows(table, entry.effect(), "removed", entry.removed());
    }
    rows(table, "all", "together", budget.all());
    rows(table, "interaction", "together", budget.interaction());
    return table.text();
  }

  private static Object told(Optional<Double> number) {
    return number.<Object>map(n -> n).orElse("");
  }

  private static void rows(CsvTable table, String effect, String when, Cost cost) {
    Estimate points = cost.accuracyPoints();
    table.row(
        effect, when, "", "accuracy_points", points.mean(), told(points.standardError()), "", "");
    for (LayerError layer : cost.layers()) {
      table.row(
          effect,
          when,
          layer.layer(),
          "error_power",
          layer.errorPower().mean(),
          told(layer.errorPower().standardError()),
          told(layer.snrDb()),
          told(layer.effectiveBits()));
    }
  }
}
