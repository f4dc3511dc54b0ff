package dev.mho.experiments.cli;

import dev.mho.device.format.BadInputException;
import dev.mho.experiments.run.ConductanceSnapshot;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mho conductances RESULT --out FILE}. */
@Command(
    name = "conductances",
    description = "Writes where every device of a result is, in one file.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "A CSV has one row a device: layer, matrix, tile, row, col, role, g_S (siemens). An NPZ has a",
      "float64 matrix, outputs x inputs, for each layer, matrix and role: layer0_weights_plus_S, ...",
      "",
      "Example:",
      "  mho conductances results/quickstart --out devices.csv"
    })
final class ConductancesCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Parameters(paramLabel = "RESULT", description = "Result directory of a run on hardware.")
  private Path result;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "A name that ends in .csv or .npz.")
  private Path out;

  @Override
  public Integer call() {
    String name = out.toString();
    if (!name.endsWith(".csv") && !name.endsWith(".npz")) {
      throw BadInputException.at("--out", name, "a name that ends in .csv or .npz");
    }
    if (Files.exists(out)) {
      throw new BadInputException("--out: " + out + " exists; choose another");
    }
    ConductanceSnapshot snapshot = ConductanceSnapshot.read(result);
    PrintWriter print = command.commandLine().getOut();
    try {
      if (name.endsWith(".csv")) {
        snapshot.writeCsv(out);
      } else {
        snapshot.writeNpz(out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    print.println(out + ": " + snapshot.devices() + " devices");
    print.flush();
    return 0;
  }
}
