package dev.mho.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.emulator.matrix.Matrix;
import dev.mho.experiments.CommandLineRun;
import dev.mho.experiments.TestRun;
import dev.mho.experiments.export.NpyMatrix;
import dev.mho.experiments.export.Tensor;
import dev.mho.experiments.export.TensorFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where all devices of a result are, in one file. */
class ConductancesCommandTest {
  private static final String SPEC =
      """
      mho: experiment/1
      name: programmed
      seed: 3
      data: { set: digits, train: 100, test: 20 }
      network: { hidden: [11] }
      learning: { credit: backpropagation, update: { scheme: pulsed, rate: 0.1 }, batch: 40, epochs: 1 }
      hardware: { device: reram-woo-2016, tile: { rows: 30, cols: 8 } }
      """;

  @TempDir private Path directory;
  private Path result;

  @BeforeEach
  void run() {
    result = directory.resolve("result");
    TestRun.of(SPEC, directory, result);
  }

  private CommandLineRun call(String name) {
    return CommandLineRun.of(
        "conductances", result.toString(), "--out", directory.resolve(name).toString());
  }

  /** Layer 0 is 11 × 64 on arrays of 8 × 30: two rows of three. */
  @Test
  void aTableNamesTheArrayOfEachDevice() throws IOException {
    assertEquals(0, call("g.csv").exit());
    List<String> lines = Files.readAllLines(directory.resolve("g.csv"));
    assertEquals("layer,matrix,tile,row,col,role,g_S", lines.get(0));
    assertEquals(1 + 2 * (11 * 64 + 10 * 11), lines.size());
    Matrix minus = NpyMatrix.read(result.resolve("conductances/layer0-weights-minus.npy"));
    String last = "0,weights,5,3,2,minus," + minus.get(10, 63);
    assertTrue(lines.contains(last), last);
    String middle = "0,weights,1,0,7,minus," + minus.get(7, 30);
    assertTrue(lines.contains(middle), middle);
  }

  @Test
  void anArchiveHoldsTheMatrices() {
    CommandLineRun run = call("g.npz");
    assertTrue(run.out().endsWith("g.npz: 1628 devices\n"), run.out());
    Map<String, Tensor> all =
        TensorFile.read(directory.resolve("g.npz")).stream()
            .collect(Collectors.toMap(Tensor::name, t -> t));
    assertEquals(4, all.size());
    assertArrayEquals(
        NpyMatrix.read(result.resolve("conductances/layer1-weights-plus.npy")).toArray(),
        all.get("layer1_weights_plus_S").matrix().toArray());
  }

  @Test
  void mistakes() throws IOException {
    assertTrue(call("g.txt").err().contains("allowed: a name that ends in .csv or .npz"));
    Files.writeString(directory.resolve("old.csv"), "");
    assertTrue(call("old.csv").err().contains("exists; choose another"));
    CommandLineRun none =
        CommandLineRun.of("conductances", directory.toString(), "--out", directory + "/x.csv");
    assertEquals(2, none.exit());
    assertTrue(none.err().contains("is no result of a run on hardware"), none.err());
  }
}
