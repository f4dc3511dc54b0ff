package dev.mho.experiments.report;

import dev.mho.experiments.page.Html;
import dev.mho.experiments.page.Page;
import java.util.Optional;

/** The page of a run: what it means first, how it came about after that. */
final class RunReport {
  private RunReport() {}

  static String of(ResultFolder folder, Links links) {
    Page page = new Page(folder.name(), folder.isInference() ? "inference" : "run");
    links.list().ifPresent(page::under);
    page.lead(Verdict.of(folder));
    add(page, "curves", "Learning curves", LearningCurves.of(folder));
    add(page, "crosscheck", "Cross-check with the exact twin", CrossCheckCharts.of(folder));
    add(page, "budget", "Error budget", BudgetCharts.of(folder));
    add(page, "drift", "Drift forecast", DriftForecast.of(folder));
    add(page, "conductances", "Conductances", Conductances.of(folder));
    add(page, "saturation", "Saturation", Saturation.of(folder));
    add(page, "energy", "Energy and time", EnergyUseCharts.of(folder));
    add(page, "arrays", "What the arrays did", ArrayActivity.of(folder));
    add(page, "effects", "Effects", EffectTable.of(folder));
    add(page, "repeat", "Settings, and how to repeat it", Repetition.of(folder));
    return page.foot(Report.foot()).text();
  }

  private static void add(Page page, String id, String title, Optional<Html> body) {
    body.ifPresent(html -> page.section(id, title, html));
  }
}
