package dev.mho.experiments.cli;

import dev.mho.device.array.Workers;
import dev.mho.experiments.run.GivenWeights;
import dev.mho.experiments.run.Inference;
import dev.mho.experiments.run.RunResult;
import dev.mho.experiments.spec.InferenceSpec;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mho infer FILE --weights W}. */
@Command(
    name = "infer",
    description = "Programs the weights of a network trained elsewhere onto hardware and tests it.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Weights are .npz, .safetensors or a folder of .npy: a matrix a layer, outputs x inputs,",
      "ordered by name.",
      "",
      "Example:",
      "  mho run examples/infer/train.yaml",
      "  mho infer examples/infer/digits-pcm.yaml --weights results/infer-train/weights \\",
      "    --names exact-layer0-weights,exact-layer1-weights"
    })
final class InferCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Parameters(paramLabel = "FILE", description = "Inference file (YAML).")
  private Path file;

  @Option(
      names = "--weights",
      paramLabel = "FILE",
      required = true,
      description = "The network's weights and biases.")
  private Path weights;

  @Option(
      names = "--names",
      paramLabel = "A,B",
      split = ",",
      description = "Which matrices, the first layer first; all, by name, if left out.")
  private List<String> names = List.of();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Result directory; results/NAME if not given.")
  private Path out;

  @Option(names = "--overwrite", description = "Replace an older result in that directory.")
  private boolean overwrite;

  @Mixin private ThreadCount threads;

  @Override
  public Integer call() {
    long start = System.nanoTime();
    PrintWriter print = command.commandLine().getOut();
    InferenceSpec spec = InferenceSpec.read(file);
    Path directory = out != null ? out : Path.of("results").resolve(spec.name());
    GivenWeights given = GivenWeights.read(weights, names);
    RunResult result;
    try (Workers workers = threads.workers();
        ConsoleProgress progress = new ConsoleProgress(print)) {
      result =
          new Inference(spec, file, workers, progress).into(given, weights, directory, overwrite);
    }
    double seconds = (System.nanoTime() - start) * 1e-9;
    RunCommand.writeEnvironment(directory, threads.count(), seconds);
    RunCommand.printTable(print, result);
    print.printf(
        Locale.ROOT, "%.1f s on %d threads; results in %s%n", seconds, threads.count(), directory);
    return 0;
  }
}
