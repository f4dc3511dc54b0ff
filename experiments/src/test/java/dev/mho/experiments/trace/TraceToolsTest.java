package dev.mho.experiments.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.emulator.trace.LineTrain.Side;
import dev.mho.experiments.CommandLineRun;
import dev.mho.experiments.Tool;
import dev.mho.experiments.export.AsciiText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Other people's programs read what is made of a trace and find the same. */
class TraceToolsTest {
  @TempDir private Path directory;

  private Path converted(Path trace, String format, String... options) {
    Path out = directory.resolve(format);
    List<String> arguments =
        new ArrayList<>(
            List.of("trace", "convert", trace.toString(), "--to", format, "--out", out.toString()));
    arguments.addAll(List.of(options));
    CommandLineRun run = CommandLineRun.of(arguments.toArray(String[]::new));
    assertEquals(0, run.exit(), run.err());
    return out;
  }

  private static List<TraceRow> rows(Path trace) {
    List<TraceRow> rows = new ArrayList<>();
    try (RowStream<TraceRow> events = TraceFolder.open(trace).events()) {
      events.forEachRemaining(rows::add);
    }
    return rows;
  }

  private Path exactSteps(String trace) throws IOException {
    Files.writeString(directory.resolve("steps.device.json"), TracedRun.EXACT_STEPS);
    return TracedRun.of("steps.device.json", "all", trace, directory);
  }

  @Test
  void numpyRecomputesEveryConductance() throws IOException {
    Tool python = Tool.numpyOrSkip(directory);
    Path trace = exactSteps("layers: [0, 1], rows: 0..9, formats: [csv, npz]");
    TraceVerifier.verify(trace);
    Path script = directory.resolve("recompute.py");
    Files.writeString(
        script,
        """
        import csv, sys, numpy as np
        trace = sys.argv[1]
        z = np.load(trace + "/npz/updates.npz")
        low, high, step = 1e-6, 2e-5, 0.05 * (2e-5 - 1e-6)
        moved = checked = 0
        for name in sorted({n.rsplit("_rows", 1)[0] for n in z.files if n.endswith("_rows")}):
            traced = z[name + "_traced"] == 1
            for role in "plus", "minus":
                g = z[name + "_" + role + "_initial_S"]
                pulses, after = z[name + "_" + role + "_pulses"], z[name + "_" + role + "_G_S"]
                assert pulses.dtype == "<i4" and after.dtype == "<f8" and after.flags.c_contiguous
                assert pulses.shape == (len(z[name + "_update"]), len(z[name + "_rows"]), len(z[name + "_cols"]))
                for u in range(len(pulses)):
                    expected = np.where(traced, np.clip(g + pulses[u] * step, low, high), 0)
                    assert np.abs(expected - after[u])[traced].max() < 3e-12, (name, role, u)
                    moved += (after[u] != g).sum()
                    checked += traced.sum()
                    g = after[u]
        final = {}
        for row in csv.DictReader(open(trace + "/final.csv")):
            name = "layer%s_tile%s" % (row["layer"], row["tile"])
            r = list(z[name + "_rows"]).index(int(row["row"]))
            c = list(z[name + "_cols"]).index(int(row["col"]))
            assert z[name + "_" + row["role"] + "_G_S"][-1, r, c] == float(row["g_S"])
        total = sum(z[n].sum() for n in z.files if n.endswith("_pulses"))
        print(checked, moved, total)
        """);
    Tool.Printed printed = python.run(directory, script.toString(), trace.toString());
    assertEquals(0, printed.exit(), printed.out());
    String[] counts = printed.out().strip().split(" ");
    assertTrue(Integer.parseInt(counts[1]) > 100, printed.out());
    long pulses = rows(trace).stream().mapToLong(TraceRow::signedPulses).sum();
    assertEquals(pulses, Long.parseLong(counts[2]));
  }

  private static final Pattern ENERGY = Pattern.compile("(?m)^e_r(\\d+)_c(\\d+)\\s+=\\s+(\\S+)");

