package dev.mho.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.DeviceFile;
import dev.mho.device.DeviceModel;
import dev.mho.device.array.DeviceArray;
import dev.mho.device.array.Placement;
import dev.mho.device.fault.Faults;
import dev.mho.device.noise.WhiteReadNoise;
import dev.mho.device.random.NoiseStream;
import dev.mho.device.response.ConstantStep;
import dev.mho.device.response.SoftBounds;
import dev.mho.experiments.CommandLineRun;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What users bring and what they must get, from the command line alone: what is printed, what is
 * written, what is asked.
 */
class UserScenariosTest {
  private static final String UP = "mho: mapping/1\npolarity: up\n";

  @TempDir private Path directory;

  private Path file(String name, String text) throws IOException {
    return file(name, text, StandardCharsets.UTF_8);
  }

  private Path file(String name, String text, Charset charset) throws IOException {
    return Files.write(directory.resolve(name), text.getBytes(charset));
  }

  private Path mapped(String name, String mapping, String text) throws IOException {
    file(name + ".mapping.yaml", mapping);
    return file(name + ".csv", text);
  }

  private static CommandLineRun mho(Object... words) {
    return CommandLineRun.of(Arrays.stream(words).map(Object::toString).toArray(String[]::new));
  }

  private static CommandLineRun pulses(Object... words) {
    List<Object> all = new ArrayList<>(List.of("calibrate"));
    all.addAll(List.of(words));
    all.addAll(List.of("--kind", "pulse-response"));
    return mho(all.toArray());
  }

  private DeviceModel device(String name, Path... files) {
    Path into = directory.resolve(name + ".device.json");
    List<Object> words = new ArrayList<>(List.of((Object[]) files));
    words.addAll(List.of("--into", into, "--technology", "test"));
    says(pulses(words.toArray()), "");
    return DeviceFile.read(into);
  }

  private static String says(CommandLineRun run, String... words) {
    assertEquals(0, run.exit(), run.err());
    for (String word : words) {
      assertTrue(run.out().contains(word), word + " is not in\n" + run.out());
    }
    return run.out();
  }

  private static void asks(CommandLineRun run, String words) {
    assertEquals(2, run.exit(), run.out());
    assertTrue(run.err().contains(words), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
  }

  /** The value that is printed for a parameter, in the unit that is printed with it. */
  private static double printed(CommandLineRun run, String name) {
    return run.out()
        .lines()
        .map(line -> line.strip().split("\\s+"))
        .filter(words -> words[0].equals(name))
        .mapToDouble(words -> Double.parseDouble(words[1]))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is not in\n" + run.out()));
  }

  /** Rows of the table of events, cell by cell. */
  private List<String[]> events(Path file, String kind) throws IOException {
    Path table = directory.resolve("events.csv");
    mho("measurement", "inspect", file, "--kind", kind, "--events", table, "--overwrite");
    return Files.readAllLines(table).stream().skip(1).map(row -> row.split(",", -1)).toList();
  }

  private static double[] microsiemens(List<String[]> events) {
    return events.stream()
        .map(row -> row[8])
        .mapToDouble(cell -> cell.isEmpty() ? Double.NaN : 1e6 * Double.parseDouble(cell))
        .toArray();
  }

  @Test
  void u01MarkedFileWithoutHeader() throws IOException {
    String text =
        "\uFEFF0.001,0.004\n0.001,0.004\n0.005,0.006\n0.005,0.006\n0.001,0.002\n0.001,0.002\n"
            + "0.001,0.002";
    Path file = file("u01.csv", text);
    CommandLineRun open = mho("measurement", "inspect", file, "--kind", "pulse-response");
    assertEquals(2, open.exit());
    assertTrue(open.out().contains("UTF-8 with byte order mark"), open.out());
    assertTrue(open.out().contains("none; rows from line 1"), open.out());
    assertTrue(open.out().contains("the 2 columns have no names"), open.out());
    asks(pulses(file), "2 columns have no names");
    mapped(
        "u01",
        """
        mho: mapping/1
        columns:
          - { column: 1, quantity: step, unit: a.u., polarity: up }
          - { column: 2, quantity: step, unit: a.u., polarity: down }
        """,
        text);
    List<String[]> events = events(file, "pulse-response");
    assertEquals(14, events.size(), "7 rows of two steps");
    assertEquals("0.001", events.get(0)[9]);
    assertEquals("", events.get(0)[8], "steps are no conductances");
    CommandLineRun run = pulses(file);
    says(run, "Pulse response: steps alone", "u01.csv: 14 rows");
    assertEquals(0.015 / 7, printed(run, "step.up.mean"), 1e-6);
  }

  @Test
  void u02SemicolonsDecimalCommasAndWindows1252() throws IOException {
    Path file =
        file(
            "u02.csv",
            "Puls;G_LTP [\u00b5S];G_LTD [\u00b5S]\r\n0;1,00;8,20\r\n1;2,35;6,10\r\n2;3,50;4,90\r\n"
                + "3;4,48;4,05\r\n",
            Charset.forName("windows-1252"));
    Locale before = Locale.getDefault();
    List<String> seen = new ArrayList<>();
    try {
      for (String tag : new String[] {"de-DE", "en-US", "tr-TR"}) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        String shown = says(mho("measurement", "inspect", file, "--kind", "pulse-response"));
        seen.add(shown + says(pulses(file)) + Arrays.toString(row(file)));
      }
    } finally {
      Locale.setDefault(before);
    }
    assertEquals(1, seen.stream().distinct().count(), "the same in every locale");
    for (String word : new String[] {"Windows-1252", "delimiter   ;", "decimal sign: ,"}) {
      assertTrue(seen.get(0).contains(word), seen.get(0));
    }
    assertTrue(seen.get(0).contains("conductance  \u00b5S"), seen.get(0));
    assertEquals(2.35, row(file)[2], 1e-12, "G_LTP of pulse 1, in the order of the file");
  }

