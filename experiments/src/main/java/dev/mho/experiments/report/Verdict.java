package dev.mho.experiments.report;

import dev.mho.emulator.energy.EnergyUse;
import dev.mho.experiments.page.Html;
import dev.mho.experiments.page.Measure;
import dev.mho.experiments.run.RunResult;
import dev.mho.experiments.run.RunResult.ReadOut;
import dev.mho.experiments.run.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a run comes to, in plain words and a few numbers, and what to know before it is quoted. */
final class Verdict {
  /** Share of clipped conversions below which nothing is said. */
  private static final double WORTH_TELLING = 1e-4;

  private final ResultFolder folder;
  private final RunState state;
  private final Optional<Score> hardware;
  private final Optional<Score> exact;

  private Verdict(ResultFolder folder) {
    this.folder = folder;
    state = folder.state();
    hardware = Optional.ofNullable(state.scores().get("hardware"));
    exact = Optional.ofNullable(state.scores().get("exact"));
  }

  static Html of(ResultFolder folder) {
    return new Verdict(folder).html();
  }

  private Html html() {
    Html html = new Html();
    if (state.phase() != RunState.Phase.FINISHED) {
      html.element("p", unfinished(), "class", "verdict", "role", "status");
    }
    if (!state.scores().isEmpty()) {
      html.element("p", sentence(), "class", "verdict");
      html.add(tiles());
    }
    List<String> remarks = remarks();
    if (!remarks.isEmpty()) {
      html.open("ul", "class", "remarks", "aria-label", "To know before it is quoted");
      remarks.forEach(remark -> html.element("li", remark));
      html.close();
    }
    return html;
  }

  private String unfinished() {
    String reason =
        folder.json("failure.json").map(json -> json.path("reason").asText()).orElse("");
    return state.phase() == RunState.Phase.FAILED
        ? "This run failed: " + reason + "."
        : "This run has not ended: it is under way, or was interrupted. "
            + (state.epoch() == 0
                ? "No epoch is done yet."
                : "Epoch " + state.epoch() + " of " + state.epochs() + " is done.");
  }

  private String sentence() {
    String samples = "% of the " + folder.samples() + " samples";
    if (hardware.isEmpty()) {
      return exact
          .map(
              score ->
                  "The network, computed exactly, puts "
                      + percent(score.accuracy(), samples)
                      + " in the right class. No hardware took part.")
          .orElse("");
    }
    double onHardware = hardware.get().accuracy();
    if (exact.isEmpty()) {
      return "On hardware the network puts "
          + percent(onHardware, samples)
          + " in the right class. There is no exact twin to compare it with.";
    }
    double difference = onHardware - exact.get().accuracy();
    String size = Measure.points(Math.abs(difference)).text().replace("+", "");
    String price =
        size.startsWith("0.00")
            ? "as many as computed exactly: the hardware costs nothing here."
            : Measure.percent(exact.get().accuracy())
                + (difference < 0
                    ? " when computed exactly: the hardware costs " + size + "."
                    : " when computed exactly: the hardware is ahead by " + size + ".");
    return "On hardware the network puts "
        + percent(onHardware, samples)
        + " in the right class, "
        + price
        + later();
  }

  private static String percent(double share, String samples) {
    return Measure.percent(share).text().replace("%", samples);
  }

  private Optional<ReadOut> last() {
    return folder
        .result()
        .map(RunResult::readOuts)
        .filter(readOuts -> !readOuts.isEmpty())
        .map(readOuts -> readOuts.get(readOuts.size() - 1))
        .filter(readOut -> readOut.seconds() > 0);
  }

  private String later() {
    return last()
        .map(
            readOut ->
                " After "
                    + Measure.time(readOut.seconds())
                    + " its devices have drifted to "
                    + Measure.percent(readOut.score().accuracy())
                    + ".")
        .orElse("");
  }

  private Html tiles() {
    Tiles tiles = new Tiles();
    hardware.ifPresent(
        score ->
            tiles.tile("Accuracy on hardware", Measure.percent(score.accuracy()), loss(score)));
    exact.ifPresent(
        score -> tiles.tile("Accuracy, exact", Measure.percent(score.accuracy()), loss(score)));
    if (hardware.isPresent() && exact.isPresent()) {
      tiles.tile(
          "Hardware − exact",
          Measure.points(hardware.get().accuracy() - exact.get().accuracy()),
          "of accuracy");
    }
    last()
        .ifPresent(
            readOut ->
                tiles.tile(
                    "On hardware after " + Measure.time(readOut.seconds()),
                    Measure.percent(readOut.score().accuracy()),
                    loss(readOut.score())));
    energy().ifPresent(joules -> tiles.tile("Energy", Measure.si(joules, "J"), "of all arrays"));
    return tiles.html();
  }

  private static String loss(Score score) {
    return "loss " + Measure.plain(score.loss());
  }

  private Optional<Double> energy() {
    List<EnergyUse> uses =
        arrays().values().stream().flatMap(facts -> facts.energy().stream()).toList();
    return uses.isEmpty()
        ? Optional.empty()
        : Optional.of(uses.stream().mapToDouble(EnergyUse::joules).sum());
  }

  private Map<String, RunResult.ArrayFacts> arrays() {
    return folder.result().map(RunResult::hardware).orElse(Map.of());
  }

  private List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    if (folder.samples().equals("validation") && folder.result().isPresent()) {
      remarks.add("Scores are of the validation samples; the test samples were not touched.");
    }
    arrays()
        .forEach(
            (name, facts) -> {
              double share = (double) facts.saturations() / Math.max(1, facts.conversions());
              if (share >= WORTH_TELLING) {
                remarks.add(
                    Measure.finePercent(share) + " of the ADC conversions of " + name + " clip.");
              }
              if (facts.clippedWeights() > 0) {
                remarks.add(
                    Measure.count(facts.clippedWeights())
                        + " weights of "
                        + name
                        + " were beyond the range of their cells and were clipped.");
              }
            });
    folder
        .result()
        .flatMap(RunResult::effects)
        .ifPresent(
            effects ->
                effects
                    .cannotAct()
                    .forEach(
                        (effect, reason) ->
                            remarks.add("Effect " + effect + " could not act: " + reason + ".")));
    return remarks;
  }
}
