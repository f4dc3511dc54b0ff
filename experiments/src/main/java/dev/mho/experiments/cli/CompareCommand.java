package dev.mho.experiments.cli;

import dev.mho.device.format.StrictFormat;
import dev.mho.device.format.WholeFile;
import dev.mho.experiments.compare.Comparison;
import dev.mho.experiments.compare.ComparisonFigure;
import dev.mho.experiments.compare.ComparisonText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mho compare DIR...}. */
@Command(
    name = "compare",
    description =
        "Compares results: which settings do better, by how much, and which differences are real.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "What the runs differ in is found from their experiment files. Runs with the same settings and",
      "other seeds are repeats; differences are taken seed by seed.",
      "",
      "Examples:",
      "  mho compare results/decorrelation-rates",
      "  mho compare results/fa-plain results/fa-decor --json",
      "  mho compare results/rules-on-devices --by learning.decorrelation.rate"
    })
final class CompareCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Parameters(
      arity = "1..*",
      paramLabel = "DIR",
      description = "Result directories, or directories of sweeps.")
  private List<Path> places;

  @Option(
      names = "--run",
      paramLabel = "RUN",
      description = "Whose scores count: hardware or exact; the hardware's where there is one.")
  private String run = "";

  @Option(
      names = "--by",
      paramLabel = "KEY",
      description = "Compare values of this key where all others agree, not all with the best.")
  private Optional<String> by = Optional.empty();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Directory of tables and figure; results/comparison if not given.")
  private Path out = Path.of("results", "comparison");

  @Mixin private JsonOption json;

  @Override
  public Integer call() throws IOException {
    PrintWriter print = command.commandLine().getOut();
    Comparison comparison = Comparison.of(places, run, by);
    ComparisonText text = new ComparisonText(comparison);
    String whole = StrictFormat.json().print(Comparison.KIND, comparison);
    WholeFile.write(out.resolve("comparison.json"), whole);
    WholeFile.write(out.resolve("settings.csv"), text.settings());
    WholeFile.write(out.resolve("differences.csv"), text.differences());
    List<String> drawn = ComparisonFigure.write(comparison, out);
    if (json.isOn()) {
      print.print(whole);
      return 0;
    }
    text.lines().forEach(print::println);
    drawn.forEach(print::println);
    return 0;
  }
}
