package dev.mho.experiments.cli;

import dev.mho.device.format.Check;
import dev.mho.device.format.WholeFile;
import dev.mho.experiments.circuit.ProgrammedArrays;
import dev.mho.experiments.circuit.WirePortrait;
import dev.mho.experiments.circuit.WireReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mho wires}. */
@Command(
    name = "wires",
    description = "Shows what the wires of a programmed array do to one read of it.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Writes wires.png, cells.csv (one row a device) and columns.csv (one row an output) into DIR.",
      "",
      "Example:",
      "  mho wires --weights results/digits-wires --layer 0 --volts 0.2 --out wires"
    })
final class WiresCommand implements Callable<Integer> {
  @Spec private CommandSpec command;
  @Mixin private ArrayOptions options;

  @Option(names = "--out", paramLabel = "DIR", required = true, description = "Where to write.")
  private Path out;

  @Option(
      names = "--bits",
      paramLabel = "B",
      description = "Converter whose loss of bits is told, 2 to 24; 8 if left out.")
  private int bits = 8;

  @Override
  public Integer call() {
    Check.within("--bits", bits, 2, 24);
    ProgrammedArrays arrays = options.arrays();
    WireReport report = new WireReport(arrays, options.drive(arrays));
    try {
      WholeFile.write(out.resolve("cells.csv"), report.cellsTable());
      WholeFile.write(out.resolve("columns.csv"), report.columnsTable());
      WholeFile.write(out.resolve("wires.png"), WirePortrait.of(report, bits).png());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    tell(command.commandLine().getOut(), report);
    return 0;
  }

  private void tell(PrintWriter print, WireReport report) {
    ProgrammedArrays arrays = report.arrays();
    WireReport.WorstCell worst = report.worst();
    WireReport.Quality quality = report.quality(bits);
    print.printf(
        Locale.ROOT,
        "%s: %d rows x %d columns%n",
        arrays.origin(),
        arrays.circuit().rows(),
        arrays.circuit().cols());
    arrays.broken().forEach(print::println);
    print.printf(
        Locale.ROOT,
        "worst device: row %d, column %d of the %s, loses %.3g %% of the largest input voltage%n",
        worst.row(),
        worst.col(),
        arrays.label(worst.array(), worst.layer()),
        100 * worst.lost());
    print.printf(
        Locale.ROOT,
        "column currents: off by %.3g %% of the largest (rms); %.3g %% when a common gain of %.4g"
            + " is divided out%n",
        100 * quality.rms(),
        100 * quality.rmsAfterGain(),
        quality.gain());
    print.printf(
        Locale.ROOT,
        "effective bits lost of %d: %.2f; %.2f without the gain%n",
        bits,
        quality.bitsLost(),
        quality.bitsLostAfterGain());
    print.printf("%s: wires.png, cells.csv, columns.csv%n", out);
    print.flush();
  }
}
