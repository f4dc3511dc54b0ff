package dev.mho.experiments.report;

import dev.mho.experiments.page.Html;
import dev.mho.experiments.page.Table;
import dev.mho.experiments.run.RunResult;
import dev.mho.experiments.run.RunResult.EffectNames;
import java.util.Optional;

/** Which non-idealities acted, and why the others did not. */
final class EffectTable {
  private EffectTable() {}

  static Optional<Html> of(ResultFolder folder) {
    return folder.result().flatMap(RunResult::effects).map(EffectTable::section);
  }

  private static Html section(EffectNames effects) {
    Table table = new Table("effects-table", "Effects of the hardware", "effect", "state", "why");
    effects
        .active()
        .forEach(name -> table.row(name, state("active", "acts"), "described and wanted"));
    effects
        .cannotAct()
        .forEach((name, reason) -> table.row(name, state("idle", "cannot act"), reason));
    effects
        .off()
        .forEach(
            name -> table.row(name, state("off", "switched off"), "not among hardware.effects"));
    Html html = new Html();
    if (table.size() > 0) {
      html.add(table.quiet().html());
    }
    if (!effects.absent().isEmpty()) {
      html.element(
          "p",
          "Not described, by the device file or under hardware, and so without effect: "
              + String.join(", ", effects.absent())
              + ".");
    }
    return html;
  }

  private static Html state(String style, String label) {
    return new Html().element("span", label, "class", "state " + style);
  }
}
