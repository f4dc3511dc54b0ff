package dev.mho.experiments.cli;

import dev.mho.experiments.export.TraceVerifier;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mho trace …}. */
@Command(
    name = "trace",
    description = "Works on weight-update traces.",
    mixinStandardHelpOptions = true,
    subcommands = TraceCommand.Verify.class)
final class TraceCommand implements Runnable {
  @Spec private CommandSpec command;

  @Override
  public void run() {
    throw new ParameterException(command.commandLine(), "trace: a command is missing: verify");
  }

  /** {@code mho trace verify DIR}. */
  @Command(
      name = "verify",
      description = "Replays a trace from its initial conductances and checks every row.",
      mixinStandardHelpOptions = true)
  static final class Verify implements Callable<Integer> {
    @Spec private CommandSpec command;

    @Parameters(paramLabel = "DIR", description = "Directory that holds trace.json.")
    private Path directory;

    @Override
    public Integer call() {
      TraceVerifier.Proof proof = TraceVerifier.verify(directory);
      command
          .commandLine()
          .getOut()
          .printf(
              Locale.ROOT,
              "%s: holds. %d rows of %d devices, %d of them without effect;"
                  + " sum of |dw| requested %.6g, realised %.6g (weight units)%n",
              directory,
              proof.rows(),
              proof.devices(),
              proof.withoutEffect(),
              proof.requested(),
              proof.realised());
      return 0;
    }
  }
}