  /** Energies of all devices of a 4 x 4 array, full and half-selected pulses. */
  @ParameterizedTest
  @ValueSource(strings = {"v/2", "v/3"})
  void ngspiceFindsTheSameEnergies(String scheme) throws IOException {
    Tool ngspice = Tool.orSkip("ngspice");
    Path trace = exactSteps("layers: [0], tiles: [2], rows: 2..6, steps: 0..1");
    Path waves =
        converted(
            trace,
            "spice-pwl",
            "--half-select",
            scheme,
            "--edge-seconds",
            "1e-8",
            "--gap-seconds",
            "3e-8");
    for (String role : List.of("plus", "minus")) {
      Path folder = waves.resolve("layer0_tile2_" + role);
      Tool.Printed printed = ngspice.run(folder, "-b", "deck.cir");
      Map<String, Double> found = new HashMap<>();
      Matcher matcher = ENERGY.matcher(printed.out());
      while (matcher.find()) {
        found.put(matcher.group(1) + "," + matcher.group(2), Double.parseDouble(matcher.group(3)));
      }
      List<String> energies = Files.readAllLines(folder.resolve("energy.csv"));
      assertEquals(17, energies.size(), "16 devices");
      double pulsed = 0;
      for (String line : energies.subList(1, energies.size())) {
        String[] cells = line.split(",");
        double ours = Double.parseDouble(cells[4]);
        Double theirs = found.get(cells[0] + "," + cells[1]);
        assertTrue(theirs != null, printed.out());
        assertEquals(ours, theirs, 1e-3 * ours + 1e-20, line);
        pulsed += Integer.parseInt(cells[3]);
      }
      assertTrue(pulsed > 5, "pulses were played");
      long told =
          rows(trace).stream()
              .filter(row -> row.role().equals(role))
              .mapToLong(TraceRow::appliedPulses)
              .sum();
      assertEquals(told, pulsed, 0.0, "as many as the trace tells of");
    }
  }