  private double[] row(Path file) throws IOException {
    return microsiemens(events(file, "pulse-response"));
  }

  @Test
  void u03RaggedRepetitionsInTwoFiles() throws IOException {
    String mapping =
        "mho: mapping/1\npolarity: %s\nread-voltage: 0.1 V\n"
            + "columns: [{ column: rmp*, quantity: current, unit: A }]\n";
    Path set =
        mapped(
            "set",
            mapping.formatted("up"),
            "rmp1,rmp2,rmp3\n1.60e-4,1.61e-4,1.62e-4\n1.66e-4,1.67e-4,1.66e-4\n1.72e-4,1.73e-4,\n"
                + "1.78e-4,,\n");
    Path reset =
        mapped(
            "reset",
            mapping.formatted("down"),
            "rmp1,rmp2\n1.78e-4,1.79e-4\n1.70e-4,1.72e-4\n1.63e-4,\n");
    says(
        mho("measurement", "inspect", set, "--kind", "pulse-response"),
        "cycle 1: 4 readings",
        "cycle 2: 3 readings",
        "cycle 3: 2 readings",
        "1600 to 1780 \u00b5S");
    says(
        mho("measurement", "inspect", reset, "--kind", "pulse-response"),
        "cycle 1: 3 readings",
        "cycle 2: 2 readings");
    double[] up = microsiemens(events(set, "pulse-response"));
    assertTrue(Arrays.stream(up).allMatch(g -> g > 1500), "blanks are ends, not zeros");
    asks(pulses(set, reset), "too few readings to fit a step");
  }

  @Test
  void u04AnalyserFileWithAnAbortedSweep() throws IOException {
    String preamble =
        "\r\nSetupTitle, I/V sweep\r\n"
            + "TestParameter, Channel.VName, V1, V2\r\n".repeat(190)
            + "AnalysisSetup, Analysis.Setup.Vector\r\n";
    Path file =
        file(
            "u04.csv",
            preamble
                + "Dimension1, 6, 6\r\nDataName, V1, I1\r\nDataValue, 0, 1.2E-12\r\n"
                + "DataValue, 0.1, 1.0E-06\r\nDataValue, 0.2, 2.1E-06\r\nDataValue, 0.3, 3.3E-06\r\n"
                + "DataValue, 0.4, 199.999E+99\r\nDataValue, 0.5, 199.999E+99\r\n");
    says(
        mho("measurement", "inspect", file, "--kind", "iv"),
        "Keysight B1500A (EasyEXPERT)",
        "6 rows, 6 values: 3 ok, 2 overflow, 1 undefined",
        "6 points, 3 usable");
    double[] found = microsiemens(events(file, "iv"));
    assertTrue(Double.isNaN(found[0]), "nothing over nothing is no conductance");
    assertEquals(10.0, found[1], 1e-12);
    assertEquals(10.5, found[2], 1e-12);
    assertEquals(11.0, found[3], 1e-12);
    assertTrue(Double.isNaN(found[4]) && Double.isNaN(found[5]));
  }

