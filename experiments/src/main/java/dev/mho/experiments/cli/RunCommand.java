package dev.mho.experiments.cli;

import dev.mho.device.array.Workers;
import dev.mho.device.format.StrictFormat;
import dev.mho.device.format.WholeFile;
import dev.mho.experiments.run.Run;
import dev.mho.experiments.run.RunResult;
import dev.mho.experiments.run.Score;
import dev.mho.experiments.run.Version;
import dev.mho.experiments.spec.ExperimentFile;
import dev.mho.experiments.spec.ExperimentSpec;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mho run FILE}. */
@Command(
    name = "run",
    description = "Runs an experiment file and writes a result directory.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  mho run examples/quickstart.yaml --threads 4"})
final class RunCommand implements Callable<Integer> {
  /** Share of clipped conversions below which nothing is said. */
  private static final double WORTH_TELLING = 1e-4;

  @Spec private CommandSpec command;

  @Parameters(paramLabel = "FILE", description = "Experiment file (YAML).")
  private Path file;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Result directory; results/NAME if not given.")
  private Path out;

  @Option(names = "--overwrite", description = "Replace an older result in that directory.")
  private boolean overwrite;

  @Mixin private ThreadCount threads;

  @Override
  public Integer call() {
    long start = System.nanoTime();
    PrintWriter print = command.commandLine().getOut();
    ExperimentSpec spec = ExperimentFile.read(file);
    Path directory = out != null ? out : Path.of("results").resolve(spec.name());
    Thread farewell =
        new Thread(
            () ->
                command
                    .commandLine()
                    .getErr()
                    .println("mho: interrupted; what is in " + directory + " is unfinished"));
    RunResult result;
    Runtime.getRuntime().addShutdownHook(farewell);
    try (Workers workers = threads.workers();
        ConsoleProgress progress = new ConsoleProgress(print)) {
      result = new Run(spec, file, workers, progress).into(directory, overwrite);
    } finally {
      Runtime.getRuntime().removeShutdownHook(farewell);
    }
    double seconds = (System.nanoTime() - start) * 1e-9;
    writeEnvironment(directory, threads.count(), seconds);
    printTable(print, result);
    print.printf(
        Locale.ROOT, "%.1f s on %d threads; results in %s%n", seconds, threads.count(), directory);
    return 0;
  }

  /** Writes what differs from one run to the next. */
  static void writeEnvironment(Path directory, int threads, double seconds) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("tool", Version.text());
    facts.put(
        "java", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
    facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    facts.put("threads", threads);
    facts.put("wall_seconds", seconds);
    try {
      WholeFile.write(
          directory.resolve("environment.json"), StrictFormat.json().print("environment/1", facts));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Prints what came out. */
  static void printTable(PrintWriter print, RunResult result) {
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
        Locale.ROOT, "%-10s %12.2f %% %10.4f%n", name, 100 * score.accuracy(), score.loss());
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
        (name, facts) -> facts.wires().ifPresent(wires -> printWires(print, name, wires)));
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

  private static void printWires(PrintWriter print, String name, RunResult.WireFacts wires) {
    print.printf(Locale.ROOT, "%s: wires solved %d times", name, wires.solves());
    if (wires.staleError() > 0) {
      print.printf(
          Locale.ROOT,
          "; in between effective conductances were off by at most %.2g %%",
          100 * wires.staleError());
    }
    print.println();
  }
}
