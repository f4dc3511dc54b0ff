package dev.mho.experiments.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.format.BadInputException;
import dev.mho.experiments.CommandLineRun;
import dev.mho.experiments.TestRun;
import dev.mho.experiments.run.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which devices are traced, when, and how much is written. Arrays have 16 rows and 4 columns. */
class TraceSelectionTest {
  @TempDir private Path directory;

  private static List<TraceRow> rows(TraceFolder trace) {
    List<TraceRow> rows = new ArrayList<>();
    try (RowStream<TraceRow> events = trace.events()) {
      events.forEachRemaining(rows::add);
    }
    return rows;
  }

  @Test
  void rangesAreOfEachArray() {
    Path trace =
        TracedRun.of("layers: [0], tiles: [1, 6], rows: 2..5, cols: 1..4, steps: 1..3", directory);
    Set<DeviceKey> devices =
        TraceFolder.open(trace).initial().stream()
            .map(DeviceState::device)
            .collect(Collectors.toSet());
    // The second row of the grid has outputs 4 and 5 alone: columns 0 and 1.
    assertEquals(2 * 3 * 3 + 2 * 3 * 1, devices.size());
    for (DeviceKey device : devices) {
      assertTrue(Set.of(1, 6).contains(device.tile()));
      assertTrue(device.row() >= 2 && device.row() < 5 && device.col() >= 1, device.toString());
    }
    List<TraceRow> rows = rows(TraceFolder.open(trace));
    assertTrue(rows.size() > 100);
    assertEquals(10, rows.stream().mapToLong(TraceRow::update).min().orElseThrow());
    assertEquals(29, rows.stream().mapToLong(TraceRow::update).max().orElseThrow());
    assertTrue(rows.stream().allMatch(row -> devices.contains(row.device())));
    assertEquals(24, TraceVerifier.verify(trace).devices());
  }