  @Test
  void u05AlternatingBlocksInOneColumn() throws IOException {
    Path file =
        file(
            "u05.csv",
            "n,V,G_uS\n0,0,1.00\n1,1.2,2.35\n2,1.2,3.50\n3,1.2,4.45\n4,0,4.40\n5,-1.0,3.10\n"
                + "6,-1.0,2.05\n7,-1.0,1.20\n8,0,1.15\n9,1.2,2.50\n10,1.2,3.55\n11,1.2,4.60\n"
                + "12,0,4.52\n13,-1.0,3.15\n14,-1.0,2.00\n15,-1.0,1.15");
    says(
        mho("measurement", "inspect", file, "--kind", "pulse-response"),
        "trains      4",
        "up, cycle 1: 4 readings, pulses 0 to 3, 1 to 4.45 \u00b5S",
        "down, cycle 1: 4 readings, pulses 0 to 3, 1.2 to 4.4 \u00b5S",
        "up, cycle 2: 4 readings, pulses 0 to 3, 1.15 to 4.6 \u00b5S",
        "down, cycle 2: 4 readings, pulses 0 to 3, 1.15 to 4.52 \u00b5S");
    List<String[]> events = events(file, "pulse-response");
    assertEquals(4, events.stream().filter(row -> row[3].isEmpty()).count(), "reads");
    assertEquals(6, events.stream().filter(row -> row[5].equals("1.2")).count());
    assertEquals(6, events.stream().filter(row -> row[5].equals("-1.0")).count());
    CommandLineRun run = pulses(file);
    says(run, "Up: 4 readings of the mean of 2 trains");
    assertTrue(printed(run, "cycle_to_cycle.up.step") > 0);
  }

  @Test
  void u06FractionalPulsesAndMirroredDepression() throws IOException {
    Path file =
        file(
            "u06.tsv",
            "pulse\tG_LTP (S)\tG_LTD (S)\n0\t2.92308e-9\t2.9e-9\n0.857143\t6.07692e-9\t3.3e-9\n"
                + "1.71429\t8.76923e-9\t4.1e-9\n2.85714\t9.92308e-9\t5.4e-9\n"
                + "3.71429\t1.13077e-8\t7.1e-9\n4.28571\t1.24615e-8\t9.3e-9\n"
                + "5.71429\t1.22308e-8\t1.22e-8\n");
    says(
        mho("measurement", "inspect", file, "--kind", "pulse-response"),
        "pulses down listed from their end, turned round at pulse 5.71429",
        "down, cycle 1: 7 readings, pulses 0 to 5.71, 2.9 to 12.2 nS");
    CommandLineRun run = pulses(file, "--model", "soft-bounds");
    says(run, "Pulse response: soft-bounds");
    assertTrue(printed(run, "response.down.start") > 11, "down from above, in nS");
    assertTrue(printed(run, "response.up.start") < 3.5, "up from below, in nS");
  }

  @Test
  void u07MissingValuesInTheMiddle() throws IOException {
    Path file = mapped("u07", UP, "pulse,G_uS\n0,1.0\n1,NaN\n2,\n3,--\n4,3.1\n5,3.6");
    says(
        mho("measurement", "inspect", file, "--kind", "pulse-response"),
        "3 missing",
        "3 values are missing: lines 3, 4, 5",
        "3 readings, pulses 0 to 5");
    // The way from 1.0 to 3.1 is four steps, not one.
    CommandLineRun run = pulses(file, "--model", "constant-step");
    says(run, "3 values are missing: lines 3, 4, 5", "525 nS per pulse");
  }

  @Test
  void u08UnitContradictsMagnitude() throws IOException {
    String text = "pulse,G (uS)\n0,2.5E-06\n1,3.1E-06\n2,3.9E-06\n3,4.6E-06\n";
    Path file = mapped("u08", UP, text);
    asks(pulses(file), "the header says uS but values like 3.9E-6 look like S");
    mapped(
        "u08",
        UP
            + "columns:\n  - { column: 1, quantity: pulse }\n"
            + "  - { column: 2, quantity: conductance, unit: S }\n",
        text);
    CommandLineRun run = pulses(file);
    assertEquals(2.5, printed(run, "response.up.start"), 0.05, "\u00b5S, as declared");
  }

