package dev.mho.experiments.cli;

import dev.mho.device.ConductanceRange;
import dev.mho.device.DeviceFile;
import dev.mho.device.DeviceModel;
import dev.mho.device.Presets;
import dev.mho.device.response.PulseResponse;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mho device …}. */
@Command(
    name = "device",
    description = "Shows the devices that mho knows.",
    mixinStandardHelpOptions = true,
    subcommands = {DeviceCommand.ListAll.class, DeviceCommand.Show.class})
final class DeviceCommand implements Runnable {
  @Spec private CommandSpec command;

  @Override
  public void run() {
    throw new ParameterException(
        command.commandLine(), "device: a command is missing: list or show");
  }

  /** {@code mho device list}. */
  @Command(
      name = "list",
      description = "Lists the published devices that come with mho.",
      mixinStandardHelpOptions = true)
  static final class ListAll implements Callable<Integer> {
    @Spec private CommandSpec command;

    @Override
    public Integer call() {
      PrintWriter print = command.commandLine().getOut();
      print.printf(
          Locale.ROOT,
          "%-22s %-26s %-18s %s%n",
          "name",
          "conductance (S)",
          "pulse response",
          "technology");
      for (String name : Presets.names()) {
        DeviceModel device = Presets.get(name);
        ConductanceRange range = device.conductance();
        print.printf(
            Locale.ROOT,
            "%-22s %-26s %-18s %s%n",
            name,
            String.format(Locale.ROOT, "%.3g .. %.3g", range.minSiemens(), range.maxSiemens()),
            device.response().map(ListAll::model).orElse("none"),
            device.technology());
      }
      return 0;
    }

    private static String model(PulseResponse response) {
      return response
          .getClass()
          .getSimpleName()
          .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
          .toLowerCase(Locale.ROOT);
    }
  }

  /** {@code mho device show NAME}. */
  @Command(
      name = "show",
      description = "Prints a device file: a preset by name, or a file by path.",
      mixinStandardHelpOptions = true)
  static final class Show implements Callable<Integer> {
    @Spec private CommandSpec command;

    @Parameters(paramLabel = "NAME", description = "Preset, or path of a *.device.json file.")
    private String name;

    @Override
    public Integer call() {
      DeviceModel device =
          name.endsWith(".json") ? DeviceFile.read(Path.of(name)) : Presets.get(name);
      PrintWriter print = command.commandLine().getOut();
      print.print(DeviceFile.print(device));
      print.flush();
      return 0;
    }
  }
}
