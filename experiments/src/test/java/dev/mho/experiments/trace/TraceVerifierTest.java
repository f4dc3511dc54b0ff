package dev.mho.experiments.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.format.BadInputException;
import dev.mho.experiments.TestRun;
import dev.mho.experiments.export.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
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
          2  | 0     | out of range
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
                                ? line.replaceFirst("[01]{1,31}$", "1".repeat(31))
                                : line.replaceFirst(",-?1,([01]+)$", ",1,$1")
                            : line)
                .toList());
    assertRefused(what.equals("train") ? "fire together" : "against the signs of its lines");
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