  @Test
  void u09NonMonotonicNoise() throws IOException {
    Path file =
        mapped(
            "u09",
            UP,
            "G (uS)\n1.00\n1.31\n1.22\n1.64\n1.55\n1.93\n2.10\n2.02\n2.41\n2.36\n2.77\n2.90\n");
    CommandLineRun run = pulses(file);
    says(run, "Pulse response: constant-step", "cannot be told from that of readings");
    DeviceModel device = device("u09", file);
    double step = ((ConstantStep) device.response().orElseThrow()).up();
    assertEquals(0.166e-6, step * device.conductance().span(), 0.001e-6);
    says(run, "(165.9 nS per pulse)");
    assertTrue(device.writeNoise().isEmpty(), "neither estimate is passed off as the noise");
    assertTrue(device.response().orElseThrow().cycleToCycle().isEmpty());
  }

  @Test
  void u10GradualSetAbruptReset() throws IOException {
    Path file =
        file(
            "u10.csv",
            "pulse,up (uS),down (uS)\n0,1.00,8.23\n1,2.35,1.30\n2,3.50,1.12\n3,4.48,1.05\n"
                + "4,5.31,1.02\n5,6.01,1.00\n6,6.61,1.00\n7,7.12,\n8,7.55,\n9,7.92,\n10,8.23,\n");
    CommandLineRun run = pulses(file);
    says(
        run,
        "95.9 % of the way is made by pulse 1",
        "abrupt: in effect two levels",
        "Train it by pairs of devices with refresh");
    assertEquals(0.15, printed(run, "response.up.share_per_pulse"), 0.005, "ratio 0.85");
    DeviceModel device = device("u10", file);
    assertTrue(device.isOneDirectional());
    assertTrue(device.reset().orElseThrow().to() < 0.05);
  }

  @Test
  void u11OnlyOnePolarity() throws IOException {
    Path file =
        file(
            "u11.csv",
            "pulse,G_uS\n"
                + IntStream.rangeClosed(0, 50)
                    .mapToObj(n -> n + "," + (20 - 18 * Math.pow(0.9, n)))
                    .collect(Collectors.joining("\n")));
    asks(pulses(file), "nothing says which way the pulses push");
    file("u11.mapping.yaml", UP);
    says(
        pulses(file),
        "A single device per weight cannot be trained in both directions: use pairs of devices with"
            + " refresh, or supply trains downward.");
    DeviceModel device = device("u11", file);
    assertTrue(device.isOneDirectional());
    SoftBounds response = (SoftBounds) device.response().orElseThrow();
    assertTrue(response.down().isEmpty(), "never invented");
    assertEquals(0.05, response.up(), 1e-6, "a tenth of what is left, in the middle");
    // One device per weight is refused for training, in a sentence that names the ways out.
    Path experiment = directory.resolve("one.yaml");
    Files.writeString(experiment, oneDevicePerWeight("u11.device.json"));
    CommandLineRun trained = mho("run", experiment);
    assertEquals(2, trained.exit(), trained.out());
    assertTrue(trained.err().contains("pair"), trained.err());
  }

  private static String oneDevicePerWeight(String device) {
    return """
        mho: experiment/1
        name: one
        data: { set: digits }
        network: { hidden: [16] }
        learning:
          credit: feedback-alignment
          update: { scheme: pulsed, rate: 0.1 }
          batch: 32
          epochs: 1
        hardware: { device: %s, cell: { kind: single } }
        """
        .formatted(device);
  }

  @Test
  void u12FourStatesOnly() throws IOException {
    Path file =
        file(
            "u12.csv",
            "G (uS)\n2.01\n1.99\n2.02\n4.03\n3.98\n4.01\n6.02\n5.97\n6.00\n8.01\n7.99\n8.02\n");
    Path into = directory.resolve("u12.device.json");
    CommandLineRun run =
        mho("calibrate", file, "--kind", "read-noise", "--into", into, "--technology", "test");
    says(run, "The reads step through 4 levels");
    double[] levels = {2.01, 4.01, 6.00, 8.01};
    for (int i = 0; i < 4; i++) {
      assertEquals(levels[i], printed(run, "levels." + (i + 1)), 0.01);
    }
    assertEquals(20, printed(run, "levels.spread"), 5, "nS");
    DeviceModel device = DeviceFile.read(into);
    assertEquals(4, device.conductance().levels().orElseThrow());
    WhiteReadNoise noise = (WhiteReadNoise) device.readNoise().orElseThrow();
    assertEquals(20.8e-9 / 8.007e-6, noise.ofMaximum(), 1e-5);
    // The same readings taken for a train up give the same levels.
    file("u12.mapping.yaml", UP);
    DeviceModel pulsed = device("u12p", file);
    assertEquals(4, pulsed.conductance().levels().orElseThrow());
    assertEquals(2.007e-6, pulsed.conductance().minSiemens(), 1e-9);
    assertEquals(8.007e-6, pulsed.conductance().maxSiemens(), 1e-9);
    assertEquals(4, statesOfAnArray(pulsed));
  }

