package dev.mho.experiments.cli;

import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;
import dev.mho.device.random.NoiseStream;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.experiments.export.Quantizer;
import dev.mho.experiments.export.Tensor;
import dev.mho.experiments.export.TensorFile;
import dev.mho.experiments.export.TestVectors;
import dev.mho.experiments.run.Version;
import dev.mho.experiments.table.NumberTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mho vectors}. */
@Command(
    name = "vectors",
    description = "Writes integer test vectors of a matrix-vector product with golden results.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Codes are round(value / step), half-way cases to even, limited to what the bits hold. Results",
      "are sums of products; with --shift S they are divided by 2^S, half-way cases up, and limited",
      "to --output-bits.",
      "",
      "Example:",
      "  mho vectors --weights results/quickstart/weights/exact-layer0-weights.npy --random 20 \\",
      "    --shift 8 --output-bits 8 --out vectors",
      "  cd vectors && iverilog -o bench.vvp bench.v && vvp bench.vvp"
    })
final class VectorsCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Option(
      names = "--weights",
      paramLabel = "FILE",
      required = true,
      description = ".npy, .npz or .safetensors: a matrix, outputs x inputs.")
  private Path weights;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Which array of the file; may be left out if it holds just one matrix.")
  private @Nullable String name;

  @Option(names = "--inputs", paramLabel = "CSV", description = "Inputs, one sample a line.")
  private @Nullable Path inputs;

  @Option(
      names = "--random",
      paramLabel = "N",
      description =
          "Instead of --inputs: N samples; the first hold the least code, the largest, and 0, the"
              + " others are drawn.")
  private @Nullable Integer random;

  @Option(names = "--seed", paramLabel = "S", description = "Decides --random; 1 if left out.")
  private @Nullable Long seed;

  @Option(
      names = "--weight-bits",
      paramLabel = "N",
      description = "Width of a weight with its sign, 8 if left out.")
  private int weightBits = 8;

  @Option(names = "--input-bits", paramLabel = "N", description = "Likewise of an input.")
  private int inputBits = 8;

  @Option(
      names = "--weight-step",
      paramLabel = "X",
      description = "Weight of code 1; the largest weight gets the largest code if left out.")
  private @Nullable Double weightStep;

  @Option(names = "--input-step", paramLabel = "X", description = "Likewise of an input.")
  private @Nullable Double inputStep;

  @Option(
      names = "--shift",
      paramLabel = "S",
      description = "Bits of a sum that are rounded away, 0 if left out.")
  private int shift;

  @Option(
      names = "--output-bits",
      paramLabel = "N",
      description = "Width of a result; as wide as it may get if left out.")
  private @Nullable Integer outputBits;

  @Option(names = "--out", paramLabel = "DIR", required = true, description = "Folder to be made.")
  private Path out;

  @Override
  public Integer call() {
    if (Files.exists(out)) {
      throw new BadInputException("--out: " + out + " exists; choose another");
    }
    Matrix matrix = matrix();
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("tool", Version.text());
    facts.put("source", weights.toString());
    Quantizer ofWeights =
        weightStep == null
            ? Quantizer.covering(matrix.toArray(), weightBits)
            : new Quantizer(weightBits, weightStep);
    facts.put("weight_step", ofWeights.step());
    int[][] codes = new int[matrix.rows()][];
    for (int k = 0; k < codes.length; k++) {
      codes[k] = codes(ofWeights, matrix.row(k));
    }
    int[][] samples = samples(matrix.cols(), facts);
    TestVectors vectors =
        new TestVectors(
            codes,
            weightBits,
            samples,
            inputBits,
            shift,
            outputBits == null ? 0 : Check.within("--output-bits", outputBits, 2, 62));
    try {
      vectors.write(out, facts);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    tell(matrix, ofWeights, samples.length, vectors);
    return 0;
  }

  private void tell(Matrix matrix, Quantizer ofWeights, int samples, TestVectors vectors) {
    PrintWriter print = command.commandLine().getOut();
    long limited = DoubleStream.of(matrix.toArray()).filter(ofWeights::saturates).count();
    print.printf(
        Locale.ROOT,
        "%s: %d outputs x %d inputs, %d samples; sums of %d bits, results of %d%n",
        out,
        matrix.rows(),
        matrix.cols(),
        samples,
        vectors.accumulatorBits(),
        vectors.outputBits());
    print.printf(
        Locale.ROOT,
        "limited: %d weights of %d, %d results of %d%n",
        limited,
        matrix.rows() * matrix.cols(),
        vectors.saturated(),
        samples * matrix.rows());
    print.flush();
  }

  private Matrix matrix() {
    List<Tensor> matrices =
        TensorFile.read(weights).stream()
            .filter(tensor -> name == null ? tensor.rank() >= 2 : tensor.name().equals(name))
            .toList();
    if (matrices.size() != 1) {
      List<String> names = TensorFile.read(weights).stream().map(Tensor::name).toList();
      if (name != null) {
        throw BadInputException.unknown("--name", "array", name, names);
      }
      throw BadInputException.at(
          "--name: " + weights, matrices.size() + " matrices", "one of " + names);
    }
    return matrices.get(0).matrix();
  }

  private static int[] codes(Quantizer quantizer, double[] values) {
    return Arrays.stream(values).mapToInt(quantizer::code).toArray();
  }

  private int[][] samples(int width, Map<String, Object> facts) {
    if ((inputs == null) == (random == null)) {
      throw new BadInputException("give either --inputs CSV or --random N");
    }
    if (random != null) {
      IdleOption.refuse("--input-step", inputStep, "--random draws codes");
      facts.put("seed", seed == null ? 1 : seed);
      return drawn(width, random);
    }
    IdleOption.refuse("--seed", seed, "nothing is drawn");
    Path file = Objects.requireNonNull(inputs);
    double[][] table = NumberTable.read(file);
    if (table[0].length != width) {
      throw BadInputException.at(
          file.toString(), table[0].length + " numbers a line", width + ", the inputs");
    }
    double[] all = Arrays.stream(table).flatMapToDouble(Arrays::stream).toArray();
    Quantizer quantizer =
        inputStep == null
            ? Quantizer.covering(all, inputBits)
            : new Quantizer(inputBits, inputStep);
    facts.put("input_step", quantizer.step());
    return Arrays.stream(table).map(row -> codes(quantizer, row)).toArray(int[][]::new);
  }

  private int[][] drawn(int width, int samplesWanted) {
    Quantizer range = new Quantizer(inputBits, 1);
    NoiseStream stream = NoiseStream.root(seed == null ? 1 : seed);
    int[][] samples = new int[Check.within("--random", samplesWanted, 1, 1 << 20)][width];
    for (int s = 0; s < samples.length; s++) {
      for (int j = 0; j < width; j++) {
        samples[s][j] =
            switch (s) {
              case 0 -> range.least();
              case 1 -> range.most();
              case 2 -> 0;
              default -> range.least() + (int) (stream.uniform(s, j) * (1L << inputBits));
            };
      }
    }
    return samples;
  }
}
