package dev.mho.experiments.cli;

import dev.mho.device.DeviceFile;
import dev.mho.device.DeviceModel;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code mho device show NAME}. */
@Command(
    name = "show",
    description = "Prints a device file: a preset by name, or a file by path.",
    mixinStandardHelpOptions = true)
final class DeviceShowCommand implements Callable<Integer> {
  @Spec private CommandSpec command;
  @Mixin private DeviceArgument device;

  @Override
  public Integer call() {
    DeviceModel model = device.model();
    PrintWriter print = command.commandLine().getOut();
    print.print(DeviceFile.print(model));
    print.flush();
    return 0;
  }
}
