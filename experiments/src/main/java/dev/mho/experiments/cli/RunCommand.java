package dev.mho.experiments.cli;

import dev.mho.experiments.run.Run;
import dev.mho.experiments.spec.ExperimentFile;
import dev.mho.experiments.spec.ExperimentSpec;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mho run FILE}. */
@Command(
    name = "run",
    description = "Runs an experiment file and writes a result directory.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  mho run examples/quickstart.yaml --threads 4"})
final class RunCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Parameters(paramLabel = "FILE", description = "Experiment file (YAML).")
  private Path file;

  @Mixin private ResultOptions results;

  @Override
  public Integer call() {
    ExperimentSpec spec = ExperimentFile.read(file);
    results.make(
        command.commandLine(),
        spec.name(),
        (directory, overwrite, workers, progress) ->
            new Run(spec, file, workers, progress).into(directory, overwrite));
    return 0;
  }
}