  @Test
  void aNumberOfDevicesIsDrawnFromTheRange() {
    Path trace = TracedRun.of("layers: [0, 1], rows: 0..4, devices: 10", directory);
    List<DeviceState> states = TraceFolder.open(trace).initial();
    assertEquals(20, states.size());
    assertTrue(states.stream().allMatch(state -> state.device().row() < 4));
    assertTrue(states.stream().map(s -> s.device().tile()).distinct().count() > 1, "spread out");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          tiles: [8]           | trace: tiles: found 8; allowed: 0 to 7, the arrays of layer 0
          tiles: [1, 1]        | tiles: found [1, 1]; allowed: at least one entry, none twice
          rows: 16..20         | rows and cols: found 16..20 and all; allowed: lines of the arrays of layer 0, the largest of which has 16 rows and 4 columns
          rows: 5              | rows: found "5"; allowed: first..end with 0 <= first < end, for example 0..200
          max: 5               | max: found "5"; allowed: a number and kB, MB, GB or TB, for example 500 MB
          max: 0 kB            | max: found 0 bytes; allowed: at least one
          formats: [vcd]       | formats: found [vcd]; allowed: csv or csv-gz, one of them, and what is to be made of it
          formats: [csv, csv-gz] | formats: found [csv, csv-gz]; allowed: csv or csv-gz, one of them
          formats: [csv, vdc]  | formats[1]: found "vdc"; allowed: csv, csv-gz, parquet, npz, vcd, spice-pwl, readmemh
          waveform: {}         | waveform cannot act: spice-pwl is not among the formats
          words: {}            | words cannot act: readmemh is not among the formats
          formats: [csv, spice-pwl] | trace: formats: spice-pwl needs volts: device rpu-gokmen-2016 has no pulse table
          'formats: [csv, readmemh], words: { layout: "row:3" }' | trace: layout: found row:3; allowed: room for 15 in row
          'formats: [csv, readmemh], words: { layout: "row" }' | layout: found "row"; allowed: name:bits, for example row:8
          'formats: [csv, readmemh], words: { layout: "row:4,row:4" }' | layout: row is there twice
          'formats: [csv, readmemh], words: { layout: "row:40,col:40" }' | layout: found 80 bits; allowed: at most 64
          'formats: [csv, readmemh], words: { layout: "rwo:4" }' | layout: unknown field "rwo", did you mean "row"?
          'formats: [csv, spice-pwl], waveform: { edge-seconds: 0 }' | waveform: edge-seconds: found 0.0; allowed: a finite number > 0
          """)
  void whatCannotBeTracedIsRefused(String trace, String message) {
    BadInputException refusal =
        assertThrows(
            BadInputException.class,
            () -> TracedRun.of("rpu-gokmen-2016", "all", trace, directory));
    assertTrue(refusal.getMessage().contains(message), refusal.getMessage());
    try (var results = Files.list(directory)) {
      assertEquals(0, results.count(), "nothing is written");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @CsvSource({"csv, 40 kB, 40000", "csv-gz, 30 kB, 100000"})
  void aLargestSizeEndsTheTraceCleanly(String format, String max, long most) throws IOException {
    String what = "layers: [0], rows: 0..6, formats: [" + format + "], max: " + max;
    Path trace = TracedRun.of(what, directory);
    TraceFolder folder = TraceFolder.open(trace);
    String why = folder.sidecar().stopped().orElseThrow();
    assertTrue(why.matches("max " + max + " reached before update \\d+"), why);
    long size =
        Files.size(folder.file(folder.sidecar().events()))
            + Files.size(folder.file(folder.sidecar().trains()));
    assertTrue(size <= most && size > 1000, size + " bytes");
    TraceVerifier.Proof proof = TraceVerifier.verify(trace);
    assertEquals(folder.sidecar().stopped(), proof.stopped());
    long end = Long.parseLong(why.replaceAll(".* ", ""));
    assertEquals(end - 1, rows(folder).stream().mapToLong(TraceRow::update).max().orElseThrow());
    CommandLineRun run = CommandLineRun.of("trace", "verify", trace.toString());
    assertEquals(0, run.exit());
    assertTrue(run.out().contains("it ended early: max"), run.out());
  }

  @Test
  void anEstimateComesFirstAndIsNotFarOff() throws IOException {
    String text =
        """
        mho: experiment/1
        name: estimated
        data: { set: digits, train: 60, test: 20 }
        network: { hidden: [6] }
        learning: { credit: backpropagation, update: { scheme: pulsed, rate: 0.5 }, batch: 10, epochs: 1 }
        hardware: { device: reram-gong-2018 }
        trace: { layers: [1], rows: 0..6 }
        """;
    List<String> said = new ArrayList<>();
    Progress progress =
        new Progress() {
          @Override
          public void say(String line) {
            said.add(line);
          }

          @Override
          public void epoch(int epoch, int epochs, int steps) {}

          @Override
          public void step() {}

          @Override
          public void epochDone(String summary) {
            said.add("epoch");
          }
        };
    Path out = directory.resolve("estimated");
    TestRun.of(text, directory, out, 1, progress);
    String line =
        said.subList(0, said.indexOf("epoch")).stream()
            .filter(one -> one.startsWith("trace: "))
            .findFirst()
            .orElseThrow();
    assertTrue(
        line.matches(
            "trace: 120 devices, steps 0\\.\\.100: up to 7200 rows, about [\\d.]+ MB as csv; ends at"
                + " 4 GB"),
        line);
    double estimated = 1e6 * Double.parseDouble(line.replaceAll(".*about | MB.*", ""));
    TraceFolder trace = TraceFolder.open(out.resolve("trace"));
    assertTrue(trace.sidecar().rows() <= 7200);
    double written = Files.size(trace.file("events.csv")) + Files.size(trace.file("trains.csv"));
    assertTrue(estimated / written > 0.8 && estimated / written < 1.6, estimated / written + "");
  }

  @Test
  void aSliceIsATraceAgain() {
    Path trace = TracedRun.of("layers: [0, 1], rows: 0..8, steps: 0..6", directory);
    Path part = directory.resolve("part");
    CommandLineRun run =
        CommandLineRun.of(
            "trace",
            "slice",
            trace.toString(),
            "--layers",
            "0",
            "--tiles",
            "0,2",
            "--rows",
            "2..5",
            "--cols",
            "0..3",
            "--updates",
            "17..44",
            "--out",
            part.toString());
    assertEquals(0, run.exit(), run.err());
    List<TraceRow> expected =
        rows(TraceFolder.open(trace)).stream()
            .filter(row -> row.layer() == 0 && (row.tile() == 0 || row.tile() == 2))
            .filter(row -> row.row() >= 2 && row.row() < 5 && row.col() < 3)
            .filter(row -> row.update() >= 17 && row.update() < 44)
            .toList();
    assertFalse(expected.isEmpty());
    assertEquals(expected, rows(TraceFolder.open(part)));
    TraceVerifier.Proof proof = TraceVerifier.verify(part);
    assertEquals(2 * 3 * 3 * 2, proof.devices());
    assertEquals(expected.size(), proof.rows());
    assertEquals("17..44", TraceFolder.open(part).sidecar().selection().updates().orElseThrow());
  }

  @Test
  void slicesThatCannotBeAreRefused() {
    Path trace = TracedRun.of("rows: 0..2, steps: 0..1", directory);
    String out = directory.resolve("part").toString();
    refuses("no traced device is in the part", trace, "--rows", "5..6", "--out", out);
    refuses("--updates: found \"3\"; allowed: first..end", trace, "--updates", "3", "--out", out);
    refuses("exists; choose another", trace, "--out", directory.toString());
    CommandLineRun whole = CommandLineRun.of("trace", "info", trace.getParent().toString());
    assertEquals(2, whole.exit());
    assertTrue(whole.err().contains("found a result directory; allowed: its trace"), whole.err());
  }

  /** A format finds out late that it cannot hold a trace. */
  @Test
  void aConversionThatFailsLeavesNothing() throws IOException {
    Path trace = TracedRun.of("rows: 0..4, steps: 0..1", directory);
    Path out = directory.resolve("words");
    CommandLineRun run =
        CommandLineRun.of(
            "trace",
            "convert",
            trace.toString(),
            "--to",
            "readmemh",
            "--layout",
            "row:1",
            "--out",
            out.toString());
    assertEquals(2, run.exit());
    assertTrue(run.err().contains("layout: found row:1; allowed: room for"), run.err());
    try (var left = Files.list(directory)) {
      assertTrue(left.noneMatch(path -> path.getFileName().toString().startsWith("words")));
    }
  }

  private static void refuses(String message, Path trace, String... options) {
    List<String> arguments = new ArrayList<>(List.of("trace", "slice", trace.toString()));
    arguments.addAll(List.of(options));
    CommandLineRun run = CommandLineRun.of(arguments.toArray(String[]::new));
    assertEquals(2, run.exit());
    assertTrue(run.err().contains(message), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
  }

  @Test
  void infoCountsWhatIsThere() {
    Path trace = TracedRun.of("layers: [0, 1], rows: 0..8, steps: 0..3", directory);
    List<TraceRow> rows = rows(TraceFolder.open(trace));
    String out = CommandLineRun.of("trace", "info", trace.toString()).out();
    long up = rows.stream().mapToLong(row -> Math.max(0, row.signedPulses())).sum();
    long down = rows.stream().mapToLong(row -> Math.max(0, -row.signedPulses())).sum();
    assertTrue(out.contains("pulses           " + up + " up, " + down + " down\n"), out);
    assertTrue(out.contains("events           " + rows.size() + " rows, "), out);
    long below = rows.stream().filter(row -> row.flags().contains("below_step")).count();
    assertTrue(out.contains("  below_step     " + below + " rows\n"), out);
    assertTrue(out.contains("half-select      v/2; not modelled"), out);
  }

  @Test
  void aCompressedTraceIsTheSameTrace() throws IOException {
    Path plain = TracedRun.of("rows: 0..4, steps: 0..3", directory);
    Path packed = TracedRun.of("rows: 0..4, steps: 0..3, formats: [csv-gz]", directory);
    assertEquals(rows(TraceFolder.open(plain)), rows(TraceFolder.open(packed)));
    TraceVerifier.verify(packed);
    Path again = directory.resolve("again");
    CommandLineRun run =
        CommandLineRun.of(
            "trace", "convert", packed.toString(), "--to", "csv", "--out", again.toString());
    assertEquals(0, run.exit(), run.err());
    assertEquals(-1, Files.mismatch(plain.resolve("events.csv"), again.resolve("events.csv")));
    assertEquals(-1, Files.mismatch(plain.resolve("trains.csv"), again.resolve("trains.csv")));
    TraceVerifier.verify(again);
  }
}
