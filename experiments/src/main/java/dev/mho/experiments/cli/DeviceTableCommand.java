package dev.mho.experiments.cli;

import dev.mho.device.DeviceModel;
import dev.mho.device.format.BadInputException;
import dev.mho.experiments.device.VerilogTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mho device table NAME}. */
@Command(
    name = "table",
    description = "Writes a device's mean step as tables for Verilog-A's $table_model.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  mho device table reram-gong-2018 --out gong"})
final class DeviceTableCommand implements Callable<Integer> {
  @Spec private CommandSpec command;
  @Mixin private DeviceArgument device;

  @Option(
      names = "--points",
      paramLabel = "N",
      description = "Conductances of a table, 257 if left out.")
  private int points = 257;

  @Option(names = "--out", paramLabel = "DIR", required = true, description = "Folder to be made.")
  private Path out;

  @Override
  public Integer call() {
    DeviceModel model = device.model();
    VerilogTable table = new VerilogTable(model, points);
    if (Files.exists(out)) {
      throw new BadInputException("--out: " + out + " exists; choose another");
    }
    PrintWriter print = command.commandLine().getOut();
    try {
      boolean module = table.write(out);
      table.directions().forEach(d -> print.println(out.resolve(VerilogTable.file(d))));
      if (!module) {
        print.println("no module: the device file does not say what volts a pulse has");
      }
      if (model.isOneDirectional()) {
        print.println("no table down: pulses only raise the device, a reset brings it down");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    print.flush();
    return 0;
  }
}
