package dev.mho.experiments.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.emulator.matrix.Matrix;
import dev.mho.experiments.CommandLineRun;
import dev.mho.experiments.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Codes, sums and rounding as they are stated, by hand and by Icarus Verilog. */
class TestVectorsTest {
  @TempDir private Path directory;

  /** Value in steps and its 8-bit code; half-way cases go to the even neighbour. */
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, 0",
    "0.5, 0",
    "1.5, 2",
    "2.5, 2",
    "-0.5, 0",
    "-1.5, -2",
    "127, 127",
    "127.49, 127",
    "127.5, 127",
    "1e300, 127",
    "-127.5, -128",
    "-128, -128",
    "-128.5, -128",
    "-129, -128",
    "-1e300, -128"
  })
  void codes(double steps, int code) {
    Quantizer quantizer = new Quantizer(8, 0.25);
    assertEquals(code, quantizer.code(steps * 0.25));
    double nearest = Math.rint(steps);
    assertEquals(nearest > 127 || nearest < -128, quantizer.saturates(steps * 0.25));
  }

  @Test
  void theStepThatCoversSaturatesNothingAndLeavesOutTheLeastCode() {
    Quantizer quantizer = Quantizer.covering(new double[] {0.3, -2, 1}, 8);
    assertEquals(2.0 / 127, quantizer.step());
    assertEquals(-127, quantizer.code(-2));
    assertEquals(1, Quantizer.covering(new double[] {0, 0}, 8).step());
  }

  /** Sums of −3 … 3 shifted by one, and what 3 bits make of larger ones. */
  @Test
  void resultsAreRoundedUpAtTheMiddleAndLimited() {
    int[][] ones = {{1}};
    int[][] samples = {{-3}, {-2}, {-1}, {0}, {1}, {2}, {3}, {7}, {-8}};
    TestVectors halves = new TestVectors(ones, 2, samples, 4, 1, 3);
    long[] results = new long[samples.length];
    for (int s = 0; s < results.length; s++) {
      results[s] = halves.golden(0, s);
    }
    assertArrayEquals(new long[] {-1, -1, 0, 0, 1, 1, 2, 3, -4}, results);
    assertEquals(1, halves.saturated(), "seven halves are 4, beyond 3");
  }

  @Test
  void theWidestSumFits() {
    for (int inputs : new int[] {1, 2, 3, 4, 7, 8, 255, 256, 257}) {
      int[][] least = {new int[inputs]};
      java.util.Arrays.fill(least[0], -128);
      TestVectors vectors = new TestVectors(least, 8, least, 8, 0, 0);
      assertEquals(16384L * inputs, vectors.golden(0, 0));
      assertEquals(0, vectors.saturated());
      assertTrue(16384L * inputs < 1L << vectors.accumulatorBits() - 1);
      assertTrue(16384L * inputs >= 1L << vectors.accumulatorBits() - 2, "and no bit too many");
    }
  }

  /** Widths of weights, inputs and results, and shifts; all codes occur, the most negative too. */
  @ParameterizedTest
  @CsvSource({
    "8, 8, 0, 0",
    "8, 8, 7, 8",
    "4, 8, 3, 6",
    "2, 2, 0, 2",
    "24, 24, 20, 24",
    "5, 3, 1, 9"
  })
  void icarusReproducesTheGoldenResults(int weightBits, int inputBits, int shift, int outputBits)
      throws IOException {
    Tool iverilog = Tool.orSkip("iverilog");
    Random random = new Random(5);
    int[][] weights = codes(random, 9, 33, weightBits);
    int[][] inputs = codes(random, 20, 33, inputBits);
    TestVectors vectors =
        new TestVectors(weights, weightBits, inputs, inputBits, shift, outputBits);
    vectors.write(directory, Map.of());
    assertEquals("0 of 180 results differ\n", simulated(iverilog));
    Path golden = directory.resolve("golden.hex");
    List<String> lines = new ArrayList<>(Files.readAllLines(golden));
    lines.set(5, lines.get(5).endsWith("0") ? "1" : "0");
    Files.write(golden, lines);
    assertTrue(simulated(iverilog).contains("1 of 180 results differ"), "a wrong one is seen");
  }

  private static int[][] codes(Random random, int rows, int cols, int bits) {
    int[][] codes = new int[rows][cols];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < cols; c++) {
        int least = -(1 << bits - 1);
        codes[r][c] = r == 0 ? least : r == 1 ? -least - 1 : least + random.nextInt(1 << bits);
      }
    }
    return codes;
  }

  private String simulated(Tool iverilog) throws IOException {
    Tool.Printed compiled = iverilog.run(directory, "-Wall", "-o", "bench.vvp", "bench.v");
    assertEquals(0, compiled.exit(), compiled.out());
    return Tool.orSkip("vvp")
        .run(directory, "-n", "bench.vvp")
        .out()
        .replaceAll("(?m)^.*\\$finish called.*\\R", "");
  }

  @Test
  void onTheCommandLine() throws IOException {
    Path matrix = directory.resolve("w.npy");
    Files.write(matrix, NpyMatrix.bytes(Matrix.of(new double[][] {{1, -0.5}, {0.25, 0}})));
    Path inputs = directory.resolve("x.csv");
    Files.writeString(inputs, "1,-1\n0.5,0\n");
    Path out = directory.resolve("out");
    CommandLineRun run =
        CommandLineRun.of(
            "vectors",
            "--weights",
            matrix.toString(),
            "--inputs",
            inputs.toString(),
            "--input-step",
            "0.0078125",
            "--out",
            out.toString());
    assertEquals(0, run.exit(), run.err());
    assertTrue(run.out().contains("2 outputs x 2 inputs, 2 samples; sums of 17 bits"), run.out());
    assertTrue(run.out().contains("limited: 0 weights of 4, 0 results of 4"), run.out());
    assertEquals(
        List.of("// output after output, 2 inputs each", "7f", "c0", "20", "00"),
        Files.readAllLines(out.resolve("weights.hex")));
    // 128 is beyond 8 bits and becomes 127; −128 is a code.
    assertEquals(
        List.of("// sample after sample, 2 inputs each", "7f", "80", "40", "00"),
        Files.readAllLines(out.resolve("inputs.hex")));
    assertEquals(
        List.of("// sample after sample, 2 outputs each", "05f01", "00fe0", "01fc0", "00800"),
        Files.readAllLines(out.resolve("golden.hex")));
    String facts = Files.readString(out.resolve("vectors.json"));
    assertTrue(facts.contains("\"input_step\" : 0.0078125"), facts);
    assertFalse(facts.contains("seed"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --random 3 --input-step 1           | --input-step cannot act: --random draws codes
          --random 0                          | --random: found 0; allowed: a whole number from 1 to 1048576
          --random 3 --weight-bits 1          | bits: found 1; allowed: a whole number from 2 to 24
          --random 3 --shift 60               | shift: found 60; allowed: a whole number from 0 to 16
          --random 3 --output-bits 1          | --output-bits: found 1; allowed: a whole number from 2 to 62
          --random 3 --name v                 | --name: unknown array "v", did you mean "w"?
          --random 3 --weight-step 0          | step: found 0.0; allowed: a finite number > 0
          --seed 4                            | give either --inputs CSV or --random N
          """)
  void mistakes(String options, String message) throws IOException {
    Path matrix = directory.resolve("w.npy");
    Files.write(matrix, NpyMatrix.bytes(Matrix.of(new double[][] {{1, -0.5}, {0.25, 0}})));
    List<String> arguments = new ArrayList<>(List.of("vectors", "--weights", matrix.toString()));
    arguments.addAll(List.of(options.strip().split(" ")));
    arguments.addAll(List.of("--out", directory.resolve("out").toString()));
    CommandLineRun run = CommandLineRun.of(arguments.toArray(String[]::new));
    assertEquals(2, run.exit());
    assertTrue(run.err().contains(message), run.err());
    assertFalse(Files.exists(directory.resolve("out")));
  }
}
