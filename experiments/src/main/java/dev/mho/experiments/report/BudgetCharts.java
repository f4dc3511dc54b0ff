package dev.mho.experiments.report;

import dev.mho.experiments.budget.ErrorBudget;
import dev.mho.experiments.budget.ErrorBudget.Cost;
import dev.mho.experiments.budget.ErrorBudget.Estimate;
import dev.mho.experiments.budget.ErrorBudget.LayerError;
import dev.mho.experiments.chart.Axis;
import dev.mho.experiments.chart.BarChart;
import dev.mho.experiments.chart.CaptionedChart;
import dev.mho.experiments.page.Html;
import dev.mho.experiments.page.Measure;
import dev.mho.experiments.page.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What each effect of the hardware costs, from {@code budget.json}. */
final class BudgetCharts {
  private BudgetCharts() {}

  static Optional<Html> of(ResultFolder folder) {
    return folder.budget().map(BudgetCharts::section);
  }

  private static Html section(ErrorBudget budget) {
    Html html = new Html();
    html.element(
        "p",
        "Points of accuracy that are lost to each effect alone, everything else off, and saved"
            + " without it, everything else on. What is left between all of them together and the"
            + " sum of each alone is their interaction. Means of "
            + budget.repeats()
            + " programmings, read "
            + Measure.time(budget.seconds())
            + " after writing.");
    html.add(CaptionedChart.grid(List.of(chart(budget))));
    return html.add(costs(budget).html()).add(layers(budget).html());
  }

  private static CaptionedChart chart(ErrorBudget budget) {
    List<BarChart.Bar> bars = new ArrayList<>(List.of(bar("all together", budget.all())));
    budget.effects().forEach(entry -> bars.add(bar(name(entry), entry.alone())));
    bars.add(bar("interaction", budget.interaction()));
    return new CaptionedChart(
        "budget-accuracy",
        "Accuracy lost to each effect alone",
        budget.repeats() > 1 ? "whiskers: one standard error" : "one programming: no errors known",
        new BarChart(
            Axis.of("accuracy lost", "points"), "effect", List.of("accuracy lost (points)"), bars));
  }

  private static BarChart.Bar bar(String name, Cost cost) {
    double mean = cost.accuracyPoints().mean();
    double error = cost.accuracyPoints().whisker();
    return new BarChart.Bar(
        name,
        new double[] {mean},
        error > 0
            ? Optional.of(new BarChart.Spread(mean - error, mean + error))
            : Optional.empty());
  }

  private static String name(ErrorBudget.Entry entry) {
    return entry.effect() + entry.needs().map(needs -> ", with " + needs).orElse("");
  }

  private static Table costs(ErrorBudget budget) {
    Table table =
        new Table(
            "budget-table",
            "Cost in accuracy, with standard errors",
            "effect",
            "lost to it alone",
            "standard error",
            "saved without it",
            "standard error of that");
    table.row(row("all together", budget.all(), Optional.empty()));
    budget.effects().forEach(e -> table.row(row(name(e), e.alone(), Optional.of(e.removed()))));
    return table.row(row("interaction", budget.interaction(), Optional.empty()));
  }

  private static Object[] row(String name, Cost alone, Optional<Cost> removed) {
    Optional<Estimate> saved = removed.map(Cost::accuracyPoints);
    return new Object[] {
      name,
      points(alone.accuracyPoints().mean()),
      error(alone.accuracyPoints()),
      saved.<Object>map(s -> points(s.mean())).orElse(""),
      saved.map(BudgetCharts::error).orElse("")
    };
  }

  private static Object error(Estimate estimate) {
    return estimate.standardError().<Object>map(BudgetCharts::points).orElse("");
  }

  private static Measure points(double value) {
    return Measure.of(value, "points");
  }

  private static Table layers(ErrorBudget budget) {
    Table table =
        new Table(
            "budget-layers-table",
            "Error of each layer that is given exact inputs, by effects alone",
            "effect",
            "layer",
            "error power",
            "signal to noise",
            "effective bits");
    addLayers(table, "all together", budget.all());
    budget.effects().forEach(entry -> addLayers(table, name(entry), entry.alone()));
    return table;
  }

  private static void addLayers(Table table, String name, Cost cost) {
    for (LayerError error : cost.layers()) {
      table.row(
          name,
          Measure.count(error.layer()),
          Measure.plain(error.errorPower().mean()),
          error.snrDb().<Object>map(db -> Measure.of(db, "dB")).orElse("none"),
          error.effectiveBits().<Object>map(bits -> Measure.of(bits, "bits")).orElse("none"));
    }
  }
}