  /** Two columns of numbers, strictly ascending times, from 0 V to 0 V, V/2 on each line. */
  @Test
  void waveformsAreCleanInAnyLocale() throws IOException {
    Path trace = exactSteps("layers: [0], tiles: [2], rows: 2..6, steps: 0..1");
    Path waves = converted(trace, "spice-pwl");
    Locale usual = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      Path german = directory.resolve("german");
      CommandLineRun.of(
          "trace", "convert", trace.toString(), "--to", "spice-pwl", "--out", german.toString());
      for (Path file : files(waves)) {
        assertEquals(-1, Files.mismatch(file, german.resolve(waves.relativize(file))), "" + file);
      }
    } finally {
      Locale.setDefault(usual);
    }
    List<String> index = Files.readAllLines(waves.resolve("index.csv"));
    assertEquals("file,layer,tile,role,side,line,points,peak_V", index.get(0));
    assertEquals(1 + 2 * 8, index.size());
    for (String entry : index.subList(1, index.size())) {
      List<String> points = Files.readAllLines(waves.resolve(entry.split(",")[0]));
      assertEquals("0.0 0.0", points.get(0));
      assertTrue(points.get(points.size() - 1).endsWith(" 0.0"));
      double last = -1;
      for (String point : points) {
        assertTrue(point.matches("[0-9.E-]+ -?[0-9.]+"), point);
        double now = Double.parseDouble(point.split(" ")[0]);
        assertTrue(now > last, entry + ": " + point);
        last = now;
        double volts = Math.abs(Double.parseDouble(point.split(" ")[1]));
        assertTrue(volts == 0 || volts == 0.6 || volts == 0.5, point);
      }
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.filter(Files::isRegularFile).toList();
    }
  }

  /** Two pulses of 1.2 V and 100 ns on word line 3, 50 ns apart, with edges of 5 ns. */
  @Test
  void pulsesHaveTheirVoltsWidthsAndEdges() throws IOException {
    LineVoltage line = new LineVoltage(directory, Side.ROW, 3);
    line.pulse(50e-9, 1.2, 5e-9, 100e-9);
    line.pulse(210e-9, 1.2, 5e-9, 100e-9);
    line.close(370e-9);
    assertEquals(1.2, line.peak());
    double[][] expected = {
      {0, 0}, {50, 0}, {55, 1.2}, {155, 1.2}, {160, 0},
      {210, 0}, {215, 1.2}, {315, 1.2}, {320, 0}, {370, 0}
    };
    List<String> points = Files.readAllLines(directory.resolve("row_3.pwl"));
    assertEquals(expected.length, points.size());
    for (int i = 0; i < expected.length; i++) {
      String[] point = points.get(i).split(" ");
      assertEquals(expected[i][0] * 1e-9, Double.parseDouble(point[0]), 1e-18, points.get(i));
      assertEquals(expected[i][1], Double.parseDouble(point[1]), points.get(i));
    }
  }

  private static final String BENCH =
      """
      module bench;
        reg [23:0] commands [0:%1$d];
        reg [7:0] codes [0:%1$d];
        reg [7:0] memory [0:%2$d];
        reg [7:0] last [0:%2$d];
        integer n, wrong, sets;
        wire [1:0] op = commands[n][23:22];
        wire role = commands[n][21];
        wire [7:0] row = commands[n][20:13];
        wire [7:0] col = commands[n][12:5];
        initial begin
          $readmemh("layer0_tile1_commands.hex", commands);
          $readmemh("layer0_tile1_codes.hex", codes);
          $readmemh("layer0_tile1_initial.hex", memory);
          $readmemh("layer0_tile1_final.hex", last);
          sets = 0;
          wrong = 0;
          for (n = 0; n <= %1$d; n = n + 1) begin
            #1 if (op == 1) sets = sets + commands[n][4:0];
            if (op == 1 && codes[n] < memory[2 * (row * 4 + col) + role]) wrong = wrong + 1;
            if (op == 2 && codes[n] > memory[2 * (row * 4 + col) + role]) wrong = wrong + 1;
            memory[2 * (row * 4 + col) + role] = codes[n];
          end
          for (n = 0; n <= %2$d; n = n + 1) if (memory[n] !== last[n]) wrong = wrong + 1;
          $display("wrong %%0d sets %%0d", wrong, sets);
        end
      endmodule
      """;

  @Test
  void icarusReadsTheCommands() throws IOException {
    Tool iverilog = Tool.orSkip("iverilog");
    Path trace = exactSteps("layers: [0], rows: 0..9, formats: [csv, readmemh]");
    Path words = trace.resolve("readmemh");
    List<TraceRow> applied =
        rows(trace).stream().filter(r -> r.tile() == 1 && r.appliedPulses() > 0).toList();
    assertTrue(applied.size() > 50);
    Files.writeString(
        words.resolve("bench.v"), BENCH.formatted(applied.size() - 1, 2 * 16 * 4 - 1));
    Tool.Printed compiled = iverilog.run(words, "-o", "bench.vvp", "bench.v");
    assertEquals("", compiled.out());
    Tool.Printed printed = Tool.orSkip("vvp").run(words, "bench.vvp");
    long sets = applied.stream().mapToLong(r -> Math.max(0, r.signedPulses())).sum();
    assertEquals("wrong 0 sets " + sets + "\n", printed.out());
  }

  @ParameterizedTest
  @CsvSource({"reram-gong-2018, 1e-7", "pcm-nandakumar-2020, 5e-8"})
  void gtkwaveReadsTheWaveform(String device, double slot) throws IOException {
    Tool converter = Tool.orSkip("vcd2fst");
    Path trace =
        TracedRun.of(device, "all", "layers: [0, 1], rows: 0..9, formats: [csv, vcd]", directory);
    TraceSidecar sidecar = TraceFolder.open(trace).sidecar();
    Path vcd = trace.resolve("vcd/layer0_tile0.vcd");
    Tool.Printed printed =
        converter.run(directory, "-v", vcd.toString(), "-f", directory + "/wave.fst");
    assertEquals(0, printed.exit(), printed.out());
    Path back = directory.resolve("back.vcd");
    Tool.orSkip("fst2vcd").run(directory, "-f", directory + "/wave.fst", "-o", back.toString());
    String text = Files.readString(back);
    List<LineRow> trains = new ArrayList<>();
    try (RowStream<LineRow> lines = TraceFolder.open(trace).trains()) {
      lines.forEachRemaining(trains::add);
    }
    // As many rising edges of word line 3 as its trains have slots in which it fires.
    Matcher name = Pattern.compile("\\$var wire 1 (\\S+) row_3 \\$end").matcher(text);
    assertTrue(name.find(), text.substring(0, Math.min(2000, text.length())));
    long edges = text.lines().filter(line -> line.equals("1" + name.group(1))).count();
    long fires =
        trains.stream()
            .filter(t -> t.layer() == 0 && t.tile() == 0 && t.sideLabel().equals("row"))
            .filter(t -> t.line() == 3)
            .mapToLong(t -> Integer.bitCount(t.fires()))
            .sum();
    assertTrue(fires > 10);
    assertEquals(fires, edges);
    ValueChangeDump.Timescale scale = ValueChangeDump.Timescale.of(sidecar.slotSeconds());
    assertTrue(text.contains("$timescale"));
    assertTrue(scale.ticks(sidecar.slotSeconds()) % 2 == 0 && slot > 0);
  }

  @Test
  void timescales() {
    assertEquals("10 ns", ValueChangeDump.Timescale.of(1e-7).toString());
    assertEquals("1 ns", ValueChangeDump.Timescale.of(2e-9).toString());
    assertEquals("100 ps", ValueChangeDump.Timescale.of(3e-9).toString());
    assertEquals("1 us", ValueChangeDump.Timescale.of(1.2e-5).toString());
    assertEquals("100 ms", ValueChangeDump.Timescale.of(1).toString());
    assertEquals("1 fs", ValueChangeDump.Timescale.of(1e-9 / 3).toString());
  }

  @Test
  void duckdbFindsTheSameSums() throws IOException, SQLException {
    Path trace = TracedRun.of("layers: [0, 1], rows: 0..9, formats: [csv-gz, parquet]", directory);
    TraceVerifier.verify(trace);
    List<TraceRow> rows = rows(trace);
    String events = "'" + trace.resolve("parquet/events.parquet") + "'";
    String trains = "'" + trace.resolve("parquet/trains.parquet") + "'";
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement ask = duck.createStatement()) {
      ResultSet sums =
          ask.executeQuery(
              "select count(*), sum(n_applied * polarity), fsum(dw_realised), fsum(g_after_S),"
                  + " count(*) filter (flags like '%below_step%'), count(distinct role) from "
                  + events);
      assertTrue(sums.next());
      assertEquals(rows.size(), sums.getLong(1));
      assertEquals(rows.stream().mapToLong(TraceRow::signedPulses).sum(), sums.getLong(2));
      double realised = rows.stream().mapToDouble(TraceRow::realised).sum();
      assertEquals(realised, sums.getDouble(3), 1e-12 * Math.abs(realised) + 1e-15);
      double after = rows.stream().mapToDouble(TraceRow::after).sum();
      assertEquals(after, sums.getDouble(4), 1e-12 * after);
      assertEquals(
          rows.stream().filter(r -> r.flags().contains("below_step")).count(), sums.getLong(5));
      assertEquals(2, sums.getLong(6));
      ResultSet lines =
          ask.executeQuery("select count(*), sum(length(replace(train, '0', ''))) from " + trains);
      assertTrue(lines.next());
      assertEquals(TraceFolder.open(trace).sidecar().trainRows(), lines.getLong(1));
      assertTrue(lines.getLong(2) > lines.getLong(1));
    }
  }

  @Test
  void numbersOfTextReadBackExactly() throws IOException {
    Path trace = TracedRun.of("rows: 0..9, formats: [csv]", directory);
    List<TraceRow> rows = rows(trace);
    AsciiText text = new AsciiText().append(TraceColumn.header()).append('\n');
    rows.forEach(row -> row.appendTo(text));
    assertEquals(Files.readString(trace.resolve("events.csv")), text.toString());
    assertTrue(
        rows.stream()
            .map(row -> Double.toString(row.after()).length())
            .collect(Collectors.toSet())
            .stream()
            .anyMatch(length -> length >= 20),
        "some numbers need 17 digits");
  }
}
