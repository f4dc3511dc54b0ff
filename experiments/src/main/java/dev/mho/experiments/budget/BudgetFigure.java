package dev.mho.experiments.budget;

import dev.mho.experiments.budget.ErrorBudget.Cost;
import dev.mho.experiments.budget.ErrorBudget.Entry;
import dev.mho.experiments.budget.ErrorBudget.Estimate;
import dev.mho.experiments.budget.ErrorBudget.LayerError;
import dev.mho.experiments.figure.IntervalPlot;
import dev.mho.experiments.figure.IntervalPlot.Series;
import dev.mho.experiments.figure.Sheet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;

/** An {@link ErrorBudget} drawn: what effects cost in accuracy, and what they do to layers. */
public final class BudgetFigure {
  private static final int MOST_LAYERS = 4;

  private final ErrorBudget budget;
  private final Sheet sheet;

  /** Of a budget that names an effect. */
  public BudgetFigure(ErrorBudget budget) {
    this.budget = budget;
    this.sheet =
        new Sheet(
            "Error budget of " + budget.name(),
            List.of(
                String.format(
                    Locale.ROOT,
                    "%.2f %% in exact arithmetic. Bars: one standard error over %d programmings.",
                    100 * budget.exactAccuracy(),
                    budget.repeats())),
            List.of(accuracy(), layers()),
            List.of());
  }

  /** The picture as PNG. */
  public byte[] png() {
    return sheet.png();
  }

  /** The picture as SVG. */
  public byte[] svg() {
    return sheet.svg();
  }

  private IntervalPlot accuracy() {
    List<Estimate> alone = each(e -> e.alone().accuracyPoints());
    alone.add(budget.all().accuracyPoints());
    List<Estimate> removed = each(e -> e.removed().accuracyPoints());
    removed.add(budget.all().accuracyPoints());
    List<String> names = new ArrayList<>(budget.effects().stream().map(Entry::effect).toList());
    names.add("all together");
    return new IntervalPlot(
        "Cost in accuracy",
        "test accuracy lost (percentage points)",
        names,
        List.of(series("alone", alone), series("saved when removed", removed)));
  }

  private List<Estimate> each(Function<Entry, Estimate> cost) {
    return new ArrayList<>(budget.effects().stream().map(cost).toList());
  }

  private static Series series(String name, List<Estimate> estimates) {
    return new Series(
        name,
        estimates.stream().mapToDouble(Estimate::mean).toArray(),
        estimates.stream().mapToDouble(e -> e.mean() - e.whisker()).toArray(),
        estimates.stream().mapToDouble(e -> e.mean() + e.whisker()).toArray());
  }

  /** Signal to noise of the layers, each effect alone; no dot where there is no error. */
  private IntervalPlot layers() {
    List<Cost> costs = new ArrayList<>(budget.effects().stream().map(Entry::alone).toList());
    costs.add(budget.all());
    List<String> names = new ArrayList<>(budget.effects().stream().map(Entry::effect).toList());
    names.add("all together");
    int depth = Math.min(MOST_LAYERS, budget.all().layers().size());
    return new IntervalPlot(
        "Error of each layer, given exact inputs",
        "root mean square error (% of the exact pre-activations)",
        names,
        IntStream.range(0, depth).mapToObj(l -> errors(l, costs)).toList());
  }

  private static Series errors(int layer, List<Cost> costs) {
    List<LayerError> errors = costs.stream().map(c -> c.layers().get(layer)).toList();
    return new Series(
        "layer " + layer,
        errors.stream().mapToDouble(e -> percent(e.errorPower().mean())).toArray(),
        errors.stream()
            .mapToDouble(e -> percent(e.errorPower().mean() - e.errorPower().whisker()))
            .toArray(),
        errors.stream()
            .mapToDouble(e -> percent(e.errorPower().mean() + e.errorPower().whisker()))
            .toArray());
  }

  private static double percent(double power) {
    return 100 * Math.sqrt(Math.max(0, power));
  }
}
