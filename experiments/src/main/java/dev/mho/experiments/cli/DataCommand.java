package dev.mho.experiments.cli;

import dev.mho.device.format.BadInputException;
import dev.mho.device.format.StrictFormat;
import dev.mho.device.format.WholeFile;
import dev.mho.experiments.dataset.Dataset;
import dev.mho.experiments.dataset.DatasetName;
import dev.mho.experiments.dataset.DatasetPortrait;
import dev.mho.experiments.dataset.DatasetSource;
import dev.mho.experiments.dataset.SampleSheet;
import dev.mho.experiments.spec.ExperimentFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mho data [SET|FILE]}. */
@Command(
    name = "data",
    description =
        "Lists the data sets that experiments can name, or tells what one looks like: of a set, or as"
            + " an experiment file scales and splits it.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  mho data",
      "  mho data fashion-mnist --picture fashion.png",
      "  mho data cifar-10 --directory ~/cifar-10-batches-bin",
      "  mho data examples/quickstart.yaml --json"
    })
final class DataCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Parameters(
      arity = "0..1",
      paramLabel = "SET|FILE",
      description = "Name of a data set, or an experiment file.")
  private @Nullable String what;

  @Option(
      names = "--directory",
      paramLabel = "DIR",
      description = "Where the files of the set are, if not in the usual place.")
  private @Nullable Path directory;

  @Option(
      names = "--picture",
      paramLabel = "FILE",
      description = "Draw the first training images of every class (PNG).")
  private @Nullable Path picture;

  @Mixin private JsonOption json;

  @Override
  public Integer call() throws IOException {
    PrintWriter print = command.commandLine().getOut();
    if (what == null) {
      if (directory != null || picture != null || json.isOn()) {
        throw new BadInputException("data: options need a set or an experiment file");
      }
      list(print);
      return 0;
    }
    Dataset data = load(what);
    DatasetPortrait portrait = DatasetPortrait.of(data);
    if (picture != null) {
      WholeFile.write(picture, SampleSheet.png(data));
    }
    if (json.isOn()) {
      print.print(StrictFormat.json().print(DatasetPortrait.KIND, portrait));
      return 0;
    }
    portrait.lines().forEach(print::println);
    if (picture != null) {
      print.println("drawn: " + picture);
    }
    return 0;
  }

  private Dataset load(String what) {
    if (what.endsWith(".yaml") || what.endsWith(".yml")) {
      if (directory != null) {
        throw new BadInputException("--directory: the experiment file says where its data is");
      }
      return ExperimentFile.read(Path.of(what)).data().load();
    }
    DatasetName name = DatasetName.of(what);
    return new DatasetSource(name, Optional.ofNullable(directory)).load();
  }

  private static void list(PrintWriter print) {
    for (DatasetName name : DatasetName.values()) {
      print.printf("%-15s %s%n", name, state(name));
    }
  }

  private static String state(DatasetName name) {
    if (name == DatasetName.CSV) {
      return "a table of your own: data: { set: csv, csv: { file: samples.csv } }";
    }
    try {
      Dataset data = DatasetSource.of(name).load();
      return String.format(
          "here: %d training and %d test samples, %d features, %d classes",
          data.train().size(), data.test().size(), data.features(), data.classes());
    } catch (BadInputException e) {
      return "not here: " + Mho.oneLine(e.getMessage());
    }
  }
}
