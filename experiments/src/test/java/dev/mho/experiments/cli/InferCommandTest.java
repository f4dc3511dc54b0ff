package dev.mho.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.emulator.matrix.Matrix;
import dev.mho.experiments.CommandLineRun;
import dev.mho.experiments.TestRun;
import dev.mho.experiments.export.NpyMatrix;
import dev.mho.experiments.export.NpzWriter;
import dev.mho.experiments.export.Tensor;
import dev.mho.experiments.export.TensorFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A network trained elsewhere, here by mho itself and handed over as a file. */
class InferCommandTest {
  private static final String TRAINED =
      """
      mho: experiment/1
      name: trained
      seed: 3
      data: { set: digits, train: 600, test: 300 }
      network: { hidden: [20] }
      learning: { credit: backpropagation, update: { scheme: digital, optimizer: { adam: { rate: 0.01 } } }, batch: 20, epochs: 4 }
      """;
  private static final String INFERENCE =
      """
      mho: inference/1
      name: inferred
      seed: 4
      data: { set: digits, train: 600, test: 300 }
      network: { hidden: [20] }
      scaling: %s
      hardware: { device: %s, tile: { rows: 40, cols: 16 }%s }
      """;

  @TempDir private Path directory;
  private Path weights;

  @BeforeEach
  void train() throws IOException {
    Path result = directory.resolve("trained");
    TestRun.of(TRAINED, directory, result);
    weights = directory.resolve("net.npz");
    try (NpzWriter npz = new NpzWriter(weights)) {
      for (int layer : new int[] {1, 0}) {
        Matrix w = read(result, layer, "weights");
        Matrix b = read(result, layer, "bias");
        npz.add("fc" + (layer + 9) + ".weight", w.toArray(), w.rows(), w.cols());
        npz.add("fc" + (layer + 9) + ".bias", b.toArray(), b.cols());
      }
    }
  }

  private static Matrix read(Path result, int layer, String what) {
    return NpyMatrix.read(result.resolve("weights/exact-layer" + layer + "-" + what + ".npy"));
  }

  private CommandLineRun infer(String text, Path file, String... more) throws IOException {
    Path spec = Files.writeString(directory.resolve("infer.yaml"), text);
    String[] fixed = {
      "infer",
      spec.toString(),
      "--weights",
      file.toString(),
      "--overwrite",
      "--out",
      directory.resolve("inferred").toString()
    };
    String[] all = java.util.Arrays.copyOf(fixed, fixed.length + more.length);
    System.arraycopy(more, 0, all, fixed.length, more.length);
    return CommandLineRun.of(all);
  }

  private static double accuracy(CommandLineRun run, String name) {
    String line = run.out().lines().filter(l -> l.startsWith(name + " ")).findFirst().orElseThrow();
    return Double.parseDouble(line.substring(name.length()).strip().split("\\s+")[0]);
  }

  /** fc9 comes before fc10; the exact network is the one that was trained. */
  @ParameterizedTest
  @CsvSource({"layer", "column", "none"})
  void whatWasTrainedIsProgrammedAndTestedOverTime(String scaling) throws IOException {
    String drift = ", read-at-seconds: [0, 3600, 1e6]";
    CommandLineRun run = infer(INFERENCE.formatted(scaling, "pcm-nandakumar-2019", drift), weights);
    assertEquals(0, run.exit(), run.err());
    String trained = Files.readString(directory.resolve("trained/result.json"));
    double expected =
        100 * Double.parseDouble(trained.replaceAll("(?s).*\"accuracy\" : ([\\d.]+).*", "$1"));
    assertEquals(expected, accuracy(run, "exact"), 0.005);
    assertTrue(
        accuracy(run, "hardware") > expected - (scaling.equals("none") ? 40 : 10), run.out());
    assertTrue(run.out().contains("weights: fc9.weight, 20 x 64, bias fc9.bias"), run.out());
    assertEquals(3, run.out().lines().filter(l -> l.contains(" s later: ")).count(), run.out());
    checkExport(scaling);
  }

