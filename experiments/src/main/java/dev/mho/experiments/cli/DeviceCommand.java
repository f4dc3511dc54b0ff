package dev.mho.experiments.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code mho device …}. */
@Command(
    name = "device",
    description = "Lists, draws, programs and makes devices.",
    mixinStandardHelpOptions = true,
    subcommands = {
      DeviceListCommand.class,
      DeviceShowCommand.class,
      DeviceProgramCommand.class,
      DeviceTableCommand.class,
      DeviceFromTableCommand.class
    })
final class DeviceCommand implements Runnable {
  @Spec private CommandSpec command;

  @Override
  public void run() {
    throw new ParameterException(
        command.commandLine(),
        "device: a command is missing: list, show, program, table or from-table");
  }
}
