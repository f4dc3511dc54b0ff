package dev.mho.experiments.cli;

import dev.mho.calibration.conduction.CurrentVoltageCalibration;
import dev.mho.calibration.converter.ConverterCalibration;
import dev.mho.calibration.fit.Family;
import dev.mho.calibration.measurement.Kind;
import dev.mho.calibration.measurement.Mapping;
import dev.mho.calibration.measurement.MappingFile;
import dev.mho.calibration.measurement.Measurement;
import dev.mho.calibration.measurement.MeasurementFile;
import dev.mho.calibration.noise.ProgrammingCalibration;
import dev.mho.calibration.noise.ReadNoiseCalibration;
import dev.mho.calibration.pulse.PulseCalibration;
import dev.mho.calibration.pulse.StepCalibration;
import dev.mho.calibration.report.Calibration;
import dev.mho.calibration.report.DeviceDraft;
import dev.mho.calibration.report.Report;
import dev.mho.calibration.retention.RetentionCalibration;
import dev.mho.device.ConverterFile;
import dev.mho.device.DeviceFile;
import dev.mho.device.DeviceModel;
import dev.mho.device.Provenance;
import dev.mho.device.format.BadInputException;
import dev.mho.device.format.WholeFile;
import dev.mho.experiments.calibration.CalibrationPage;
import dev.mho.experiments.calibration.CalibrationText;
import dev.mho.experiments.run.Version;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mho calibrate FILE...}. */
@Command(
    name = "calibrate",
    description = "Fits measurements, says how good the fit is, and writes what it found.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Kinds are pulse-response, programming, read-noise, retention, iv and converter. Several files",
      "are measurements of the same devices. Without --mapping, NAME.mapping.yaml beside a file is used",
      "if it is there. A device file that --into names is added to if it exists.",
      "",
      "Examples:",
      "  mho calibrate set.csv reset.csv --kind pulse-response --into mine.device.json --report page",
      "  mho calibrate reads.tsv --kind read-noise --into mine.device.json",
      "  mho calibrate adc.csv --kind converter --converter-range 0:1 --into mine.converter.json"
    })
final class CalibrateCommand implements Callable<Integer> {
  private static final String AUTO = "auto";

