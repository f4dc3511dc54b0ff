package dev.mho.experiments.circuit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mho.device.format.BadInputException;
import dev.mho.emulator.circuit.Drive;
import dev.mho.experiments.CommandLineRun;
import dev.mho.experiments.TestRun;
import dev.mho.experiments.export.NpyMatrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
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

    assertFalse(
        NpyMatrix.read(result.resolve("conductances/layer0-weights-plus.npy")).get(tile % 64, 5)
            == 0,
        "the layer was programmed");
  }

  /**
   * Supply wires and bits, curved devices, pairs on one line, access resistance: all of a table.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --supply-volts 0.4
          --supply-volts 0.4 --pairs interleaved
          --supply-volts 0.4 --pairs interleaved --sinh-per-volt 5 --access-ohms 700
          --sample 1 --sinh-per-volt 5
          --sample 1 --sinh-per-volt 5 --access-ohms 700
          --sample 1 --cubic-per-square-volt 3 --pairs interleaved
          """)
  void agreesOnSuppliesAndCurves(String options) throws IOException {
    Path plus = directory.resolve("plus.csv");
    Path minus = directory.resolve("minus.csv");
    Path inputs = directory.resolve("inputs.csv");
    Files.writeString(plus, table(12, 8, 1));
    Files.writeString(minus, table(12, 8, 2));
    Files.writeString(
        inputs, "1,0,1,1,0,1,0,0,1,1,1,0\n.3,-.2,.4,.1,0,-.4,.2,.3,.25,-.1,.15,.35\n");
    List<String> arguments = new ArrayList<>(List.of("netlist", "--conductances"));
    arguments.addAll(List.of(plus.toString(), "--minus", minus.toString()));
    arguments.addAll(List.of("--inputs", inputs.toString(), "--ohms-per-segment", "12"));
    arguments.addAll(List.of("--sense-ohms", "30", "--driver-ohms", "20", "--check"));
    arguments.addAll(List.of("--out", directory.resolve("deck.cir").toString()));
    arguments.addAll(List.of(options.split(" ")));
    CommandLineRun run = CommandLineRun.of(arguments.toArray(String[]::new));
    assertEquals(0, run.exit(), run.out() + run.err());
    int arrays = options.contains("interleaved") ? 1 : 2;
    assertEquals(arrays, run.out().split(": agree\\.").length - 1, run.out());
  }

  /** 1 and 100 Ω, 1 µS to 10 mS, all on, all off, lines of zeros, one row and one column. */
  @ParameterizedTest
  @CsvSource({
    "64, 48, 1e-2, 1e-2", "64, 48, 1e-6, 1e-6", "64, 48, 1e-6, 1e-2",
    "1, 30, 1e-6, 1e-2", "30, 1, 1e-6, 1e-2", "4, 3, 0, 0"
  })
  void agreesAtTheExtremes(int rows, int cols, double least, double most) throws IOException {
    SplittableRandom random = new SplittableRandom(5);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < cols; j++) {
        boolean zero = least != most && rows > 30 && (i == 5 || j == 7);
        double siemens = least == most ? most : least * Math.pow(most / least, random.nextDouble());
        text.append(j == 0 ? "" : ",").append(zero ? 0 : siemens);
      }
      text.append('\n');
    }
    Path table = directory.resolve("extreme.csv");
    Files.writeString(table, text);
    List<String> arguments = new ArrayList<>(List.of("netlist", "--volts", "0.3", "--check"));
    arguments.addAll(List.of("--conductances", table.toString()));
    arguments.addAll(List.of("--driver-ohms", "10", "--sense-ohms", "5"));
    arguments.addAll(List.of("--out", directory.resolve("deck.cir").toString()));
    for (String ohms : List.of("1", "100", "1,100")) {
      CommandLineRun run =
          CommandLineRun.of(with(arguments, "--ohms-per-segment", ohms).toArray(String[]::new));
      assertEquals(0, run.exit(), run.out() + run.err());
      assertTrue(run.out().contains("array: agree."), run.out());
    }
  }

  /** Conductances between 1 and 100 µS, one of them 0. */
  private static String table(int rows, int cols, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < cols; j++) {
        double siemens = i == 3 && j == 4 ? 0 : 1e-6 * Math.pow(100, random.nextDouble());
        text.append(j == 0 ? "" : ",").append(siemens);
      }
      text.append('\n');
    }
    return text.toString();
  }

  /** A trained layer with dead lines, shorts and curved devices, as its result keeps them. */
  @Test
  void agreesOnABrokenLayerOfCurvedDevices() throws IOException {
    String spec =
        """
        mho: experiment/1
        name: broken
        seed: 3
        data: { set: digits, train: 200, test: 20 }
        network: { hidden: [20] }
        learning: { credit: backpropagation, update: { scheme: digital, optimizer: { adam: { rate: 1e-3 } } }, batch: 40, epochs: 2 }
        hardware:
          device: reram-woo-2016
          tile: { rows: 32, cols: 32 }
          wires:
            ohms-per-segment: 3
            access-ohms: 500
            broken: { dead-rows: 0.1, dead-columns: 0.1, shorts: 0.02, short-ohms: 2000 }
            curve: { sinh-per-volt: 3, full-scale-volts: 0.4 }
        """;
    Path result = directory.resolve("result");
    TestRun.of(spec, directory, result);
    String defects = Files.readString(result.resolve("conductances/layer0-weights-defects.json"));
    assertTrue(defects.contains("\"driven\"") && defects.contains("\"ohms\""), defects);
    CommandLineRun run =
        CommandLineRun.of(
            "netlist",
            "--weights",
            result.toString(),
            "--tile",
            "1",
            "--volts",
            "0.4",
            "--out",
            directory.resolve("deck.cir").toString(),
            "--check");
    assertEquals(0, run.exit(), run.out() + run.err());
    String deck = Files.readString(directory.resolve("deck.cir"));
    assertTrue(deck.contains("sinh("), "curved");
    assertTrue(deck.contains(" 2500.0\n"), "shorted");
    CommandLineRun refused =
        CommandLineRun.of(
            "netlist",
            "--weights",
            result.toString(),
            "--supply-volts",
            "1",
            "--inputs",
            "bits.csv",
            "--out",
            directory.resolve("deck.cir").toString());
    assertEquals(2, refused.exit());
    assertTrue(refused.err().contains("its lines are rows"), refused.err());
  }

  /** Every kind of cell, from a result of its own. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          kind: single, reference: device                    | weights        | devices, reference devices
          kind: offset                                       | weights        | devices
          kind: multi, significances: [1, 3]                 | weights        | plus-0 devices, minus-0 devices, plus-1 devices, minus-1 devices
          kind: multi, of: single, significances: [1, 2]     | weights        | devices-0, devices-1
          kind: bit-sliced, weight-bits: 7, slices: 2        | weights-slice1 | plus devices, minus devices
          kind: bit-sliced, weight-bits: 7, balance: offset  | weights-slice0 | devices
          """)
  void agreesOnEveryCell(String cell, String matrix, String labels) throws IOException {
    String spec =
        """
        mho: experiment/1
        name: cells
        data: { set: digits, train: 200, test: 20 }
        network: { hidden: [8] }
        learning: { credit: backpropagation, update: { scheme: digital, optimizer: { adam: { rate: 1e-3 } } }, batch: 40, epochs: 1 }
        hardware:
          device: reram-gong-2018
          effects: [wires]
          cell: { %s }
          tile: { rows: 24, cols: 16 }
          wires: { ohms-per-segment: { row: 3, column: 2 }, sense-ohms: 20, broken: { shorts: 0.01 } }
        """;
    Path result = directory.resolve("result");
    TestRun.of(spec.formatted(cell), directory, result);
    String deck = directory.resolve("deck.cir").toString();
    List<String> arguments = new ArrayList<>(List.of("netlist", "--weights", result.toString()));
    arguments.addAll(List.of("--volts", "0.2", "--tile", "2", "--out", deck, "--check"));
    CommandLineRun run =
        CommandLineRun.of(with(arguments, "--matrix", matrix).toArray(String[]::new));
    assertEquals(0, run.exit(), run.out() + run.err());
    for (String label : labels.split(", ")) {
      assertTrue(run.out().contains("\n" + label + ": agree."), run.out());
    }
    CommandLineRun unknown =
        CommandLineRun.of(with(arguments, "--matrix", "other").toArray(String[]::new));
    assertEquals(2, unknown.exit());
    assertTrue(
        unknown.err().contains("layer 0 other; allowed: layer 0 weights")
            && unknown.err().contains("layer 0 " + matrix),
        unknown.err());
    CommandLineRun report =
        CommandLineRun.of(
            "wires",
            "--weights",
            result.toString(),
            "--matrix",
            matrix,
            "--volts",
            "0.2",
            "--out",
            directory.resolve("report").toString());
    assertEquals(0, report.exit(), report.err());
  }

  private static List<String> with(List<String> arguments, String... more) {
    List<String> all = new ArrayList<>(arguments);
    all.addAll(List.of(more));
    return all;
  }

  @Test
  void aDifferenceIsSeen() throws IOException {
    Path table = directory.resolve("g.csv");
    Files.writeString(table, "1e-5,2e-5\n0,3e-6\n");
    ProgrammedArrays arrays =
        ProgrammedArrays.ofTables(table, Optional.empty(), TestWires.segments(3), false);
    Drive volts = new Drive.Rows(new double[] {0.2, -0.1});
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
