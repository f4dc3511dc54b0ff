package dev.mho.experiments.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.format.BadInputException;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import dev.mho.emulator.trace.LineTrain.Side;
import dev.mho.emulator.trace.UpdateFlag;
import dev.mho.experiments.TestRun;
import dev.mho.experiments.export.NpyMatrix;
import dev.mho.experiments.export.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A true trace is proved; a trace that was touched is not. */
class TraceVerifierTest {
  private static final String SPEC =
      """
      mho: experiment/1
      name: traced
      seed: 3
      data: { set: digits, train: 200, test: 50 }
      network: { hidden: [12] }
      learning: { credit: backpropagation, update: { scheme: pulsed, rate: 0.5 }, batch: 20, epochs: 1 }
      hardware: { device: reram-gong-2018, tile: { rows: 40, cols: 8 } }
      trace: { layers: [0, 1], devices: 12, steps: 2..7 }
      """;

  @TempDir private Path directory;
  private Path trace;

  @BeforeEach
  void run() {
    Path out = directory.resolve("result");
    TestRun.of(SPEC, directory, out);
    trace = out.resolve("trace");
  }

  @Test
  void aTrueTraceIsProved() {
    TraceVerifier.Proof proof = TraceVerifier.verify(trace);
    assertEquals(24, proof.devices());
    assertTrue(proof.rows() > 100, proof.toString());
    assertTrue(proof.withoutEffect() > 0 && proof.withoutEffect() < proof.rows(), proof.toString());
  }

  @Test
  void aTraceOfDevicesThatDriftIsProved() throws IOException {
    Path device = directory.resolve("drifting.device.json");
    TestRun.writeDriftingDevice(device, "reram-gong-2018", 1e-6);
    String faults = "\"faults\" : {\"stuck_min\": 0.1, \"stuck_max\": 0.1, \"stuck_between\": 0.1}";
    Files.writeString(device, Files.readString(device).replace("\"faults\" : null", faults));
    String text = SPEC.replace("reram-gong-2018", "drifting.device.json");
    Path out = directory.resolve("drift");
    TestRun.of(text, directory, out);
    String events = Files.readString(out.resolve("trace/events.csv"));
    assertTrue(events.contains(",DRIFT,") && events.contains("stuck"));
    assertTrue(TraceVerifier.verify(out.resolve("trace")).rows() > 100);
  }