  /** How many different conductances 64 × 64 devices take that are written to any. */
  private static long statesOfAnArray(DeviceModel device) {
    DeviceArray array =
        new DeviceArray(device, Placement.whole(64, 64), NoiseStream.root(1).child("array"));
    Random random = new Random(12);
    float[] targets = new float[64 * 64];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = random.nextFloat();
    }
    array.program(targets, 0);
    return IntStream.range(0, targets.length)
        .mapToObj(i -> Math.round(1e4 * array.state(i)))
        .distinct()
        .count();
  }

  @Test
  void u13StuckDevices() throws IOException {
    Random random = new Random(13);
    StringBuilder text = new StringBuilder("dev,pulse,G_uS\n");
    for (int n = 0; n < 20; n++) {
      for (int device = 0; device < 16; device++) {
        double healthy = 1 + 0.4 * n + 0.1 * (random.nextDouble() - 0.5);
        double g =
            switch (device) {
              case 3 -> 10;
              case 9 -> 0.1;
              case 12 -> n < 8 ? 1.0 : 9.6;
              default -> healthy;
            };
        text.append(device).append(',').append(n).append(',').append(g).append('\n');
      }
    }
    Path file = mapped("u13", UP, text.toString());
    CommandLineRun run = pulses(file);
    says(
        run,
        "Device 3 is stuck at high conductance; left out",
        "Device 9 is stuck at low conductance; left out",
        "Device 12 is suspicious: a single jump makes most of the way; left out",
        "13 of 16 devices");
    assertEquals(0.8125, printed(run, "yield"), 1e-9);
    DeviceModel device = device("u13", file);
    assertEquals(new Faults(1 / 16.0, 1 / 16.0, 0), device.faults().orElseThrow());
    double step = ((ConstantStep) device.response().orElseThrow()).up();
    assertEquals(0.4e-6, step * device.conductance().span(), 0.004e-6, "of the healthy alone");
  }

  @Test
  void u14DevicesAgainstCycles() throws IOException {
    Path file =
        mapped(
            "u14",
            UP,
            "device,repeat,step (uS)\nA,1,.10\nA,2,.12\nA,3,.11\nB,1,.20\nB,2,.19\nB,3,.21\n"
                + "C,1,.15\nC,2,.16\nC,3,.14\nD,1,.05\nD,2,.06\nD,3,.04\n");
    CommandLineRun run = pulses(file);
    assertEquals(127.5, printed(run, "step.up.mean"), 0.01, "nS");
    assertEquals(10, printed(run, "cycle_to_cycle.up"), 0.1, "nS");
    assertEquals(63, printed(run, "device_to_device.up"), 0.5, "nS");
    says(
        run,
        "standard deviation of the steps of one device, 7.84 % of the mean",
        "standard deviation of devices without what cycles add, 49.6 % of the mean");
    asks(
        pulses(file, "--into", directory.resolve("u14.device.json")),
        "no conductance range in siemens to refer to");
  }

  @Test
  void u15DriftTableWithTimeZero() throws IOException {
    Path file =
        file(
            "u15.csv",
            "t_s,G_uS\n0,25.0\n1,25.0\n10,22.281\n100,19.858\n1000,17.699\n10000,15.774");
    CommandLineRun run = mho("calibrate", file, "--kind", "retention");
    says(run, "extrapolated beyond 10000 s");
    assertEquals(0.050, printed(run, "drift.nu_mean"), 0.001);
    assertEquals(1, printed(run, "drift.t0"), 1e-9);
    assertEquals(14.16, printed(run, "drift.after_a_day"), 0.05, "\u00b5S");
    assertFalse(run.out().contains("NaN"));
  }
}
