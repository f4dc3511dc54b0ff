package dev.mho.experiments.circuit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mho.device.format.BadInputException;
import dev.mho.experiments.CommandLineRun;
import dev.mho.experiments.TestRun;
import dev.mho.experiments.export.NpyMatrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ngspice solves the arrays of a trained network and finds what mho finds. */
class NgspiceTest {
  private static final String SPEC =
      """
      mho: experiment/1
      name: programmed
      seed: 3
      data: { set: digits, train: 400, test: 100 }
      network: { hidden: [64] }
      learning: { credit: backpropagation, update: { scheme: pulsed, rate: 0.1 }, batch: 40, epochs: 2 }
      hardware:
        device: reram-woo-2016
        tile: { rows: %d, cols: %d }
        wires: { ohms-per-segment: 3, driver-ohms: 30, sense-ohms: 45, access-ohms: 500, pairs: %s }
      """;

  @TempDir private Path directory;
  private Ngspice ngspice;

  @BeforeEach
  void needsNgspice() {
    Optional<Ngspice> found = Ngspice.find();
    assumeTrue(found.isPresent(), "ngspice is not installed");
    ngspice = found.get();
  }

  /**
   * Tile sizes of the first layer, 64 × 64; the tile taken is not the first where there are more.
   */
  @ParameterizedTest
  @CsvSource({
    "8, 8, separate, 9",
    "32, 32, separate, 1",
    "64, 64, separate, 0",
    "20, 48, interleaved, 3"
  })
  void agreesOnATrainedLayer(int rows, int cols, String pairs, int tile) throws IOException {
    Path result = directory.resolve("result");
    TestRun.of(SPEC.formatted(rows, cols, pairs), directory, result);
    Path inputs = directory.resolve("inputs.csv");
    StringBuilder volts = new StringBuilder("# volts of all 64 inputs\n");
    for (int j = 0; j < 64; j++) {
      volts.append(j == 0 ? "" : ",").append(0.2 * Math.sin(j + 1));
    }
    Files.writeString(inputs, volts + "\n");
    Path deck = directory.resolve("deck.cir");
    CommandLineRun run =
        CommandLineRun.of(
            "netlist",
            "--weights",
            result.toString(),
            "--layer",
            "0",
            "--tile",
            Integer.toString(tile),
            "--inputs",
            inputs.toString(),
            "--out",
            deck.toString(),
            "--check");
    assertEquals(0, run.exit(), run.out() + run.err());
    assertEquals(pairs.equals("separate") ? 2 : 1, run.out().split(": agree\\.").length - 1);

    ProgrammedArrays arrays =
        ProgrammedArrays.ofResult(
            result, new ProgrammedArrays.Place(0, "weights", tile), Optional::orElseThrow);
    double[] same = arrays.volts(inputs, 0);
    Map<String, Double> printed = ngspice.run(deck);
    for (int a = 0; a < arrays.siemens().size(); a++) {
      SpiceCheck check = SpiceCheck.of(arrays, same, a, printed, deck);
      assertTrue(check.holds(), check.toString());
    }
    assertFalse(
        NpyMatrix.read(result.resolve("conductances/layer0-weights-plus.npy")).get(tile % 64, 5)
            == 0,
        "the layer was programmed");
  }

  @Test
  void aDifferenceIsSeen() throws IOException {
    Path table = directory.resolve("g.csv");
    Files.writeString(table, "1e-5,2e-5\n0,3e-6\n");
    ProgrammedArrays arrays =
        ProgrammedArrays.ofTables(table, Optional.empty(), TestWires.segments(3));
    double[] volts = {0.2, -0.1};
    Path deck = directory.resolve("deck.cir");
    Files.writeString(deck, arrays.deck("test", volts));
    Map<String, Double> printed = new HashMap<>(ngspice.run(deck));
    assertTrue(SpiceCheck.of(arrays, volts, 0, printed, deck).holds());
    printed.merge("i(v_a0_out_1)", 1 + 2e-9, (a, b) -> a * b);
    SpiceCheck check = SpiceCheck.of(arrays, volts, 0, printed, deck);
    assertFalse(check.holds());
    assertEquals(1, check.worst());
  }

  @Test
  void aDeckThatNgspiceCannotRunIsRefused() throws IOException {
    Path deck = directory.resolve("bad.cir");
    Files.writeString(deck, "* nothing\n.end\n");
    BadInputException refusal = assertThrows(BadInputException.class, () -> ngspice.run(deck));
    assertTrue(
        refusal.getMessage().startsWith(deck + ": ngspice printed no current; its last line: "),
        refusal.getMessage());
  }
}