  /** Of a pair that only rises, the device that was to fall gets no pulse, and its row says so. */
  @Test
  void aTraceOfDevicesThatOnlyRiseIsProved() throws IOException {
    String text =
        SPEC.replace(
            "reram-gong-2018,",
            "pcm-nandakumar-2020, cell: { refresh: { upper: 0.3, lower: 0.05 } },");
    Path out = directory.resolve("rising");
    TestRun.of(text, directory, out);
    List<String> events = Files.readAllLines(out.resolve("trace/events.csv"));
    assertTrue(events.stream().anyMatch(row -> row.contains(",PROGRAM,")), "pairs are rewritten");
    List<String> falling = events.stream().filter(row -> row.contains(",RESET,")).toList();
    assertTrue(falling.size() > 100);
    assertTrue(falling.stream().allMatch(row -> row.contains("one_directional")));
    assertTrue(TraceVerifier.verify(out.resolve("trace")).rows() > 200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          11 | RESET | does not fit a request
          13 | -5.0  | negative or not finite
          4  | 7.0   | ends before it begins
          18 | NaN   | negative or not finite
          2  | 0     | epoch or sample is not that of the same update
          3  | 4     | epoch or sample is not that of the same update
          16 | 1e-5  | was left at
          20 | stuck | flagged stuck, but not in devices.csv
          20 | stcuk | flags: found "stcuk"
          14 | 9999  | pulses in a train of 31
          14 | 30    | 30 pulses, but its lines fire together
          12 | 0     | polarity 0
          15 | read  | pulse "read"
          19 | 0.5   | dw_realised is 0.5
          """)
  void aForgedCellIsFound(int column, String value, String message) throws IOException {
    edit(
        "events.csv",
        true,
        lines -> {
          int row = firstMoving(lines);
          String[] cells = lines.get(row).split(",", -1);
          cells[column] = value;
          if (column == 11) {
            boolean set = lines.get(row).contains(",SET,");
            cells[11] = set ? "RESET" : "SET";
            cells[12] = set ? "-1" : "1";
            cells[15] = set ? "reset" : "set";
          }
          return swap(lines, row, String.join(",", cells));
        });
    assertRefused(message);
  }

  /** Whatever cell of whatever row is changed, even by little, and the hash with it. */
  @ParameterizedTest
  @ValueSource(strings = {"events.csv", "trains.csv", "initial.csv", "final.csv"})
  void noCellCanBeForged(String name) throws IOException {
    trace = exactSteps(TracedRun.EXACT_STEPS, "layers: [0, 1], rows: 0..3, steps: 2..4");
    List<String> lines = Files.readAllLines(trace.resolve(name));
    List<Integer> rows = name.equals("trains.csv") ? meeting(lines) : all(lines);
    Random random = new Random(11);
    String[] columns = lines.get(0).split(",");
    for (int column = 0; column < columns.length; column++) {
      for (int trial = 0; trial < 6; trial++) {
        int row = rows.get(random.nextInt(rows.size()));
        String[] cells = lines.get(row).split(",", -1);
        cells[column] = other(cells[column], columns[column]);
        String forged = String.join(",", cells);
        edit(name, true, all -> swap(all, row, forged));
        assertThrows(
            BadInputException.class,
            () -> TraceVerifier.verify(trace),
            () -> lines.get(row) + " became " + forged);
        edit(name, true, all -> lines);
      }
    }
    TraceVerifier.verify(trace);
  }

  private Path exactSteps(String device, String selection) throws IOException {
    Files.writeString(directory.resolve("steps.device.json"), device);
    return TracedRun.of("steps.device.json", "all", selection, directory);
  }

  private static List<Integer> all(List<String> lines) {
    return IntStream.range(1, lines.size()).boxed().toList();
  }

  /** Trains of word lines that gave a device a pulse: what meets no other train proves nothing. */
  private List<Integer> meeting(List<String> trains) {
    Set<String> pulsed = new HashSet<>();
    try (RowStream<TraceRow> events = TraceFolder.open(trace).events()) {
      events.forEachRemaining(
          row -> {
            if (row.appliedPulses() > 0) {
              pulsed.add(row.update() + " " + row.layer() + " " + row.tile() + " " + row.row());
            }
          });
    }
    return IntStream.range(1, trains.size())
        .filter(
            i -> {
              LineRow train = LineRow.parse(trains.get(i), "line");
              return train.side() == Side.ROW
                  && pulsed.contains(
                      train.update()
                          + " "
                          + train.layer()
                          + " "
                          + train.tile()
                          + " "
                          + train.line());
            })
        .boxed()
        .toList();
  }

  /** Something else that might stand in a cell. */
  private static String other(String cell, String column) {
    return switch (column) {
      case "role" -> cell.equals("plus") ? "minus" : "plus";
      case "op" -> cell.equals("SET") ? "RESET" : "SET";
      case "pulse" -> cell.equals("set") ? "reset" : "set";
      case "side" -> cell.equals("row") ? "column" : "row";
      case "train" -> cell.replace('0', '2').replace('1', '0').replace('2', '1');
      case "flags" -> cell.isEmpty() ? "saturated_high" : "";
      case "sign", "polarity" -> cell.equals("1") ? "-1" : "1";
      case "n_requested", "dw_requested", "dw_realised", "g_before_S", "g_after_S", "g_S" ->
          Double.toString(Double.parseDouble(cell) * (1 + 1e-6) + 1e-10);
      case "t_start_s", "t_end_s" -> Double.toString(Double.parseDouble(cell) + 1e-9);
      default -> Long.toString(Long.parseLong(cell) + 1);
    };
  }

  /** A row or a train that is missing or there twice, and a file that was cut. */
  @ParameterizedTest
  @ValueSource(strings = {"events.csv", "trains.csv", "initial.csv", "final.csv", "devices.csv"})
  void noRowCanBeLeftOutOrRepeated(String name) throws IOException {
    List<String> lines = Files.readAllLines(trace.resolve(name));
    Random random = new Random(12);
    for (int trial = 0; trial < 10; trial++) {
      int row = 1 + random.nextInt(lines.size() - 1);
      edit(name, true, all -> without(lines, row));
      assertThrows(BadInputException.class, () -> TraceVerifier.verify(trace), "without " + row);
      List<String> twice = new ArrayList<>(lines);
      twice.add(row, lines.get(row));
      edit(name, true, all -> twice);
      assertThrows(BadInputException.class, () -> TraceVerifier.verify(trace), "twice " + row);
      List<String> cut = new ArrayList<>(lines.subList(0, row));
      cut.add(lines.get(row).substring(0, lines.get(row).length() / 2));
      edit(name, true, all -> cut);
      assertThrows(BadInputException.class, () -> TraceVerifier.verify(trace), "cut at " + row);
    }
    edit(name, true, all -> lines);
    TraceVerifier.verify(trace);
  }

  @Test
  void aCompressedFileThatWasCutIsFound() throws IOException {
    Path packed = TracedRun.of("rows: 0..4, steps: 0..3, formats: [csv-gz]", directory);
    Path file = packed.resolve("events.csv.gz");
    String before = Sha256.of(file);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
    trace = packed;
    assertRefused("SHA-256 differs");
    Path sidecar = packed.resolve("trace.json");
    Files.writeString(sidecar, Files.readString(sidecar).replace(before, Sha256.of(file)));
    assertRefused("events.csv.gz: cannot be read");
  }

  /** A row says which device stopped at a bound, is stuck, or got no pulse; none may say less. */
  @ParameterizedTest
  @CsvSource({
    "0.2, saturated_high",
    "0.2, saturated_low",
    "0.2, stuck",
    "0.2, below_step",
    "0.001, clipped"
  })
  void whatHasNoEffectIsSaidAndProved(String step, String flag) throws IOException {
    String faults = "\"faults\": {\"stuck_min\": 0.1, \"stuck_max\": 0.1, \"stuck_between\": 0.0}";
    trace =
        exactSteps(
            TracedRun.EXACT_STEPS
                .replace("0.05", step)
                .replace("\"provenance\"", faults + ", \"provenance\""),
            "layers: [0, 1], rows: 0..16");
    TraceVerifier.verify(trace);
    List<String> lines = Files.readAllLines(trace.resolve("events.csv"));
    List<Integer> flagged = all(lines).stream().filter(i -> lines.get(i).contains(flag)).toList();
    assertTrue(flagged.size() > 1, flag);
    // The last of them: a device may get stuck while it works, so its first flag may be missing.
    int row = flagged.get(flagged.size() - 1);
    String less = lines.get(row).replaceFirst("\\|?" + flag + "\\|?", "");
    edit("events.csv", true, all -> swap(lines, row, less));
    assertThrows(BadInputException.class, () -> TraceVerifier.verify(trace));
  }

  /** The sum of the realised changes is the change of the weights that the run itself reports. */
  @Test
  void realisedChangesAddUpToTheWeights() throws IOException {
    trace = exactSteps(TracedRun.EXACT_STEPS, "layers: [0], rows: 0..16");
    TraceFolder folder = TraceFolder.open(trace);
    TraceSidecar.TracedLayer layer = folder.layer(0);
    Matrix expected =
        NpyMatrix.read(trace.resolveSibling("weights").resolve("hardware-layer0-weights.npy"));
    Matrix sum = Matrix.zeros(expected.rows(), expected.cols(), Precision.FLOAT64);
    for (DeviceState state : folder.initial()) {
      double sign = state.device().role().equals("plus") ? 1 : -1;
      add(sum, layer, state.device(), sign * layer.weightPerSiemens() * state.siemens());
    }
    try (RowStream<TraceRow> events = folder.events()) {
      events.forEachRemaining(row -> add(sum, layer, row.device(), row.realised()));
    }
    for (int output = 0; output < sum.rows(); output++) {
      for (int input = 0; input < sum.cols(); input++) {
        assertEquals(expected.get(output, input), sum.get(output, input), 1e-12);
      }
    }
  }

  private static void add(Matrix sum, TraceSidecar.TracedLayer layer, DeviceKey at, double change) {
    TraceSidecar.TracedTile tile = layer.tiles().get(at.tile());
    int output = tile.firstCol() + at.col();
    int input = tile.firstRow() + at.row();
    sum.set(output, input, sum.get(output, input) + change);
  }

  /** Two runs of the same file are two processes as a rule: no order of chance in what is said. */
  @Test
  void whatTheSidecarSaysIsInOrder() {
    assertEquals(
        Arrays.stream(UpdateFlag.values()).map(UpdateFlag::label).toList(),
        List.copyOf(TraceFolder.open(trace).sidecar().flags().keySet()));
  }

  @Test
  void aPairMustBeWhole() throws IOException {
    edit("events.csv", true, lines -> without(lines, firstStill(lines)));
    assertRefused("is missing");
  }

  /** What is slid through a convolution's places is one update after the other. */
  @Test
  void aTraceOfAConvolutionIsProved() throws IOException {
    String text =
        SPEC.replace(
                "{ hidden: [12] }", "{ convolutions: [{ channels: 4, kernel: 3 }], hidden: [] }")
            .replace("batch: 20", "batch: 10")
            .replace("steps: 2..7", "steps: 1..3");
    Path out = directory.resolve("convolution");
    TestRun.of(text, directory, out);
    TraceFolder folder = TraceFolder.open(out.resolve("trace"));
    assertEquals(64, folder.layer(0).places());
    assertEquals(1, folder.layer(1).places());
    TraceVerifier.Proof proof = TraceVerifier.verify(out.resolve("trace"));
    assertTrue(proof.rows() > 1000, proof.toString());
    try (RowStream<TraceRow> events = folder.events()) {
      assertTrue(events.next().update() >= 10, "the second batch of ten samples");
    }
  }

  private static int firstStill(List<String> lines) {
    for (int i = 1; i < lines.size(); i++) {
      TraceRow row = TraceRow.parse(lines.get(i), "line");
      if (row.before() == row.after()) {
        return i;
      }
    }
    throw new AssertionError("every row moved a device");
  }

  @Test
  void aTrainThatIsMissingIsFound() throws IOException {
    edit("trains.csv", true, lines -> without(lines, lines.size() / 2));
    BadInputException refusal =
        assertThrows(BadInputException.class, () -> TraceVerifier.verify(trace));
    assertTrue(
        refusal.getMessage().matches(".*(fire together 0 times|rows, as trace.json says)"),
        refusal.getMessage());
  }

  /** A line that fires where it did not leaves a device without its pulse, or its event. */
  @ParameterizedTest
  @ValueSource(strings = {"train", "sign"})
  void aForgedTrainIsFound(String what) throws IOException {
    edit(
        "trains.csv",
        true,
        lines ->
            lines.stream()
                .map(
                    line ->
                        line.contains(",row,")
                            ? what.equals("train")
                                ? allOnes(line)
                                : line.replaceFirst(",-?1,([01]+)$", ",1,$1")
                            : line)
                .toList());
    assertRefused(what.equals("train") ? "fire together" : "against the signs of its lines");
  }

  private static String allOnes(String line) {
    int train = line.lastIndexOf(',') + 1;
    return line.substring(0, train) + "1".repeat(line.length() - train);
  }

  @Test
  void aDeviceThatIsNotTracedIsFound() throws IOException {
    edit("initial.csv", true, lines -> without(lines, 1));
    assertRefused("23 devices, 24 in trace.json");
  }

  @Test
  void aChangedByteIsFound() throws IOException {
    edit("events.csv", false, lines -> swap(lines, 4, lines.get(4).replaceFirst("\\d", "9")));
    assertRefused("SHA-256 differs");
  }

  @Test
  void aMissingPairIsCounted() throws IOException {
    edit("events.csv", true, lines -> withoutPair(lines, lines.size() - 1));
    assertRefused("rows");
  }

  @Test
  void aPairThatMovedCannotBeLeftOut() throws IOException {
    edit("events.csv", true, lines -> withoutPair(lines, firstMoving(lines)));
    assertRefused("was left at");
  }

  @Test
  void aForgedConductanceIsFound() throws IOException {
    edit("final.csv", true, lines -> swap(lines, 1, lines.get(1).replaceFirst("[^,]*$", "2.0E-5")));
    assertRefused("the events lead to");
  }

  @Test
  void rowsOutOfOrderAreFound() throws IOException {
    edit(
        "events.csv",
        true,
        lines -> {
          List<String> swapped = new ArrayList<>(lines);
          swapped.set(1, lines.get(2));
          swapped.set(2, lines.get(1));
          return swapped;
        });
    assertRefused("out of order");
  }

  private static int firstMoving(List<String> lines) {
    for (int i = 1; i < lines.size(); i++) {
      TraceRow row = TraceRow.parse(lines.get(i), "line");
      boolean seenAgain =
          lines.subList(i + 1, lines.size()).stream()
              .anyMatch(l -> TraceRow.parse(l, "line").device().equals(row.device()));
      if (row.before() != row.after() && seenAgain) {
        return i;
      }
    }
    throw new AssertionError("no device moved");
  }

  private static List<String> swap(List<String> lines, int index, String line) {
    List<String> changed = new ArrayList<>(lines);
    changed.set(index, line);
    return changed;
  }

  private static List<String> without(List<String> lines, int index) {
    List<String> changed = new ArrayList<>(lines);
    changed.remove(index);
    return changed;
  }

  private static List<String> withoutPair(List<String> lines, int index) {
    TraceRow gone = TraceRow.parse(lines.get(index), "line");
    List<String> changed = new ArrayList<>(lines.subList(1, lines.size()));
    changed.removeIf(line -> TraceRow.parse(line, "line").isOfSamePair(gone));
    changed.add(0, lines.get(0));
    return changed;
  }

  /** Edits a file of the trace; with {@code forge}, its hash in the sidecar too. */
  private void edit(String name, boolean forge, UnaryOperator<List<String>> change)
      throws IOException {
    Path file = trace.resolve(name);
    String before = Sha256.of(file);
    Files.write(file, change.apply(Files.readAllLines(file)));
    if (forge) {
      Path sidecar = trace.resolve("trace.json");
      Files.writeString(sidecar, Files.readString(sidecar).replace(before, Sha256.of(file)));
    }
  }

  private void assertRefused(String message) {
    BadInputException refusal =
        assertThrows(BadInputException.class, () -> TraceVerifier.verify(trace));
    assertTrue(refusal.getMessage().contains(message), refusal.getMessage());
  }
}
