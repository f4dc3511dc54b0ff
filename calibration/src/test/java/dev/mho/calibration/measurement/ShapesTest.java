package dev.mho.calibration.measurement;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.format.BadInputException;
import dev.mho.device.response.Polarity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Forms of instruments and spreadsheets, and every kind of bad file and bad mapping. */
class ShapesTest {
  @TempDir private Path directory;

  private Path file(byte[] bytes) {
    try {
      return Files.write(directory.resolve("m.csv"), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Inspection inspect(String text, Kind kind, String mapping) {
    return MeasurementFile.inspect(
        file(text.getBytes(StandardCharsets.UTF_8)),
        Optional.of(MappingFile.parse("mho: mapping/1\n" + mapping, "mapping")),
        Optional.of(kind));
  }

  private Measurement read(String text, Kind kind, String mapping) {
    return inspect(text, kind, mapping).orRefuse();
  }

  private String refusal(String text, Kind kind, String mapping) {
    return assertThrows(BadInputException.class, () -> read(text, kind, mapping))
        .getMessage()
        .replace(directory.toString() + "/", "");
  }

  // --- instruments ---------------------------------------------------------------------------

  @Test
  void semiconductorAnalyserWithALineOfUnitsAndPrefixes() {
    String text =
        "\"CHANNEL DEFINITION: sweep of 3rd device\"\n\"VAR1=\",0,\"to\",0.5,\"step\",0.1\n"
            + "\"NO.\",\"VCE\",\"IC\"\n\"\",\"V\",\"A\"\n1,0.1,1.0E-06\n2,0.2,\"2.1u\"\n3,0.3,3.3E-06\n";
    Inspection seen = inspect(text, Kind.IV, "");
    assertEquals(3, seen.header());
    assertEquals(4, seen.unitLine());
    assertEquals(5, seen.firstRow());
    Measurement all = seen.orRefuse();
    assertArrayEquals(new double[] {0.1, 0.2, 0.3}, all.sweeps().get(0).volts());
    assertEquals(2.1e-6, all.amperes(1));
    assertTrue(
        all.notices().contains("column 3 \"IC\" is taken as current by its unit"),
        all.notices().toString());
    assertTrue(all.notices().toString().contains("some cells carry a unit of their own"));
  }

  @Test
  void pulsesAndReadsOfManyDevicesInOneSession() {
    String text =
        "Session 12\nFri May 12 10:11:12 2017\n"
            + "Wordline, Bitline, Resistance, Amplitude (V), Pulse width (s), Tag, ReadTag, ReadVoltage\n"
            + "1, 1, 10000, 0, 0, S R8 V=0.5, R8, 0.5\n1, 1, 8000, 1.2, 1e-6, P, R8, 0.5\n"
            + "2, 1, 20000, 0, 0, S R8 V=0.5, R8, 0.5\n1, 1, 5000, 1.2, 1e-6, P, R8, 0.5\n"
            + "2, 1, 25000, -1.1, 1e-6, P_e, R8, 0.5\n";
    Measurement all = read(text, Kind.PULSE_RESPONSE, "");
    assertEquals(List.of("1/1", "2/1"), all.devices());
    List<PulseTrain> trains = all.trains();
    assertArrayEquals(new double[] {1e-4, 1.25e-4, 2e-4}, trains.get(0).siemens());
    assertArrayEquals(new double[] {0, 1, 2}, trains.get(0).pulses());
    assertEquals(Polarity.DOWN, trains.get(1).polarity());
    assertArrayEquals(new double[] {5e-5, 4e-5}, trains.get(1).siemens());
    assertEquals(1e-6, all.seconds(1));
  }

  @Test
  void statusLettersBeforeNumbersAndInTheirOwnColumn() {
    String text =
        "Time (s),Current (A),Status\r\n1.0,9.91E+37,V\r\n2.0,1.00E-06,N\r\n3.0,N1.10E-06,N\r\n"
            + "4.0,1.0E-3,C\r\n5.0,C 1.0E-3,N\r\n6.0,1.20E-06,T\r\n";
    Measurement all = read(text, Kind.READ_NOISE, "read-voltage: 0.5 V\n");
    assertEquals(
        List.of(
            Status.OVERFLOW,
            Status.OK,
            Status.OK,
            Status.COMPLIANCE,
            Status.COMPLIANCE,
            Status.COMPLIANCE),
        java.util.stream.IntStream.range(0, 6).mapToObj(all::status).toList());
    assertArrayEquals(new double[] {2e-6, 2.2e-6}, all.readings().get(0).siemens(), 1e-20);
  }

  @Test
  void severalSweepsOfOneAnalyserFileAreRepetitions() {
    String block =
        "SetupTitle, s\nDimension1, 2, 2\nDataName, V1, I1\nDataValue, 0.1, 1E-6\nDataValue, 0.2, 2E-6\n";
    List<Sweep> sweeps = read(block + block, Kind.IV, "").sweeps();
    assertEquals(2, sweeps.size());
    assertEquals(2, sweeps.get(1).cycle());
    assertEquals(2, sweeps.get(1).size());
  }

  @Test
  void declaredComplianceAndPlateausThatAreNone() {
    String text = "V (V),I (mA)\n0.1,1\n0.2,2\n0.3,3\n0.4,3\n0.5,3\n0.6,3\n";
    assertEquals(4, read(text, Kind.IV, "").count(Status.COMPLIANCE));
    assertEquals(0, read(text, Kind.IV, "compliance: none\n").count(Status.COMPLIANCE));
    assertEquals(5, read(text, Kind.IV, "compliance: 2 mA\n").count(Status.COMPLIANCE));
  }

  @Test
  void aDeviceThatConductsIsNotHeld() {
    StringBuilder text = new StringBuilder("V (V),I (uA)\n");
    for (int i = 0; i <= 4000; i++) {
      double volts = (i <= 2000 ? i : 4000 - i) / 2000.0;
      text.append(volts).append(',').append(20 * volts).append('\n');
    }
    assertEquals(0, read(text.toString(), Kind.IV, "").count(Status.COMPLIANCE));
  }

  // --- spreadsheets and scripts --------------------------------------------------------------

  @Test
  void datesAreSecondsSinceTheFirst() {
    String text =
        "Time,G_uS\n2017.05.12 23:59:50 UTC,25.0\n2017.05.13 00:00:00 UTC,24.5\n"
            + "2017.05.13 23:59:50 UTC,22.5\n";
    String mapping =
        """
        columns:
          - { column: Time, quantity: time, unit: date yyyy.MM.dd HH:mm:ss z }
          - { column: G_uS, quantity: conductance, unit: uS }
        """;
    Readings trace = read(text, Kind.RETENTION, mapping).readings().get(0);
    assertArrayEquals(new double[] {0, 10, 86_400}, trace.seconds());
    String wrong = text.replace("2017.05.13 00:00:00 UTC", "13.05.2017");
    assertEquals(
        "m.csv:3: column 1 \"Time\": found \"13.05.2017\"; allowed: date yyyy.MM.dd HH:mm:ss z",
        refusal(wrong, Kind.RETENTION, mapping));
  }

  @Test
  void isoDatesNeedNoPattern() {
    String text = "t,G (uS)\n2026-01-01T00:00:00Z,1\n2026-01-01T00:00:01.5Z,2\n";
    String mapping =
        "columns: [{ column: 1, quantity: time, unit: date }, { column: 2, quantity: conductance, unit: uS }]\n";
    assertEquals(1.5, read(text, Kind.RETENTION, mapping).at(1));
  }

  @Test
  void runsOfBlanksPartCellsAndQuotesKeepTheirs() {
    String text =
        "  device    pulse    G(uS)\n  \"cell 3, block 1\"   0   1.25\n  \"cell  4\"  0 2.5  \n";
    Measurement all = read(text, Kind.PULSE_RESPONSE, "polarity: up\n");
    assertEquals(List.of("cell 3, block 1", "cell  4"), all.devices());
    assertEquals(2.5e-6, all.siemens(1));
  }

  @Test
  void namesAmongBlanksThatDoNotStandOverTheirColumnsAreNotUsed() {
    String two = "  t (s)   G (uS)\n  0.0  1.25\n  0.1  1.27\n";
    assertEquals(1.27e-6, read(two, Kind.READ_NOISE, "").siemens(1));
    String three = two.replace("t (s)", "time passed (s)");
    assertTrue(
        refusal(three, Kind.READ_NOISE, "").contains("the 2 columns have no names"),
        refusal(three, Kind.READ_NOISE, ""));
  }

  @Test
  void blocksOfRepeatedCountsAreRepetitions() {
    String text = "# pulse   G(uS)\n  0   1.0\n  1   1.2\n\n  0   1.1\n  1   1.3\n";
    List<PulseTrain> trains = read(text, Kind.PULSE_RESPONSE, "polarity: up\n").trains();
    assertEquals(2, trains.size());
    assertEquals(2, trains.get(1).cycle());
    assertArrayEquals(new double[] {1.1e-6, 1.3e-6}, trains.get(1).siemens());
  }

  @Test
  void directionsInWords() {
    String text =
        "step,dir,G (uS)\n0,read,1.0\n1,SET,1.2\n2,set,1.4\n3,reset,1.1\n4,r,1.1\n5,LTP,1.3\n";
    String mapping =
        """
        columns:
          - { column: dir, quantity: polarity }
          - { column: 3, quantity: conductance, unit: uS }
        """;
    List<PulseTrain> trains = read(text, Kind.PULSE_RESPONSE, mapping).trains();
    assertEquals(3, trains.size());
    assertArrayEquals(new double[] {1.0e-6, 1.2e-6, 1.4e-6}, trains.get(0).siemens());
    assertArrayEquals(new double[] {1}, trains.get(1).pulses());
    assertEquals(2, trains.get(2).cycle());
    assertEquals(
        "m.csv:3: column 2 \"dir\": found \"sideways\"; allowed: up, down or read (and set, reset,"
            + " ltp, ltd, +, -)",
        refusal(text.replace("SET", "sideways"), Kind.PULSE_RESPONSE, mapping));
  }

  @Test
  void positiveVoltageCanBeTheWayDown() {
    String text = "V,G (uS)\n1.5,3\n1.5,2\n-1.2,2.5\n";
    List<PulseTrain> trains = read(text, Kind.PULSE_RESPONSE, "positive-voltage: down\n").trains();
    assertEquals(Polarity.DOWN, trains.get(0).polarity());
    assertEquals(Polarity.UP, trains.get(1).polarity());
  }

  @Test
  void pairsOfColumnsGoTogether() {
    String text = "t [ms],G1 [uS],t [ms],G2 [uS]\n0,1.0,0,2.0\n1,1.1,2,2.1\n2,1.2,,\n";
    List<Readings> traces = read(text, Kind.READ_NOISE, "").readings();
    assertEquals(2, traces.size());
    assertArrayEquals(new double[] {0, 1e-3, 2e-3}, traces.get(0).seconds());
    assertArrayEquals(new double[] {0, 2e-3}, traces.get(1).seconds());
  }

  @Test
  void arbitraryValuesGetAScaleOnlyFromTheUser() {
    String text = "G (a.u.)\n0\n0.5\n1\n";
    Measurement bare = read(text, Kind.PULSE_RESPONSE, "polarity: up\n");
    assertEquals(ValueUnit.ARBITRARY, bare.valueUnit());
    assertEquals(0.5, bare.siemens(1));
    Measurement scaled =
        read(text, Kind.PULSE_RESPONSE, "polarity: up\nscale: { zero: 10 uS, one: 30 uS }\n");
    assertEquals(ValueUnit.SIEMENS, scaled.valueUnit());
    assertEquals(20e-6, scaled.siemens(1), 1e-20);
  }

  @Test
  void zeroResistanceAndZeroReadVoltageAreUndefined() {
    assertEquals(1, read("R (ohm)\n0\n1000\n", Kind.READ_NOISE, "").count(Status.UNDEFINED));
    Measurement zero = read("I (uA),read voltage (V)\n1,0\n1,0.1\n", Kind.READ_NOISE, "");
    assertEquals(1, zero.count(Status.UNDEFINED));
    assertEquals(1e-5, zero.siemens(1), 1e-20);
  }

  @Test
  void inlKeepsItsGapsAndDnlCannot() {
    String text = "code,A [LSB]\n0,0\n1,0.5\n2,NaN\n3,-0.5\n";
    String mapping =
        "columns: [{ column: code, quantity: code }, { column: 2, quantity: %s, unit: LSB }]\n";
    Transitions inl = read(text, Kind.CONVERTER, mapping.formatted("inl")).transitions().get(0);
    assertArrayEquals(new int[] {1, 3}, inl.codes());
    assertArrayEquals(new double[] {1.5, 2.5}, inl.levels());
    assertTrue(
        refusal(text, Kind.CONVERTER, mapping.formatted("dnl"))
            .contains("line 4: DNL adds up only over all codes 0, 1, 2, … in order"));
  }

  @Test
  void aLongPreambleIsPassedWhereTheMappingSaysHowFarItGoes() {
    String text = "a setting, another\n".repeat(1500) + "V (V),I (uA)\n0.1,1\n0.2,2\n";
    assertTrue(refusal(text, Kind.IV, "").contains("no line of numbers was found"));
    Measurement all = read(text, Kind.IV, "header: 1501\n");
    assertEquals(2, all.size());
    assertEquals(1503, all.line(1));
  }

  @Test
  void rowsBehindWordsAreNotLost() {
    StringBuilder text = new StringBuilder("t (s),G (uS)\n");
    for (int i = 0; i < 100; i++) {
      text.append(i == 40 ? "stage moved,by hand\n" : i + "," + (1 + i) + "\n");
    }
    assertTrue(
        refusal(text.toString(), Kind.READ_NOISE, "")
            .startsWith("m.csv:42: column 1 \"t (s)\": found \"stage moved\""));
    assertEquals(99, read(text.toString(), Kind.READ_NOISE, "skip-lines: [42]\n").size());
  }

  @Test
  void scaledTargetsGoWithScaledValues() {
    String text = "target (a.u.),G (a.u.)\n0.5,0.4\n";
    String scale = "scale: { zero: 10 uS, one: 30 uS }\n";
    Programmed scaled = read(text, Kind.PROGRAMMING, scale).programmed().get(0);
    assertArrayEquals(new double[] {20e-6}, scaled.target(), 1e-18);
    assertArrayEquals(new double[] {18e-6}, scaled.reached(), 1e-18);
    assertTrue(
        refusal("target (uS),G (a.u.)\n0.5,0.4\n", Kind.PROGRAMMING, "")
            .contains("some values or targets are in a.u. and others are not"));
  }

  // --- encodings and dialects ----------------------------------------------------------------

  @ParameterizedTest
  @CsvSource({
    "UTF-8, ASCII or UTF-8",
    "UTF-16, UTF-16BE with byte order mark",
    "UTF-16LE, UTF-16LE",
    "UTF-16BE, UTF-16BE"
  })
  void encodingsGiveTheSame(String charset, String named) {
    String text = "pulse;G [\u00b5S]\n0;1,5\n1;2,5\n";
    Path file = file(text.getBytes(Charset.forName(charset)));
    Inspection seen =
        MeasurementFile.inspect(
            file,
            Optional.of(MappingFile.parse("mho: mapping/1\npolarity: up\n", "mapping")),
            Optional.of(Kind.PULSE_RESPONSE));
    assertTrue(named.contains(seen.encoding()), seen.encoding());
    assertEquals(1.5e-6, seen.orRefuse().siemens(0));
  }

  @Test
  void gzipIsUnpackedWhateverTheName() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write("G (uS)\n1\n2\n".getBytes(StandardCharsets.UTF_8));
    }
    byte[] bytes = packed.toByteArray();
    Measurement all = MeasurementFile.read(file(bytes), Optional.empty(), Kind.READ_NOISE);
    assertEquals(2, all.size());
    assertEquals(64, all.sha256().length());
    bytes[bytes.length - 6] ^= 1;
    String damaged =
        assertThrows(
                BadInputException.class,
                () -> MeasurementFile.read(file(bytes), Optional.empty(), Kind.READ_NOISE))
            .getMessage();
    assertTrue(damaged.contains("the gzip file is damaged"), damaged);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void anyLineEndCountsLines(String end) {
    String text = String.join(end, "# a", "", "G (uS)", "1", "", "x", "2");
    assertTrue(
        refusal(text, Kind.READ_NOISE, "")
            .startsWith("m.csv:6: column 1 \"G (uS)\": found \"x\"; allowed: a number, or add"));
    Measurement all = read(text, Kind.READ_NOISE, "missing: [x]\n");
    assertEquals(Status.MISSING, all.status(1));
    assertEquals(7, all.line(2));
  }

  @Test
  void commasThatMayBeEitherAreAskedAbout() {
    String whole = "1,2\n2,3\n3,5\n";
    String mapping = "polarity: up\ncolumns: [{ column: 1, quantity: conductance, unit: uS }]\n";
    assertTrue(
        refusal(whole, Kind.PULSE_RESPONSE, mapping)
            .contains("a comma may part two cells or be the decimal sign of one"));
    assertEquals(1e-6, read(whole, Kind.PULSE_RESPONSE, mapping + "delimiter: \",\"\n").siemens(0));
    assertEquals(
        1.2e-6,
        read(whole, Kind.PULSE_RESPONSE, mapping + "delimiter: none\ndecimal: \",\"\n").siemens(0));
    String groups = "pulse;G (nS)\n0;1,234\n1;2,345\n";
    assertTrue(
        refusal(groups, Kind.PULSE_RESPONSE, "polarity: up\n")
            .contains("every comma stands before three digits (1,234)"));
    assertEquals(
        1.234e-9, read(groups, Kind.PULSE_RESPONSE, "polarity: up\ndecimal: \",\"\n").siemens(0));
    assertEquals(
        1.234e-6,
        read(groups, Kind.PULSE_RESPONSE, "polarity: up\ndecimal: \".\"\nthousands: \",\"\n")
            .siemens(0),
        1e-21);
  }

  @Test
  void aTraceTakenForColumnsIsRefusedAtOnce() {
    String line = "1e-6,".repeat(20_000) + "1e-6\n";
    String mapping = "columns: [{ column: 2..20001, quantity: conductance, unit: S }]\n";
    assertEquals(
        "m.csv: found 20000 columns to use; allowed: at most 4096; where a line is one trace, a"
            + " mapping says layout: traces",
        refusal(line + line, Kind.READ_NOISE, mapping));
  }

  // --- bad files -----------------------------------------------------------------------------

  @Test
  void filesThatAreNoText() {
    assertBinary("PK\3\4rest", "a workbook or a zip archive");
    assertBinary("\u0093NUMPY", "a NumPy array");
    assertBinary("1,2\0\0\0,3", "it holds zero bytes");
    assertBinary("", "is empty");
    assertBinary("\u00ef\u00bb\u00bf", "is empty");
  }

  private void assertBinary(String latin, String part) {
    Path file = file(latin.getBytes(StandardCharsets.ISO_8859_1));
    String message =
        assertThrows(
                BadInputException.class,
                () -> MeasurementFile.read(file, Optional.empty(), Kind.IV))
            .getMessage();
    assertTrue(message.contains(part), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`only words\nand more\n`|no line of numbers was found; in a mapping file set first-row",
        "`G (uS),V\n1,2,3\n1,2\n`|m.csv:2: has 3 cells where the table has 2",
        "`G (uS)\n1\n\"2\n3\n`|a quote opens and does not close",
        "`G (uS),t (s)\n1,0\n2 nA,1\n`|no unit of conductance stands beside 2 nA",
      })
  void badRowsAreNamed(String text, String part) {
    String message = refusal(text, Kind.READ_NOISE, "");
    assertTrue(message.contains(part), message);
  }

  // --- bad mappings --------------------------------------------------------------------------

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "columns: [{ column: 9, quantity: pulse }]|columns[0].column: found column 9; allowed: 1 to 2",
        "columns: [{ column: Gee, quantity: pulse }]|unknown column \"Gee\"",
        "columns: [{ column: 0, quantity: pulse }]|found 0; allowed: a name, or a number from 1",
        "columns: [{ column: 1, quantity: puls }]|did you mean \"pulse\"",
        "columns: [{ column: 1, quantity: pulse, unit: s }]|found \"s\"; allowed: no unit",
        "columns: [{ column: 2, quantity: conductance, unit: V }]|allowed: S, mS, uS, nS, pS",
        "columns: [{ column: 2, quantity: level, unit: V }]|found level; allowed: what a measurement of pulse-response holds",
        "read-voltage: 0.1|allowed: a number and a unit: V, mV, uV",
        "read-voltage: 0.1 A|found \" A\"; allowed: V, mV, uV",
        "read-voltage: 0.1 V|read-voltage: cannot act: no current is read",
        "compliance: 1 mA|compliance: cannot act: there is no current",
        "positive-voltage: down|positive-voltage: cannot act: no voltage decides the direction",
        "first-pulse: 1|first-pulse: cannot act: the file numbers its pulses",
        "mirrored-at: 0|mirrored-at: found 0.0; allowed: a finite number > 0",
        "interval: -1 s|interval: found -1.0; allowed: a finite number > 0",
        "scale: { zero: 1 uS, one: 2 uS }|scale: cannot act, for no column is in a.u.",
        "scale: { zero: 1 uS, one: 1 uS }|one: found 1 uS; allowed: another conductance than zero",
        "ramps: { first: up, starting-read: true }|needs pulses (rows of each ramp) or turn-lines",
        "delimiter: ab|found \"ab\"; allowed: one character, tab, blank or none",
        "decimal: ;|decimal: found \";\"; allowed: \".\" or \",\"",
        "thousands: x|found \"x\"; allowed: none",
        "encoding: utf-99|encoding: found \"utf-99\"; allowed: a name such as utf-8",
        "header: -1|header: found -1; allowed: a whole number",
        "layout: traces|samples: go with layout: traces",
        "kind: iv|kind: found iv; allowed: pulse-response",
        "columns: [{ column: 1, quantity: pulse, device: A }]|what holds for values cannot act on pulse",
        "columns: [{ column: 2, quantity: conductance, unit: uS, compliance: 1 mA }]|columns[0].compliance: what holds for values cannot act on conductance",
        "columns: [{ column: 1, quantity: pulse }, { column: pulse, quantity: pulse }]|column 1 \"pulse\" again",
        "ramps: { pulses: 1, first: up, starting-read: false }|polarity: cannot act: ramps decide it",
        "polarty: up|did you mean \"polarity\"",
      })
  void badKeysAreNamed(String keys, String part) {
    String up = keys.startsWith("polar") || keys.startsWith("positive") ? "" : "polarity: up\n";
    String text = "pulse,G (uS)\n0,1.0\n1,1.5\n";
    String message =
        assertThrows(
                BadInputException.class, () -> read(text, Kind.PULSE_RESPONSE, up + keys + "\n"))
            .getMessage();
    assertTrue(message.contains(part), message);
  }

  @Test
  void aMappingSurvivesItsFile() {
    String keys =
        """
        mho: mapping/1
        kind: pulse-response
        delimiter: ;
        decimal: ","
        header: 3
        columns:
          - { column: 1, quantity: pulse }
          - { column: "G [µS]", quantity: conductance, unit: µS, polarity: up, target: 5 uS }
        missing: [x]
        read-voltage: 0.1 V
        mirrored-at: 50
        """;
    Mapping mapping = MappingFile.parse(keys, "mapping");
    assertEquals(mapping, MappingFile.parse(MappingFile.print(mapping), "printed"));
  }
}
