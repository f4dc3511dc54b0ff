package dev.mho.experiments.cli;

import dev.mho.device.DeviceFile;
import dev.mho.device.DeviceModel;
import dev.mho.device.format.BadInputException;
import dev.mho.experiments.device.TabulatedDevice;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mho device from-table UP DOWN}. */
@Command(
    name = "from-table",
    description = "Makes a device file of two tables of measured conductance changes.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "A table (dG_increasing.txt, dG_decreasing.txt of Sandia CrossSim) has a title line, a line of",
      "conductances, a line of cumulative probabilities from 0 to 1, and one line a probability with",
      "the change of conductance by one pulse at every conductance, all in siemens.",
      "",
      "Example:",
      "  mho device from-table dG_increasing.txt dG_decreasing.txt --name my-taox \\",
      "    --min-siemens 4e-4 --max-siemens 1e-3 --technology 'ReRAM, TaOx' --out my-taox.device.json"
    })
final class DeviceFromTableCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Parameters(paramLabel = "UP", index = "0", description = "Changes by a pulse up.")
  private Path up;

  @Parameters(paramLabel = "DOWN", index = "1", description = "Changes by a pulse down.")
  private Path down;

  @Option(
      names = "--name",
      paramLabel = "N",
      required = true,
      description = "Name of the device: letters, digits, dots and dashes.")
  private String name;

  @Option(
      names = "--technology",
      paramLabel = "TEXT",
      description = "Its kind, then after a comma what it is made of; \"not said\" if left out.")
  private String technology = "not said";

  @Option(
      names = "--source",
      paramLabel = "TEXT",
      description = "Citation of the tables; the names of the files if left out.")
  private @Nullable String source;

  @Option(
      names = "--min-siemens",
      paramLabel = "S",
      required = true,
      description = "Lower end of the range that is used.")
  private double minSiemens;

  @Option(
      names = "--max-siemens",
      paramLabel = "S",
      required = true,
      description = "Upper end of the range that is used.")
  private double maxSiemens;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "Device file to write, *.device.json.")
  private Path out;

  @Option(names = "--overwrite", description = "Replace an older file.")
  private boolean overwrite;

  @Override
  public Integer call() {
    if (!out.toString().endsWith(".json")) {
      throw BadInputException.at("--out", out.toString(), "a name that ends in .json");
    }
    if (Files.exists(out) && !overwrite) {
      throw new BadInputException(out + ": exists; give --overwrite to replace it");
    }
    TabulatedDevice tables = TabulatedDevice.read(up, down, minSiemens, maxSiemens);
    DeviceModel device = tables.model(name, technology, Optional.ofNullable(source));
    try {
      DeviceFile.write(device, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    PrintWriter print = command.commandLine().getOut();
    tables.remarks().forEach(print::println);
    print.println(out);
    print.flush();
    return 0;
  }
}
