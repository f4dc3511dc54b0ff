package dev.mho.calibration.measurement;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.format.BadInputException;
import dev.mho.device.response.Polarity;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What users bring, and what they must get. */
class ScenarioTest {
  @TempDir private Path directory;

  private Path file(String text, Charset charset) {
    try {
      return Files.write(directory.resolve("measured.csv"), text.getBytes(charset));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private Measurement read(String text, Kind kind, String mapping) {
    return MeasurementFile.read(file(text, StandardCharsets.UTF_8), mapping(mapping), kind);
  }

  private static Optional<Mapping> mapping(String keys) {
    return keys.isEmpty()
        ? Optional.empty()
        : Optional.of(MappingFile.parse("mho: mapping/1\n" + keys, "mapping"));
  }

  private String refusal(String text, Kind kind, String mapping) {
    String message =
        assertThrows(BadInputException.class, () -> read(text, kind, mapping)).getMessage();
    assertFalse(message.contains("\n"), message);
    return message;
  }

  @Test
  void u01MarkedFileWithoutHeaderIsAskedAboutAndThenReadAsSteps() {
    String text =
        "\uFEFF0.001,0.004\n0.001,0.004\n0.005,0.006\n0.005,0.006\n0.001,0.002\n0.001,0.002\n"
            + "0.001,0.002";
    assertTrue(refusal(text, Kind.PULSE_RESPONSE, "").contains("2 columns have no names"));
    String mapping =
        """
        columns:
          - { column: 1, quantity: step, unit: a.u., polarity: up }
          - { column: 2, quantity: step, unit: a.u., polarity: down }
        """;
    Inspection seen =
        MeasurementFile.inspect(
            file(text, StandardCharsets.UTF_8), mapping(mapping), Optional.of(Kind.PULSE_RESPONSE));
    assertEquals("UTF-8 with byte order mark", seen.encoding());
    assertEquals(0, seen.header());
    assertEquals(7, seen.rows());
    List<StepSizes> steps = seen.orRefuse().stepSizes();
    assertEquals(0.001, steps.get(0).steps()[0]);
    assertEquals(7, steps.get(0).steps().length);
    assertEquals(0.004, steps.get(1).steps()[0]);
    assertTrue(seen.orRefuse().trains().isEmpty(), "steps are no conductances");
  }

  private static final String U02 =
      "Puls;G_LTP [\u00b5S];G_LTD [\u00b5S]\r\n0;1,00;8,20\r\n1;2,35;6,10\r\n2;3,50;4,90\r\n"
          + "3;4,48;4,05\r\n";

  @ParameterizedTest
  @ValueSource(strings = {"de-DE", "en-US", "tr-TR", "ar-EG"})
  void u02SemicolonsDecimalCommasAndWindows1252InAnyLocale(String tag) {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag(tag));
    try {
      Path file = file(U02, Charset.forName("windows-1252"));
      Inspection seen =
          MeasurementFile.inspect(file, Optional.empty(), Optional.of(Kind.PULSE_RESPONSE));
      assertEquals("Windows-1252", seen.encoding());
      assertEquals(";", seen.delimiter());
      assertEquals(",", seen.decimal());
      assertEquals("\u00b5S", seen.columns().get(1).unit());
      assertTrue(seen.notices().toString().contains("taken for Windows-1252"));
      List<PulseTrain> trains = seen.orRefuse().trains();
      assertEquals(Polarity.UP, trains.get(0).polarity());
      assertEquals(2.35e-6, trains.get(0).siemens()[1]);
      assertEquals(Polarity.DOWN, trains.get(1).polarity());
      assertArrayEquals(new double[] {8.20e-6, 6.10e-6, 4.90e-6, 4.05e-6}, trains.get(1).siemens());
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void u03RaggedRepetitionsKeepTheirLengths() {
    String set =
        "rmp1,rmp2,rmp3\n1.60e-4,1.61e-4,1.62e-4\n1.66e-4,1.67e-4,1.66e-4\n1.72e-4,1.73e-4,\n"
            + "1.78e-4,,\n";
    String reset = "rmp1,rmp2\n1.78e-4,1.79e-4\n1.70e-4,1.72e-4\n1.63e-4,\n";
    String mapping =
        "polarity: %s\nread-voltage: 0.1 V\ncolumns: [{ column: rmp*, quantity: current, unit: A }]\n";
    List<PulseTrain> up = read(set, Kind.PULSE_RESPONSE, mapping.formatted("up")).trains();
    List<PulseTrain> down = read(reset, Kind.PULSE_RESPONSE, mapping.formatted("down")).trains();
    assertEquals(List.of(4, 3, 2), up.stream().map(PulseTrain::size).toList());
    assertEquals(List.of(3, 2), down.stream().map(PulseTrain::size).toList());
    assertEquals(1.60e-3, up.get(0).siemens()[0], 1e-18);
  }

  @Test
  void u04AnalyserFileWithAnAbortedSweep() {
    StringBuilder text = new StringBuilder("\r\n");
    text.append("SetupTitle, I/V sweep\r\n");
    for (int i = 0; i < 190; i++) {
      text.append("TestParameter, Channel.VName, V1, V2, ").append(i).append("\r\n");
    }
    text.append("MetaData, TestRecord.RecordTime, 09/22/2021 12:00:00\r\n");
    text.append("AnalysisSetup, Analysis.Setup.Vector.Graph.Title.String\r\n");
    text.append("Dimension1, 6, 6\r\nDataName, V1, I1\r\nDataValue, 0, 1.2E-12\r\n");
    text.append(
        "DataValue, 0.1, 1.0E-06\r\nDataValue, 0.2, 2.1E-06\r\nDataValue, 0.3, 3.3E-06\r\n");
    text.append("DataValue, 0.4, 199.999E+99\r\nDataValue, 0.5, 199.999E+99\r\n");
    Measurement all = read(text.toString(), Kind.IV, "");
    assertEquals(6, all.size());
    assertEquals(3, all.count(Status.OK));
    assertEquals(2, all.count(Status.OVERFLOW));
    assertEquals(1, all.count(Status.UNDEFINED));
    assertEquals(10.0e-6, all.siemens(1), 1e-18);
    assertEquals(10.5e-6, all.siemens(2), 1e-18);
    assertEquals(11.0e-6, all.siemens(3), 1e-18);
    assertTrue(Double.isNaN(all.siemens(0)), "nothing over nothing is no conductance");
    assertTrue(Double.isNaN(all.amperes(4)));
    assertEquals(197, all.line(0));
    assertTrue(all.notices().toString().contains("EasyEXPERT"));
  }

  private static final String U05 =
      "n,V,G_uS\n0,0,1.00\n1,1.2,2.35\n2,1.2,3.50\n3,1.2,4.45\n4,0,4.40\n5,-1.0,3.10\n6,-1.0,2.05\n"
          + "7,-1.0,1.20\n8,0,1.15\n9,1.2,2.50\n10,1.2,3.55\n11,1.2,4.60\n12,0,4.52\n"
          + "13,-1.0,3.15\n14,-1.0,2.00\n15,-1.0,1.15";

  @Test
  void u05AlternatingBlocksAreTrainsAndReads() {
    Measurement all = read(U05, Kind.PULSE_RESPONSE, "");
    long reads = IntStream.range(0, all.size()).filter(i -> all.polarity(i).isEmpty()).count();
    assertEquals(4, reads);
    assertEquals(12, all.size() - reads);
    List<PulseTrain> trains = all.trains();
    assertEquals(4, trains.size());
    assertEquals(
        List.of(Polarity.UP, Polarity.DOWN, Polarity.UP, Polarity.DOWN),
        trains.stream().map(PulseTrain::polarity).toList());
    assertEquals(List.of(1, 1, 2, 2), trains.stream().map(PulseTrain::cycle).toList());
    double[] starts = {1.00e-6, 4.40e-6, 1.15e-6, 4.52e-6};
    for (int i = 0; i < 4; i++) {
      assertArrayEquals(new double[] {0, 1, 2, 3}, trains.get(i).pulses());
      assertEquals(starts[i], trains.get(i).siemens()[0]);
    }
    assertEquals(1.2, all.volts(1));
    assertEquals(-1.0, all.volts(5));
  }

  @Test
  void u06FractionalPulsesAndMirroredDepression() {
    String text =
        "pulse\tG_LTP (S)\tG_LTD (S)\n0\t2.92308e-9\t2.9e-9\n0.857143\t6.07692e-9\t3.3e-9\n"
            + "1.71429\t8.76923e-9\t4.1e-9\n2.85714\t9.92308e-9\t5.4e-9\n3.71429\t1.13077e-8\t7.1e-9\n"
            + "4.28571\t1.24615e-8\t9.3e-9\n5.71429\t1.22308e-8\t1.22e-8\n";
    Measurement all = read(text, Kind.PULSE_RESPONSE, "");
    PulseTrain up = all.trains().get(0);
    assertEquals(6.53e-9, at(up, 1), 0.01e-9);
    assertEquals(9.06e-9, at(up, 2), 0.01e-9);
    assertEquals(1.015e-8, at(up, 3), 0.01e-8);
    PulseTrain down = all.trains().get(1);
    assertEquals(0, down.pulses()[0]);
    assertEquals(1.22e-8, down.siemens()[0]);
    assertEquals(2.9e-9, down.siemens()[6]);
    assertTrue(all.notices().toString().contains("turned round at pulse 5.71429"));
  }

  /** Linear between the readings. */
  private static double at(PulseTrain train, double pulse) {
    double[] x = train.pulses();
    int i = 1;
    while (x[i] < pulse) {
      i++;
    }
    double share = (pulse - x[i - 1]) / (x[i] - x[i - 1]);
    return train.siemens()[i - 1] + share * (train.siemens()[i] - train.siemens()[i - 1]);
  }

  @Test
  void u07MissingValuesKeepTheirPulses() {
    String text = "pulse,G\n0,1.0\n1,NaN\n2,\n3,--\n4,3.1\n5,3.6";
    Measurement all =
        read(
            text,
            Kind.PULSE_RESPONSE,
            """
            polarity: up
            columns:
              - { column: pulse, quantity: pulse }
              - { column: G, quantity: conductance, unit: uS }
            """);
    assertEquals(3, all.count(Status.MISSING));
    assertTrue(all.notices().contains("3 values are missing: lines 3, 4, 5"), "" + all.notices());
    PulseTrain train = all.trains().get(0);
    assertArrayEquals(new double[] {0, 4, 5}, train.pulses());
    assertArrayEquals(new double[] {1.0e-6, 3.1e-6, 3.6e-6}, train.siemens());
    assertTrue(
        refusal(text, Kind.PULSE_RESPONSE, "polarity: up")
            .contains("column 2 \"G\" (conductance) has no unit"));
  }

  @Test
  void u08AUnitThatTheNumbersContradictMustBeDeclared() {
    String text = "pulse,G (uS)\n0,2.5E-06\n1,3.1E-06\n2,3.9E-06\n";
    String refused = refusal(text, Kind.PULSE_RESPONSE, "polarity: up");
    assertTrue(refused.contains("the header says uS but values like 3.1E-6 look like S"), refused);
    String declared =
        """
        polarity: up
        columns:
          - { column: 1, quantity: pulse }
          - { column: 2, quantity: conductance, unit: S }
        """;
    assertEquals(2.5e-6, read(text, Kind.PULSE_RESPONSE, declared).siemens(0));
    String literally = declared.replace("unit: S", "unit: uS");
    assertEquals(2.5e-12, read(text, Kind.PULSE_RESPONSE, literally).siemens(0), 1e-27);
  }

  @Test
  void u08SiemensThatLookLikeMicrosiemensAreAskedAboutToo() {
    String text = "pulse,G (S)\n0,25\n1,31\n2,39\n";
    assertTrue(
        refusal(text, Kind.PULSE_RESPONSE, "polarity: up")
            .contains("the header says S but values like 31.0 look like uS"));
  }

  @Test
  void u09NoisyTrainIsReadAsItIs() {
    double[] noisy = {1.00, 1.31, 1.22, 1.64, 1.55, 1.93, 2.10, 2.02, 2.41, 2.36, 2.77, 2.90};
    String text =
        "G (uS)\n"
            + Arrays.stream(noisy).mapToObj(Double::toString).collect(Collectors.joining("\n"));
    PulseTrain train = read(text, Kind.PULSE_RESPONSE, "polarity: up").trains().get(0);
    assertEquals(12, train.size());
    double[] pulses = train.pulses();
    double[] g = train.siemens();
    double meanP = Arrays.stream(pulses).average().orElseThrow();
    double product = IntStream.range(0, 12).mapToDouble(i -> (pulses[i] - meanP) * g[i]).sum();
    double square = Arrays.stream(pulses).map(p -> (p - meanP) * (p - meanP)).sum();
    assertEquals(0.166e-6, product / square, 0.001e-6);
  }

  @Test
  void u10AbruptResetKeepsItsSteps() {
    String text =
        "pulse,LTP G (uS),LTD G (uS)\n0,1.00,8.23\n1,2.35,1.30\n2,3.50,1.12\n3,4.48,1.05\n4,5.31,1.02\n"
            + "5,6.01,1.00\n6,6.61,1.00\n7,7.12,\n8,7.55,\n9,7.92,\n10,8.23,\n";
    List<PulseTrain> trains =
        read(
                text,
                Kind.PULSE_RESPONSE,
                """
                columns:
                  - { column: 1, quantity: pulse }
                  - { column: 2..3, quantity: conductance, unit: uS }
                """)
            .trains();
    assertEquals(11, trains.get(0).size());
    assertEquals(7, trains.get(1).size());
    double[] down = trains.get(1).siemens();
    assertEquals(0.96, (down[0] - down[1]) / (down[0] - down[6]), 0.005);
  }

  @Test
  void u11OnePolarityIsOneTrainAndItsDirectionIsAsked() {
    String text =
        "pulse,G_uS\n"
            + IntStream.rangeClosed(0, 50)
                .mapToObj(n -> n + "," + (20 - 18 * Math.pow(0.9, n)))
                .collect(Collectors.joining("\n"));
    String refused = refusal(text, Kind.PULSE_RESPONSE, "");
    assertTrue(refused.contains("nothing says which way the pulses push"), refused);
    assertTrue(refused.contains("set polarity to up or down"), refused);
    List<PulseTrain> trains = read(text, Kind.PULSE_RESPONSE, "polarity: up").trains();
    assertEquals(1, trains.size());
    assertEquals(51, trains.get(0).size());
    assertEquals(3.8e-6, trains.get(0).siemens()[1], 1e-18);
  }

  @Test
  void u12ReadsOfFourStates() {
    String text =
        "G (uS)\n2.01\n1.99\n2.02\n4.03\n3.98\n4.01\n6.02\n5.97\n6.00\n8.01\n7.99\n8.02\n";
    Readings reads = read(text, Kind.READ_NOISE, "").readings().get(0);
    assertEquals(12, reads.size());
    assertFalse(reads.timed());
    assertEquals(8.02e-6, reads.siemens()[11]);
  }

  @Test
  void u13DevicesOfOneLogAreKeptApart() {
    StringBuilder text = new StringBuilder("dev,pulse,G_uS\n");
    for (int n = 0; n < 20; n++) {
      for (int device = 0; device < 16; device++) {
        double g = device == 3 ? 10 : device == 9 ? 0.1 : 1 + 0.4 * n;
        text.append(device).append(',').append(n).append(',').append(g).append('\n');
      }
    }
    List<PulseTrain> trains = read(text.toString(), Kind.PULSE_RESPONSE, "polarity: up").trains();
    assertEquals(16, trains.size());
    for (PulseTrain train : trains) {
      assertEquals(20, train.size());
      assertEquals(1, train.cycle());
    }
    assertEquals(10e-6, trains.get(3).siemens()[19]);
  }

  @Test
  void u14RepeatsOfStepsByDevice() {
    String text =
        "device,repeat,step (uS)\nA,1,.10\nA,2,.12\nA,3,.11\nB,1,.20\nB,2,.19\nB,3,.21\nC,1,.15\nC,2,.16\n"
            + "C,3,.14\nD,1,.05\nD,2,.06\nD,3,.04\n";
    Measurement all = read(text, Kind.PULSE_RESPONSE, "polarity: up");
    assertEquals(List.of("A", "B", "C", "D"), all.devices());
    double mean = IntStream.range(0, all.size()).mapToDouble(all::step).average().orElseThrow();
    assertEquals(0.1275e-6, mean, 1e-15);
    assertEquals(3, all.cycle(2));
  }

  @Test
  void u15DriftKeepsItsReferenceAtTimeZero() {
    String text = "t_s,G_uS\n0,25.0\n1,25.0\n10,22.281\n100,19.858\n1000,17.699\n10000,15.774";
    Readings drift = read(text, Kind.RETENTION, "").readings().get(0);
    assertArrayEquals(new double[] {0, 1, 10, 100, 1000, 10000}, drift.seconds());
    assertEquals(25.0e-6, drift.siemens()[0]);
    double slope = Math.log(drift.siemens()[5] / drift.siemens()[1]) / Math.log(1e4);
    assertEquals(-0.050, slope, 0.001);
  }
}
