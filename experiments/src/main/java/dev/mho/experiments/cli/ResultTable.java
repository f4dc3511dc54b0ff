package dev.mho.experiments.cli;

import dev.mho.experiments.run.RunResult;
import dev.mho.experiments.run.Score;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;

/** What came out of a run, as a table with remarks. */
final class ResultTable {
  /** Share of clipped conversions below which nothing is said. */
  private static final double WORTH_TELLING = 1e-4;

  private ResultTable() {}

  /** Prints it. */
  static void print(PrintWriter print, RunResult result) {
    print.println();
    print.printf(Locale.ROOT, "%-10s %14s %10s%n", "run", "test accuracy", "test loss");
    result.scores().forEach((name, score) -> printRow(print, name, score));
    if (!result.hardware().isEmpty()) {
      printArrays(print, result.hardware());
    }
    print.println();
  }

  private static void printRow(PrintWriter print, String name, Score score) {
    print.printf(
        Locale.ROOT,
        "%-10s %12.2f %% %10s%n",
        name,
        100 * score.accuracy(),
        Score.lossText(score.loss()));
  }

  private static void printArrays(PrintWriter print, Map<String, RunResult.ArrayFacts> arrays) {
    print.println();
    print.printf(
        Locale.ROOT,
        "%-24s %5s %10s %12s %12s %16s %10s%n",
        "array",
        "tiles",
        "devices",
        "pulses",
        "ADC reads",
        "of them clipped",
        "emulated s");
    arrays.forEach(
        (name, facts) ->
            print.printf(
                Locale.ROOT,
                "%-24s %5d %10d %12d %12d %14.4f %% %10.3g%n",
                name,
                facts.tiles(),
                facts.devices(),
                facts.pulses(),
                facts.conversions(),
                facts.conversions() == 0 ? 0.0 : 100.0 * facts.saturations() / facts.conversions(),
                facts.emulatedSeconds()));
    arrays.forEach((name, facts) -> printClipping(print, name, facts));
    arrays.forEach(
        (name, facts) -> facts.steps().ifPresent(steps -> printSteps(print, name, steps)));
    arrays.forEach(
        (name, facts) -> facts.wires().ifPresent(wires -> printWires(print, name, facts, wires)));
    arrays.forEach(
        (name, facts) ->
            facts
                .refreshedPairs()
                .ifPresent(
                    pairs ->
                        print.printf(
                            Locale.ROOT, "%s: %d pairs were reset and rewritten%n", name, pairs)));
    arrays.forEach(
        (name, facts) -> {
          if (facts.clippedWeights() > 0) {
            print.printf(
                Locale.ROOT,
                "%s: %d weights were beyond the cell's range and were clipped; raise cell.weight-range%n",
                name,
                facts.clippedWeights());
          }
        });
  }

  private static void printClipping(PrintWriter print, String name, RunResult.ArrayFacts facts) {
    double share = (double) facts.saturations() / Math.max(1, facts.conversions());
    if (share < WORTH_TELLING || facts.clipping().isEmpty()) {
      return;
    }
    RunResult.ClippingFacts most = facts.clipping().get();
    print.printf(
        Locale.ROOT,
        "%s: %.4g %% of ADC reads clip, most in tile %d (%.4g %%) and at output %d (%.4g %%);"
            + " raise adc.bound, now %.4g, or find it: adc: { range: { calibrate: min-max } }%n",
        name,
        100 * share,
        most.tile(),
        100 * most.tileShare(),
        most.output(),
        100 * most.outputShare(),
        facts.adcBound().orElseThrow());
  }

  private static void printSteps(PrintWriter print, String name, RunResult.StepFacts steps) {
    print.printf(
        Locale.ROOT,
        "%s: %.4g steps asked for, %.4g given as pulses, %.4g made%n",
        name,
        steps.requested(),
        steps.delivered(),
        steps.realised());
  }

  private static void printWires(
      PrintWriter print, String name, RunResult.ArrayFacts facts, RunResult.WireFacts wires) {
    print.printf(Locale.ROOT, "%s: wires solved %d times", name, wires.solves());
    if (wires.staleError() > 0) {
      print.printf(
          Locale.ROOT,
          "; in between effective conductances were off by at most %.2g %%",
          100 * wires.staleError());
    } else if (facts.pulses() > 0 && wires.solves() <= facts.tiles()) {
      print.print(
          "; devices were followed from there on, never compared with another solve: a smaller"
              + " refresh tells how far off that comes");
    }
    print.println();
  }
}