  private void checkExport(String scaling) {
    Map<String, Tensor> programmed =
        TensorFile.read(directory.resolve("inferred/programmed.npz")).stream()
            .collect(Collectors.toMap(Tensor::name, t -> t));
    Matrix given = read(directory.resolve("trained"), 1, "weights");
    Matrix exported = programmed.get("layer1_weights").matrix();
    assertArrayEquals(given.toArray(), exported.toArray());
    double[] scale = programmed.get("layer1_weight_per_siemens").values();
    Matrix plus = programmed.get("layer1_plus_S").matrix();
    Matrix minus = programmed.get("layer1_minus_S").matrix();
    double largest = 0;
    double error = 0;
    for (int k = 0; k < given.rows(); k++) {
      for (int j = 0; j < given.cols(); j++) {
        double made = scale[k] * (plus.get(k, j) - minus.get(k, j));
        error += Math.pow(made - given.get(k, j), 2);
        largest = Math.max(largest, Math.abs(given.get(k, j)));
      }
      assertEquals(scaling.equals("column") || k == 0, k == 0 || scale[k] != scale[k - 1]);
    }
    double rms = Math.sqrt(error / (given.rows() * given.cols())) / largest;
    assertTrue(rms < 0.25 && rms > 0.001, rms + " of the largest weight, after drift");
  }

  @Test
  void idealDevicesGiveTheExactScore() throws IOException {
    String ideal = ", effects: none";
    CommandLineRun run = infer(INFERENCE.formatted("layer", "reram-gong-2018", ideal), weights);
    assertEquals(0, run.exit(), run.err());
    assertEquals(accuracy(run, "exact"), accuracy(run, "hardware"), 0.005);
    assertFalse(run.out().contains("beyond the cell's range"), run.out());
  }

  @Test
  void safetensorsGiveTheSame() throws IOException {
    Path result = directory.resolve("trained");
    StringBuilder header = new StringBuilder("{");
    ByteBuffer numbers = ByteBuffer.allocate(100_000).order(ByteOrder.LITTLE_ENDIAN);
    for (int layer = 0; layer < 2; layer++) {
      for (String what : new String[] {"weights", "bias"}) {
        Matrix m = read(result, layer, what);
        int from = numbers.position();
        for (double value : m.toArray()) {
          numbers.putDouble(value);
        }
        String shape =
            what.equals("bias") ? "[" + m.cols() + "]" : "[" + m.rows() + "," + m.cols() + "]";
        header
            .append(header.length() == 1 ? "" : ",")
            .append("\"l" + layer + "." + what.replace("weights", "weight") + "\":")
            .append("{\"dtype\":\"F64\",\"shape\":" + shape + ",\"data_offsets\":[")
            .append(from + "," + numbers.position() + "]}");
      }
    }
    byte[] json = header.append("}").toString().getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + json.length + numbers.position()).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(json.length).put(json).put(numbers.array(), 0, numbers.position());
    Path file = Files.write(directory.resolve("net.safetensors"), bytes.array());
    String text = INFERENCE.formatted("layer", "reram-gong-2018", "");
    CommandLineRun ofTensors = infer(text, file);
    assertEquals(0, ofTensors.exit(), ofTensors.err());
    byte[] first = Files.readAllBytes(directory.resolve("inferred/result.json"));
    infer(text, weights);
    assertArrayEquals(first, Files.readAllBytes(directory.resolve("inferred/result.json")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          hidden: [20]     | hidden: [21]           |                        | found 20 x 64; allowed: 21 x 64, outputs x inputs of layer 0
          hidden: [20]     | hidden: [20, 20]       |                        | found 2 matrices (fc9.weight, 20 x 64, bias fc9.bias; fc10.weight
          hidden: [20]     | hidden: [20]           | fc9.weight,fc11.weight | unknown array "fc11.weight", did you mean
          hidden: [20]     | hidden: [20]           | fc10.weight,fc9.weight | found 10 x 20; allowed: 20 x 64
          scaling: layer   | scaling: tile          |                        | scaling: found "tile"; allowed: layer, column, none
          hidden: [20] }   | hidden: [20], convolutions: [{ channels: 2 }] } | | weights from elsewhere can be given to dense layers alone
          """)
  void mistakes(String from, String to, String names, String message) throws IOException {
    String text = INFERENCE.formatted("layer", "reram-gong-2018", "").replace(from, to);
    CommandLineRun run =
        names == null ? infer(text, weights) : infer(text, weights, "--names", names);
    assertEquals(2, run.exit(), run.out());
    assertTrue(run.err().contains(message), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
    assertFalse(Files.exists(directory.resolve("inferred")));
  }
}
