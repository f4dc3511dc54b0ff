package dev.mho.experiments.cli;

import dev.mho.device.ConverterFile;
import dev.mho.device.ConverterModel;
import dev.mho.device.format.BadInputException;
import dev.mho.device.format.TextFile;
import dev.mho.device.format.WholeFile;
import dev.mho.device.random.NoiseStream;
import dev.mho.emulator.converter.Adc;
import dev.mho.experiments.converter.ConverterPortrait;
import dev.mho.experiments.converter.TransferCurves;
import dev.mho.experiments.figure.Sheet;
import dev.mho.experiments.spec.AdcKeys;
import dev.mho.experiments.spec.ExperimentFile;
import dev.mho.experiments.spec.ExperimentSpec;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mho converter FILE}. */
@Command(
    name = "converter",
    description = "Says what output converters do to currents, and draws it.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "A FILE is a converter file (*.converter.json), or an experiment file, whose hardware.adc is",
      "sampled 200 times.",
      "",
      "Example:",
      "  mho converter mine.converter.json --plot mine.png"
    })
final class ConverterCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Parameters(
      paramLabel = "FILE",
      arity = "1..4",
      description = "Converter files or experiment files, up to four.")
  private List<Path> files;

  @Option(
      names = "--plot",
      paramLabel = "FILE",
      description = "Draw transfer and error, *.png or *.svg.")
  private @Nullable Path plot;

  @Override
  public Integer call() {
    PrintWriter print = command.commandLine().getOut();
    List<ConverterPortrait> portraits = files.stream().map(ConverterCommand::portrait).toList();
    for (ConverterPortrait portrait : portraits) {
      print.println(portrait.name());
      portrait.lines().forEach(line -> print.println("  " + line));
    }
    if (plot != null) {
      draw(ConverterPortrait.sheet(portraits), plot);
      print.println(plot);
    }
    print.flush();
    return 0;
  }

  private static ConverterPortrait portrait(Path file) {
    NoiseStream stream = NoiseStream.root(1).child("converters");
    if (file.toString().endsWith(".json")) {
      ConverterModel model = ConverterFile.read(file);
      Adc adc = AdcKeys.ofFile(file.toString()).adc(Optional.of(model));
      return new ConverterPortrait(model.name(), TransferCurves.of(adc, stream));
    }
    ExperimentSpec experiment = ExperimentFile.read(file);
    AdcKeys keys =
        experiment
            .hardware()
            .orElseThrow(() -> new BadInputException(file + ": hardware: missing"))
            .adc();
    Adc adc = keys.adc(keys.loadFile(TextFile.folder(file)));
    return new ConverterPortrait(experiment.name(), TransferCurves.of(adc, stream));
  }

  private static void draw(Sheet sheet, Path plot) {
    boolean svg = plot.toString().endsWith(".svg");
    if (!svg && !plot.toString().endsWith(".png")) {
      throw BadInputException.at("--plot", plot.toString(), "a name that ends in .png or .svg");
    }
    try {
      WholeFile.write(plot, svg ? sheet.svg() : sheet.png());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
