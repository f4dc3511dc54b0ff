package dev.mho.experiments.cli;

import dev.mho.device.DeviceModel;
import dev.mho.device.array.Workers;
import dev.mho.device.format.WholeFile;
import dev.mho.device.programming.Outcome;
import dev.mho.device.programming.ProgrammingReport;
import dev.mho.device.programming.PulseAndVerify;
import dev.mho.experiments.device.ProgrammedMatrix;
import dev.mho.experiments.device.SiemensUnit;
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

/** {@code mho device program NAME}. */
@Command(
    name = "program",
    description = "Programs a matrix of conductances into an array by pulse and verify.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Devices start in the middle of their own ranges. The table has one row a device: target,",
      "conductance reached (without read noise, when the last device is done), pulses, outcome.",
      "",
      "Example:",
      "  mho device program reram-gong-2018 --targets targets.csv --tolerance 0.02 --out reached.csv"
    })
final class DeviceProgramCommand implements Callable<Integer> {
  @Spec private CommandSpec command;
  @Mixin private DeviceArgument device;

  @Option(
      names = "--targets",
      paramLabel = "CSV",
      required = true,
      description = "Siemens, comma-separated, one row of the array a line.")
  private Path targets;

  @Option(
      names = "--tolerance",
      paramLabel = "X",
      description = "Fraction of the nominal range on either side; 0.01 if left out.")
  private double tolerance = 0.01;

  @Option(
      names = "--max-pulses",
      paramLabel = "N",
      description = "Pulses after which a device is given up; 200 if left out.")
  private int mostPulses = 200;

  @Option(
      names = "--reads",
      paramLabel = "N",
      description = "Reads that a verify averages; 1 if left out.")
  private int reads = 1;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Decides devices and noise; 1 if left out.")
  private long seed = 1;

  @Mixin private ThreadCount threads;

  @Option(
      names = "--out",
      paramLabel = "CSV",
      required = true,
      description = "Where to write the table.")
  private Path out;

  @Override
  public Integer call() {
    DeviceModel model = device.model();
    PulseAndVerify how = PulseAndVerify.of(model, tolerance, mostPulses, reads);
    ProgrammedMatrix matrix;
    try (Workers workers = threads.workers()) {
      matrix = ProgrammedMatrix.of(targets, model, how, seed, workers);
      WholeFile.write(out, matrix.csv());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    tell(command.commandLine().getOut(), model, how, matrix);
    return 0;
  }

  private void tell(
      PrintWriter print, DeviceModel model, PulseAndVerify how, ProgrammedMatrix matrix) {
    SiemensUnit unit = SiemensUnit.upTo(model.conductance().maxSiemens());
    ProgrammingReport report = matrix.report();
    print.printf(
        Locale.ROOT,
        "%s, %s .. %s %s: %d x %d devices, seed %d%n",
        model.name(),
        unit.text(model.conductance().minSiemens()),
        unit.text(model.conductance().maxSiemens()),
        unit.symbol(),
        matrix.rows(),
        matrix.cols(),
        seed);
    print.printf(
        Locale.ROOT,
        "tolerance      %s %s, at most %d pulses, %d read%s a verify%n",
        unit.text(how.tolerance() * model.conductance().span()),
        unit.symbol(),
        how.mostPulses(),
        how.reads(),
        how.reads() == 1 ? "" : "s");
    Map<Outcome, Integer> counts = report.counts();
    print.printf(
        Locale.ROOT,
        "verified       %d of %d; stuck %d, unreachable %d, pulse limit %d%n",
        counts.get(Outcome.VERIFIED),
        report.size(),
        counts.get(Outcome.STUCK),
        counts.get(Outcome.UNREACHABLE),
        counts.get(Outcome.PULSE_LIMIT));
    tell(print, "error", unit, matrix, report.errors());
    report.verifiedErrors().ifPresent(errors -> tell(print, "  verified", unit, matrix, errors));
    print.printf(
        Locale.ROOT,
        "pulses         mean %.4g, most %d, total %d%n",
        report.meanPulses(),
        report.mostPulses(),
        report.totalPulses());
    print.printf(
        Locale.ROOT,
        "emulated time  %.4g s, all devices in step (read %.3g s, pulse %.3g s%s)%n",
        report.seconds(),
        how.readSeconds(),
        how.pulseSeconds(),
        model.pulse().isPresent() ? "" : ", of which the device file says nothing");
    print.println(out);
    print.flush();
  }

  private static void tell(
      PrintWriter print,
      String name,
      SiemensUnit unit,
      ProgrammedMatrix matrix,
      ProgrammingReport.Errors errors) {
    double span = matrix.range().span();
    print.printf(
        "%-14s mean %s, deviation %s, largest %s %s%n",
        name,
        unit.text(errors.mean() * span),
        unit.text(errors.standardDeviation() * span),
        unit.text(errors.largest() * span),
        unit.symbol());
  }
}