  @Spec private CommandSpec command;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "What an instrument or a script wrote; *.gz too.")
  private List<Path> files;

  @Option(
      names = "--kind",
      required = true,
      paramLabel = "KIND",
      description = "What was measured.")
  private String kindName;

  @Option(
      names = "--mapping",
      paramLabel = "M.yaml",
      description = "What the columns hold: one for all files, or one for each in their order.")
  private List<Path> mappings = List.of();

  @Option(
      names = "--model",
      paramLabel = "NAME",
      defaultValue = AUTO,
      description = "Family of a pulse response; auto (default) chooses.")
  private String model;

  @Option(
      names = "--into",
      paramLabel = "FILE",
      description = "Device file, or converter file, to write or to add to.")
  private @Nullable Path into;

  @Option(
      names = "--technology",
      paramLabel = "TEXT",
      description = "Of a new device: \"ReRAM, HfO2\".")
  private @Nullable String technology;

  @Option(
      names = "--converter-range",
      paramLabel = "LOW:HIGH",
      description = "Range that a converter was designed for, in the unit of its levels.")
  private @Nullable String converterRange;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = "Directory for a page with data, fit, residuals and numbers.")
  private @Nullable Path report;

  @Override
  public Integer call() {
    Kind kind = Kind.named(kindName);
    refuseWhatCannotAct(kind);
    List<Measurement> sources = read(kind);
    Report found;
    try {
      found = calibrated(kind, sources);
    } catch (BadInputException e) {
      throw named(e, sources);
    }
    PrintWriter out = command.commandLine().getOut();
    CalibrationText.print(found, out);
    if (into != null) {
      out.println(into);
    }
    if (report != null) {
      Path page = report.resolve("calibration-" + kind.spelling() + ".html");
      write(page, CalibrationPage.of(found));
      out.println(page);
    }
    out.flush();
    return 0;
  }

  private Report calibrated(Kind kind, List<Measurement> sources) {
    return switch (kind) {
      case PULSE_RESPONSE -> device(pulses(sources), sources);
      case PROGRAMMING -> device(ProgrammingCalibration.of(sources), sources);
      case READ_NOISE -> device(ReadNoiseCalibration.of(sources), sources);
      case RETENTION -> device(RetentionCalibration.of(sources), sources);
      case IV -> CurrentVoltageCalibration.of(sources).report();
      case CONVERTER -> converter(sources);
    };
  }

  /** A refusal of what files hold, with their names; one of an option stays as it is. */
  private static BadInputException named(BadInputException refusal, List<Measurement> sources) {
    String message = refusal.getMessage();
    boolean told =
        message.startsWith("--")
            || sources.stream().anyMatch(source -> message.contains(source.sourceName()));
    String names =
        sources.stream().map(Measurement::sourceName).distinct().collect(Collectors.joining(", "));
    return told ? refusal : new BadInputException(names + ": " + message);
  }

  private void refuseWhatCannotAct(Kind kind) {
    if (!model.equals(AUTO) && kind != Kind.PULSE_RESPONSE) {
      throw BadInputException.at(
          "--model", model + " for " + kind.spelling(), "auto; families are of pulse responses");
    }
    if (converterRange != null && kind != Kind.CONVERTER) {
      throw BadInputException.at(
          "--converter-range", "one for " + kind.spelling(), "one for --kind converter");
    }
    nominal();
    if (into != null && kind == Kind.IV) {
      throw BadInputException.at(
          "--into",
          into.toString(),
          "none for iv: a device file has no part for the shape of I-V curves");
    }
    String suffix = kind == Kind.CONVERTER ? ".converter.json" : ".device.json";
    if (into != null && !into.getFileName().toString().endsWith(suffix)) {
      throw BadInputException.at("--into", into.toString(), "a name that ends in " + suffix);
    }
    if (technology != null && (into == null || kind == Kind.CONVERTER || Files.exists(into))) {
      throw BadInputException.at("--technology", technology, "only with --into a new device file");
    }
    if (!mappings.isEmpty() && mappings.size() != 1 && mappings.size() != files.size()) {
      throw BadInputException.at(
          "--mapping",
          mappings.size() + " for " + files.size() + " files",
          "one for all, or one for each");
    }
  }

  private List<Measurement> read(Kind kind) {
    List<Measurement> sources = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      Path file = files.get(i);
      Optional<Mapping> mapping =
          mappings.isEmpty()
              ? MappingFile.lyingBeside(file)
              : Optional.of(MappingFile.read(mappings.get(mappings.size() == 1 ? 0 : i)));
      sources.add(MeasurementFile.read(file, mapping, kind));
    }
    return sources;
  }

  private Optional<Family> family() {
    return model.equals(AUTO) ? Optional.empty() : Optional.of(Family.named(model));
  }

  private Calibration pulses(List<Measurement> sources) {
    if (!StepCalibration.fits(sources)) {
      return PulseCalibration.of(sources, family());
    }
    if (!model.equals(AUTO)) {
      throw BadInputException.at("--model", model + " for steps alone", "auto");
    }
    return StepCalibration.of(sources);
  }

  private Report device(Calibration calibration, List<Measurement> sources) {
    Report found = calibration.report();
    if (into != null) {
      Optional<DeviceModel> before =
          Files.exists(into) ? Optional.of(DeviceFile.read(into)) : Optional.empty();
      DeviceDraft draft =
          new DeviceDraft(
              before,
              name(into, ".device.json"),
              technology == null ? "unknown" : technology,
              Version.text(),
              LocalDate.now().toString());
      write(into, DeviceFile.print(draft.with(calibration, found, sources)));
    }
    return found;
  }

  private Report converter(List<Measurement> sources) {
    ConverterCalibration calibration = ConverterCalibration.of(sources, nominal());
    Report found = calibration.report();
    if (into != null) {
      Provenance provenance =
          new Provenance(
              sources.stream().map(Measurement::sourceName).collect(Collectors.joining(", ")),
              Optional.of(found.verdict()),
              Optional.of(
                  sources.stream().map(Measurement::sha256).collect(Collectors.joining(" "))),
              Optional.of(Version.text()),
              Optional.of(LocalDate.now().toString()),
              Optional.empty(),
              found.quality(),
              found.confidence());
      write(
          into, ConverterFile.print(calibration.model(name(into, ".converter.json"), provenance)));
    }
    return found;
  }

  private Optional<ConverterCalibration.Nominal> nominal() {
    if (converterRange == null) {
      return Optional.empty();
    }
    String[] ends = converterRange.split(":", -1);
    try {
      if (ends.length == 2) {
        return Optional.of(
            new ConverterCalibration.Nominal(
                Double.parseDouble(ends[0]), Double.parseDouble(ends[1])));
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw BadInputException.at("--converter-range", converterRange, "LOW:HIGH, two numbers");
  }

  private static String name(Path into, String suffix) {
    String file = into.getFileName().toString();
    String stem = file.substring(0, file.length() - suffix.length());
    String name = stem.replaceAll("[^A-Za-z0-9.-]+", "-").replaceAll("^[^A-Za-z0-9]+", "");
    return name.isEmpty() ? "calibrated" : name;
  }

  private static void write(Path file, String text) {
    try {
      WholeFile.write(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
