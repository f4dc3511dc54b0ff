package dev.mho.experiments.cli;

import dev.mho.experiments.run.GivenWeights;
import dev.mho.experiments.run.Inference;
import dev.mho.experiments.spec.InferenceSpec;
import java.nio.file.Path;
import java.util.List;
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

  @Mixin private ResultOptions results;

  @Override
  public Integer call() {
    InferenceSpec spec = InferenceSpec.read(file);
    GivenWeights given = GivenWeights.read(weights, names);
    results.make(
        command.commandLine(),
        spec.name(),
        (directory, overwrite, workers, progress) ->
            new Inference(spec, file, workers, progress)
                .into(given, weights, directory, overwrite));
    return 0;
  }
}
