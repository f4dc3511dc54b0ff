package dev.mho.experiments.cli;

import dev.mho.device.array.Workers;
import dev.mho.experiments.reproduce.Finding;
import dev.mho.experiments.reproduce.Reproduction;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code mho reproduce FIGURE}. */
@Command(
    name = "reproduce",
    description = "Computes a figure of the paper anew: CSV, SVG, PNG, and what it says.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  mho reproduce fig3"})
final class ReproduceCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Parameters(
      paramLabel = "FIGURE",
      description = "fig1, fig2, fig3, fig4 or appendix-c.",
      converter = NameConverter.class)
  private Reproduction.Name figure;

  @Option(
      names = "--hardware",
      paramLabel = "DEVICE",
      description = "Preset or device file to compute it on (fig4, appendix-c).")
  private @Nullable String hardware;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "5",
      description = "Runs a curve (fig4), ${DEFAULT-VALUE} if not given.")
  private int seeds;

  @Option(
      names = "--quick",
      description = "Something smaller that shows the same, in a minute or two.")
  private boolean quick;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Directory of CIFAR-10, binary version (fig4 in full).")
  private @Nullable Path data;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where to; results/reproduce if not given.")
  private @Nullable Path out;

  @Option(names = "--overwrite", description = "Replace an older result.")
  private boolean overwrite;

  @Mixin private ThreadCount threads;

  /** Reads the name of a figure as it is spelled. */
  static final class NameConverter implements ITypeConverter<Reproduction.Name> {
    @Override
    public Reproduction.Name convert(String value) {
      for (Reproduction.Name name : Reproduction.Name.values()) {
        if (name.spelling().equals(value)) {
          return name;
        }
      }
      throw new TypeConversionException(
          "found " + value + "; allowed: fig1, fig2, fig3, fig4, appendix-c");
    }
  }

  @Override
  public Integer call() {
    PrintWriter print = command.commandLine().getOut();
    Path directory = out != null ? out : Path.of("results", "reproduce");
    Reproduction reproduction =
        new Reproduction(
            figure, Optional.ofNullable(hardware), seeds, quick, Optional.ofNullable(data));
    List<Finding> findings;
    try (Workers workers = threads.workers();
        ConsoleProgress progress = new ConsoleProgress(print)) {
      findings = reproduction.into(directory, overwrite, workers, progress);
    }
    findings.forEach(finding -> print.println(finding + "\n"));
    print.println("results in " + directory);
    print.flush();
    return 0;
  }
}
