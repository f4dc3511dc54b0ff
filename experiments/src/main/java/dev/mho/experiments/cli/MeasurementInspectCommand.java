package dev.mho.experiments.cli;

import dev.mho.calibration.measurement.Inspection;
import dev.mho.calibration.measurement.Kind;
import dev.mho.calibration.measurement.Mapping;
import dev.mho.calibration.measurement.MappingDraft;
import dev.mho.calibration.measurement.MappingFile;
import dev.mho.calibration.measurement.Measurement;
import dev.mho.calibration.measurement.MeasurementFile;
import dev.mho.device.format.BadInputException;
import dev.mho.device.format.WholeFile;
import dev.mho.experiments.figure.Sheet;
import dev.mho.experiments.measurement.EventTable;
import dev.mho.experiments.measurement.InspectionJson;
import dev.mho.experiments.measurement.InspectionText;
import dev.mho.experiments.measurement.MeasurementPicture;
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

/** {@code mho measurement inspect FILE}. */
@Command(
    name = "inspect",
    description = "Shows what is understood of a measured file, and what a mapping must decide.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Without --mapping, NAME.mapping.yaml beside the file is used if it is there. Kinds are",
      "pulse-response, programming, read-noise, retention, iv and converter.",
      "Exit code 0 if the file can be used as it is, 2 if something is open or a row is not readable.",
      "",
      "Examples:",
      "  mho measurement inspect set.csv --kind pulse-response --write-mapping set.mapping.yaml",
      "  mho measurement inspect set.csv --plot set.png"
    })
final class MeasurementInspectCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Parameters(paramLabel = "FILE", description = "What an instrument or a script wrote; *.gz too.")
  private Path file;

  @Option(names = "--kind", paramLabel = "K", description = "What was measured.")
  private @Nullable String kind;

  @Option(names = "--mapping", paramLabel = "M.yaml", description = "What the columns hold.")
  private @Nullable Path mapping;

  @Option(
      names = "--write-mapping",
      paramLabel = "M.yaml",
      description =
          "Write a mapping file to edit: what was understood, and \"?\" where it is open.")
  private @Nullable Path writeMapping;

  @Option(
      names = "--events",
      paramLabel = "FILE.csv",
      description = "Write the rows as understood: one event a row, in SI units.")
  private @Nullable Path events;

  @Option(names = "--plot", paramLabel = "FILE", description = "Draw them, *.png or *.svg.")
  private @Nullable Path plot;

  @Option(names = "--json", description = "Print for programs.")
  private boolean json;

  @Option(names = "--overwrite", description = "Replace older files.")
  private boolean overwrite;

  @Override
  public Integer call() {
    checkOutputs();
    PrintWriter print = command.commandLine().getOut();
    Optional<Mapping> said = mapping();
    Inspection seen =
        MeasurementFile.inspect(file, said, Optional.ofNullable(kind).map(Kind::named));
    print.print(json ? InspectionJson.of(seen) : InspectionText.of(seen));
    print.flush();
    try {
      write(seen, said.orElseGet(Mapping::none), print);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    print.flush();
    return seen.measurement().isPresent() ? 0 : 2;
  }

  private Optional<Mapping> mapping() {
    if (mapping != null) {
      return Optional.of(MappingFile.read(mapping));
    }
    Optional<Mapping> beside = MappingFile.lyingBeside(file);
    if (beside.isPresent() && !json) {
      command.commandLine().getOut().println("mapping     " + MappingFile.beside(file));
    }
    return beside;
  }

  private void checkOutputs() {
    if (plot != null && !plot.toString().matches(".*\\.(png|svg)")) {
      throw BadInputException.at("--plot", plot.toString(), "a name that ends in .png or .svg");
    }
    for (Path out : new Path[] {writeMapping, events, plot}) {
      if (out != null && Files.exists(out) && !overwrite) {
        throw new BadInputException(out + ": exists; give --overwrite to replace it");
      }
    }
  }

  private void write(Inspection seen, Mapping said, PrintWriter print) throws IOException {
    if (writeMapping != null) {
      WholeFile.write(writeMapping, MappingDraft.of(seen, said));
      told(print, writeMapping);
    }
    if (events == null && plot == null) {
      return;
    }
    Measurement all = seen.orRefuse();
    if (events != null) {
      EventTable.write(all, events);
      told(print, events);
    }
    if (plot != null) {
      Sheet sheet = MeasurementPicture.of(all);
      WholeFile.write(plot, plot.toString().endsWith(".svg") ? sheet.svg() : sheet.png());
      told(print, plot);
    }
  }

  private void told(PrintWriter print, Path written) {
    if (!json) {
      print.println(written);
    }
  }
}
