package dev.mho.experiments.cli;

import dev.mho.experiments.run.CheckpointRule;
import dev.mho.experiments.run.Checkpoints;
import dev.mho.experiments.run.Pause;
import dev.mho.experiments.run.PausedException;
import dev.mho.experiments.run.ResultDirectory;
import dev.mho.experiments.run.Run;
import dev.mho.experiments.spec.ExperimentFile;
import dev.mho.experiments.spec.ExperimentSpec;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mho run FILE}, and {@code mho run --resume DIR}. */
@Command(
    name = "run",
    description = "Runs an experiment file and writes a result directory.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "A run that was interrupted goes on from its last checkpoint, to the same bits",
      "as if it never had been. Ctrl-C makes a last checkpoint first.",
      "",
      "Examples:",
      "  mho run examples/quickstart.yaml --threads 4",
      "  mho run examples/quickstart.yaml --overwrite --checkpoint epoch",
      "  mho run --resume results/quickstart"
    })
final class RunCommand implements Callable<Integer> {

  /** The exit code of a run that was asked to stop: that of a process ended by Ctrl-C. */
  static final int PAUSED = 130;

  @Spec private CommandSpec command;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      description =
          "Experiment file (YAML); with --resume what begins if nothing has yet, and is to be the"
              + " same if something has.")
  private @Nullable Path file;

  @Option(
      names = "--resume",
      paramLabel = "DIR",
      description = "Go on with the unfinished run whose result directory this is.")
  private @Nullable Path unfinished;

  @Option(
      names = "--checkpoint",
      paramLabel = "WHEN",
      description = "When the state is saved: " + CheckpointRule.FORMS + "; 60s if not given.")
  private @Nullable String checkpoint;

  @Mixin private ResultOptions results;

  @Override
  public Integer call() {
    CheckpointRule rule =
        checkpoint == null ? CheckpointRule.usual() : CheckpointRule.parse(checkpoint);
    Checkpoints checkpoints = new Checkpoints(rule, new Pause());
    requireDirectory();
    Path source =
        file != null
            ? file
            : Objects.requireNonNull(unfinished).resolve(ResultDirectory.EXPERIMENT);
    ExperimentSpec spec = ExperimentFile.read(source);
    Path directory = unfinished != null ? unfinished : results.directory(spec.name());
    try {
      results.make(
          command.commandLine(),
          directory,
          Optional.of(checkpoints.pause()),
          (out, overwrite, workers, progress) -> {
            Run run = new Run(spec, source, workers, progress);
            return isBegun()
                ? run.resume(out, checkpoints)
                : run.into(out, overwrite || unfinished != null, checkpoints);
          });
      return 0;
    } catch (UncheckedIOException e) {
      PrintWriter err = command.commandLine().getErr();
      err.println("mho: " + Mho.explain(e));
      if (ResultDirectory.isUnfinished(directory)) {
        err.println("mho: what is done is kept; go on with: mho run --resume " + directory);
      }
      return 1;
    } catch (PausedException e) {
      return PAUSED;
    }
  }

  private void requireDirectory() {
    if (unfinished == null) {
      if (file == null) {
        throw new ParameterException(
            command.commandLine(), "an experiment file is missing, or --resume DIR");
      }
      return;
    }
    if (results.choosesDirectory()) {
      throw new ParameterException(
          command.commandLine(), "--resume says where the result is: no --out and no --overwrite");
    }
    if (file == null) {
      ResultDirectory.requireBegun(unfinished);
    }
  }

  /** Whether there is a run to go on with; with a file, one may also begin. */
  private boolean isBegun() {
    return unfinished != null && Files.exists(unfinished.resolve(ResultDirectory.EXPERIMENT));
  }
}
