package dev.mho.experiments.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code mho measurement …}. */
@Command(
    name = "measurement",
    description = "Shows what is understood of measured files.",
    mixinStandardHelpOptions = true,
    subcommands = {MeasurementInspectCommand.class})
final class MeasurementCommand implements Runnable {
  @Spec private CommandSpec command;

  @Override
  public void run() {
    throw new ParameterException(
        command.commandLine(), "measurement: a command is missing: inspect");
  }
}
