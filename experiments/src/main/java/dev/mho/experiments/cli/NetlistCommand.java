package dev.mho.experiments.cli;

import dev.mho.device.format.BadInputException;
import dev.mho.device.format.WholeFile;
import dev.mho.emulator.circuit.Drive;
import dev.mho.experiments.circuit.Ngspice;
import dev.mho.experiments.circuit.ProgrammedArrays;
import dev.mho.experiments.circuit.SpiceCheck;
import dev.mho.experiments.run.Version;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mho netlist}. */
@Command(
    name = "netlist",
    description = "Writes the circuit of a programmed array as a deck for ngspice.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Exit code 1 if --check finds a difference above 1e-9 of the largest current.",
      "",
      "Example:",
      "  mho netlist --weights results/wires --layer 0 --tile 0 --volts 0.2 --out deck.cir --check"
    })
final class NetlistCommand implements Callable<Integer> {
  @Spec private CommandSpec command;
  @Mixin private ArrayOptions options;

  @Option(names = "--out", paramLabel = "FILE", required = true, description = "The deck.")
  private Path out;

  @Option(names = "--check", description = "Run ngspice on it and compare its currents with mho's.")
  private boolean check;

  @Override
  public Integer call() {
    ProgrammedArrays arrays = options.arrays();
    Drive drive = options.drive(arrays);
    PrintWriter print = command.commandLine().getOut();
    try {
      WholeFile.write(out, arrays.deck(Version.text(), drive));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    print.printf(
        Locale.ROOT,
        "%s: %d rows x %d columns, %d circuit%s (%s)%n",
        out,
        arrays.circuit().rows(),
        arrays.circuit().cols(),
        arrays.count(),
        arrays.count() == 1 ? "" : "s",
        arrays.origin());
    print.flush();
    return check ? compare(print, arrays, drive) : 0;
  }

  private int compare(PrintWriter print, ProgrammedArrays arrays, Drive drive) {
    Ngspice ngspice =
        Ngspice.find()
            .orElseThrow(
                () ->
                    new BadInputException(
                        "--check: no ngspice on the PATH; install it (Debian: apt-get install"
                            + " ngspice)"));
    Map<String, Double> printed = ngspice.run(out);
    boolean holds = true;
    for (int a = 0; a < arrays.count(); a++) {
      SpiceCheck checked = SpiceCheck.of(arrays, drive, a, printed, out);
      print.printf(
          Locale.ROOT,
          "%s: %s. Largest difference %.2g of the largest current, in column %d: ngspice %.12g A,"
              + " mho %.12g A%n",
          arrays.label(a),
          checked.holds() ? "agree" : "DIFFER",
          checked.relative(),
          checked.worst(),
          checked.ngspiceAmperes(),
          checked.mhoAmperes());
      holds &= checked.holds();
    }
    return holds ? 0 : 1;
  }
}
