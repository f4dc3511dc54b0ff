package dev.mho.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.DeviceFile;
import dev.mho.device.DeviceModel;
import dev.mho.device.Presets;
import dev.mho.device.response.Polarity;
import dev.mho.device.response.TabulatedStep;
import dev.mho.experiments.CommandLineRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code mho device …}. */
class DeviceCommandTest {
  private static final String UP =
      """
      Changes by a pulse up
      1e-5 2e-5 3e-5
      0 0.5 1
      1e-7 1e-7 1e-7
      3e-7 2e-7 1e-7
      5e-7 3e-7 1e-7
      """;

  private static final String DOWN =
      """
      Changes by a pulse down
      1e-5,2e-5,3e-5
      0,0.5,1
      -1e-7,-3e-7,-5e-7
      -1e-7,-2e-7,-3e-7
      -1e-7,-1e-7,-1e-7
      """;

  @TempDir private Path directory;

  // --- list ----------------------------------------------------------------------------------

  @Test
  void everyPresetIsListedOnceUnderItsKind() {
    CommandLineRun run = CommandLineRun.of("device", "list");
    assertEquals(0, run.exit(), run.err());
    String kind = "";
    int listed = 0;
    for (String line : run.out().lines().skip(1).toList()) {
      if (line.startsWith("  ")) {
        assertEquals(kind, Presets.get(line.strip().split(" ")[0]).kind(), line);
        listed++;
      } else if (!line.isEmpty()) {
        kind = line.replaceFirst(" \\(\\d+\\)$", "");
      }
    }
    assertEquals(Presets.names().size(), listed);
  }

  @Test
  void aRowSaysWhatIsKnown() {
    String gong = row("reram-gong-2018");
    assertEquals(
        "reram-gong-2018 | 10 .. 30 | exponential-step | device+pulse | write | - | - | HfO2",
        gong);
    assertEquals(
        "pcm-nandakumar-2019 | 0 .. 25 | - | - | program+read | power-law | - | GeSbTe",
        row("pcm-nandakumar-2019"));
  }

  private static String row(String name) {
    return CommandLineRun.of("device", "list")
        .out()
        .lines()
        .filter(line -> line.startsWith("  " + name + " "))
        .findFirst()
        .orElseThrow()
        .strip()
        .replaceAll(" {2,}", " | ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PCM", "pcm"})
  void oneKindCanBeAskedFor(String kind) {
    CommandLineRun run = CommandLineRun.of("device", "list", "--technology", kind);
    assertEquals(0, run.exit(), run.err());
    List<String> kinds = run.out().lines().filter(l -> l.matches("\\S.*\\(\\d+\\)")).toList();
    assertEquals(1, kinds.size());
    assertTrue(kinds.get(0).startsWith("PCM ("), kinds.get(0));
  }

  @Test
  void anUnknownKindIsRefusedWithTheNearest() {
    CommandLineRun run = CommandLineRun.of("device", "list", "--technology", "reramm");
    assertEquals(2, run.exit());
    assertEquals("", run.out());
    assertTrue(
        run.err()
            .startsWith(
                "mho: --technology: unknown kind of technology \"reramm\", did you mean"
                    + " \"ReRAM\"?"),
        run.err());
  }

  // --- show ----------------------------------------------------------------------------------

  @Test
  void aPictureIsDrawn() throws IOException {
    Path png = directory.resolve("new/woo.png");
    CommandLineRun run = CommandLineRun.of("device", "show", "reram-woo-2016", "--plot", png + "");
    assertEquals(0, run.exit(), run.err());
    assertEquals(png + System.lineSeparator(), run.out());
    assertEquals(1540, ImageIO.read(png.toFile()).getWidth());
  }

  @Test
  void aPictureMayBeSvgAndTheDeviceAFile() throws IOException {
    Path device = directory.resolve("mine.device.json");
    Files.writeString(device, CommandLineRun.of("device", "show", "reram-milo-2021").out());
    Path svg = directory.resolve("milo.svg");
    CommandLineRun run = CommandLineRun.of("device", "show", device + "", "--plot", svg + "");
    assertEquals(0, run.exit(), run.err());
    assertTrue(Files.readString(svg).contains("reram-milo-2021: ReRAM, HfO2"));
  }

  @Test
  void otherPicturesAreRefused() {
    CommandLineRun run = CommandLineRun.of("device", "show", "reram-woo-2016", "--plot", "woo.pdf");
    assertEquals(2, run.exit());
    assertEquals(
        "mho: --plot: found woo.pdf; allowed: a name that ends in .png or .svg"
            + System.lineSeparator(),
        run.err());
  }

  // --- program -------------------------------------------------------------------------------

  @Test
  void aMatrixIsProgrammed() throws IOException {
    Path targets = write("targets.csv", "1.5e-5, 2e-5\n2.5e-5, 5e-5\n");
    Path out = directory.resolve("reached.csv");
    CommandLineRun run = program("reram-woo-2016", targets, out, "--seed", "3");
    assertEquals(0, run.exit(), run.err());
    List<String> rows = Files.readAllLines(out);
    assertEquals(
        "row,col,target_siemens,reached_siemens,error_siemens,pulses,outcome", rows.get(0));
    assertEquals(5, rows.size());
    double range = 5.9172e-5 - 1.3357e-5;
    long verified = 0;
    long pulses = 0;
    double largest = 0;
    for (String row : rows.subList(1, 5)) {
      String[] cells = row.split(",");
      double error = Double.parseDouble(cells[4]);
      assertEquals(Double.parseDouble(cells[3]) - Double.parseDouble(cells[2]), error, 1e-18);
      if (cells[6].equals("verified")) {
        verified++;
        assertTrue(Math.abs(error) <= 0.01 * range * (1 + 1e-5), row);
      }
      pulses += Long.parseLong(cells[5]);
      largest = Math.max(largest, Math.abs(error));
    }
    assertTrue(rows.get(3).startsWith("1,0,2.5E-5,"), rows.get(3));
    List<String> told = run.out().lines().toList();
    assertEquals("reram-woo-2016, 13.4 .. 59.2 µS: 2 x 2 devices, seed 3", told.get(0));
    assertEquals("tolerance      0.458 µS, at most 200 pulses, 1 read a verify", told.get(1));
    assertTrue(told.get(2).startsWith("verified       " + verified + " of 4; "), told.get(2));
    assertTrue(told.get(3).startsWith("error          mean "), told.get(3));
    assertTrue(run.out().contains(String.format(Locale.ROOT, "total %d", pulses)), run.out());
    assertTrue(run.out().contains("read 5.00e-09 s, pulse 0.000100 s)"), run.out());
    assertTrue(largest > 0);
  }

  @Test
  void threadsDoNotChangeAByte() throws IOException {
    StringBuilder table = new StringBuilder();
    for (int i = 0; i < 700; i++) {
      table.append(1.2e-5 + i * 2e-8).append(",2e-5\n");
    }
    Path targets = write("targets.csv", table.toString());
    Path one = directory.resolve("one.csv");
    Path four = directory.resolve("four.csv");
    CommandLineRun first = program("reram-gong-2018", targets, one, "--threads", "1");
    CommandLineRun second = program("reram-gong-2018", targets, four, "--threads", "4");
    assertEquals(0, first.exit(), first.err());
    assertEquals(Files.readString(one), Files.readString(four));
    assertEquals(first.out().replace("one.csv", ""), second.out().replace("four.csv", ""));
    program("reram-gong-2018", targets, four, "--seed", "2");
    assertFalse(Files.readString(one).equals(Files.readString(four)));
  }

  @Test
  void unknownDurationsAreSaid() throws IOException {
    Path targets = write("targets.csv", "2e-5\n");
    CommandLineRun run = program("reram-gong-2018", targets, directory.resolve("r.csv"));
    assertTrue(run.out().contains("of which the device file says nothing"), run.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          20,25     |                    | targets.csv: found no target within reach of the device; allowed: siemens, from 1.000e-05 to 3.000e-05 S (a microsiemens is written 1e-6)
          2e-5,-1e-5 |                   | targets.csv: row 1, column 2: found -1.0E-5 S; allowed: a conductance, not below 0
          2e-5,x    |                    | targets.csv:1: number 2: found "x"; allowed: a number
          2e-5      | --tolerance=0      | tolerance: found 0.0; allowed: above 0 and at most 1
          2e-5      | --max-pulses=0     | most_pulses: found 0; allowed: a whole number from 1 to 1000000
          2e-5      | --reads=0          | reads: found 0; allowed: a whole number from 1 to 1000000
          2e-5      | --threads=0        | threads: found 0; allowed: a whole number from 1 to 1024
          """)
  void targetsThatCannotBeAreRefused(String text, String option, String message)
      throws IOException {
    Path targets = write("targets.csv", text + "\n");
    Path out = directory.resolve("out.csv");
    CommandLineRun run =
        option == null
            ? program("reram-gong-2018", targets, out)
            : program("reram-gong-2018", targets, out, option);
    assertEquals(2, run.exit(), run.err());
    assertTrue(run.err().contains(message), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
    assertFalse(Files.exists(out));
  }

  @Test
  void aDeviceWithoutPulsesCannotBeProgrammed() throws IOException {
    Path targets = write("targets.csv", "2e-5\n");
    CommandLineRun run = program("pcm-nandakumar-2019", targets, directory.resolve("out.csv"));
    assertEquals(2, run.exit());
    assertEquals(
        "mho: device pcm-nandakumar-2019 has no pulse response: pulses cannot program it"
            + System.lineSeparator(),
        run.err());
  }

  private static CommandLineRun program(String device, Path targets, Path out, String... options) {
    String[] fixed = {"device", "program", device, "--targets", targets + "", "--out", out + ""};
    String[] all = Arrays.copyOf(fixed, fixed.length + options.length);
    System.arraycopy(options, 0, all, fixed.length, options.length);
    return CommandLineRun.of(all);
  }

  // --- from-table ----------------------------------------------------------------------------

  @Test
  void tablesBecomeADevice() throws Exception {
    Path out = directory.resolve("t.device.json");
    CommandLineRun run = fromTable(UP, DOWN, out, "1e-5", "3e-5");
    assertEquals(0, run.exit(), run.err());
    assertEquals(out + System.lineSeparator(), run.out());
    DeviceModel device = DeviceFile.read(out);
    TabulatedStep response = (TabulatedStep) device.response().orElseThrow();
    assertEquals(0.01, response.nominalStep(Polarity.UP), 1e-12);
    assertEquals(0.01, response.nominalStep(Polarity.DOWN), 1e-12);
    assertEquals(0.025, response.up().quantile(0, 1), 1e-12);
    assertEquals(0.025, response.down().orElseThrow().quantile(1, 1), 1e-12);
    assertEquals("ReRAM", device.kind());
    assertEquals("up.txt, down.txt", device.provenance().source());
    assertEquals(sha256(UP) + " " + sha256(DOWN), device.provenance().fileSha256().orElseThrow());
    assertTrue(device.provenance().note().orElseThrow().contains("nothing fitted"));
    assertTrue(device.provenance().fittedOn().isEmpty());
    CommandLineRun plot =
        CommandLineRun.of("device", "show", out + "", "--plot", directory.resolve("t.png") + "");
    assertEquals(0, plot.exit(), plot.err());
  }

  @Test
  void whatTheTablesLeaveOutIsSaid() throws IOException {
    String against =
        UP.replace("3e-7 2e-7 1e-7", "-1e-7 2e-7 1e-7")
            .replace("1e-7 1e-7 1e-7", "-9e-7 1e-7 1e-7");
    CommandLineRun run =
        fromTable(against, DOWN, directory.resolve("t.device.json"), "5e-6", "3e-5");
    assertEquals(0, run.exit(), run.err());
    assertTrue(
        run.out()
            .contains(
                "up.txt: its conductances, 1.000e-05 to 3.000e-05 S, do not fill the range; beyond them"
                    + " the nearest column acts"),
        run.out());
    assertTrue(run.out().contains("up.txt: at 1 of its conductances the mean change"), run.out());
  }

  @Test
  void aTableOutsideTheRangeIsRefused() throws IOException {
    CommandLineRun run = fromTable(UP, DOWN, directory.resolve("t.device.json"), "1e-3", "3e-3");
    assertEquals(2, run.exit());
    assertTrue(
        run.err()
            .endsWith(
                "up.txt: found its conductances, 1.000e-05 to 3.000e-05 S; allowed: some of"
                    + " 0.001000 to 0.003000 S"
                    + System.lineSeparator()),
        run.err());
  }

  @Test
  void anOlderFileIsKept() throws IOException {
    Path out = write("t.device.json", "mine");
    CommandLineRun run = fromTable(UP, DOWN, out, "1e-5", "3e-5");
    assertEquals(2, run.exit());
    assertEquals(
        "mho: " + out + ": exists; give --overwrite to replace it" + System.lineSeparator(),
        run.err());
    assertEquals("mine", Files.readString(out));
    assertEquals(0, fromTable(UP, DOWN, out, "1e-5", "3e-5", "--overwrite").exit());
  }

  @Test
  void theFileIsNamedAsDeviceFilesAre() throws IOException {
    CommandLineRun run = fromTable(UP, DOWN, directory.resolve("t.txt"), "1e-5", "3e-5");
    assertEquals(2, run.exit());
    assertTrue(
        run.err().endsWith("t.txt; allowed: a name that ends in .json" + System.lineSeparator()),
        run.err());
  }

  @Test
  void aMissingTableIsNamed() {
    CommandLineRun run =
        CommandLineRun.of(
            "device",
            "from-table",
            "no.txt",
            "no.txt",
            "--name",
            "x",
            "--min-siemens",
            "1e-5",
            "--max-siemens",
            "3e-5",
            "--out",
            directory.resolve("x.json") + "");
    assertEquals(2, run.exit());
    assertEquals("mho: no.txt: no such file" + System.lineSeparator(), run.err());
  }

  private CommandLineRun fromTable(
      String up, String down, Path out, String min, String max, String... options)
      throws IOException {
    String[] fixed = {
      "device",
      "from-table",
      write("up.txt", up) + "",
      write("down.txt", down) + "",
      "--name",
      "tabulated",
      "--technology",
      "ReRAM, TaOx",
      "--min-siemens",
      min,
      "--max-siemens",
      max,
      "--out",
      out + ""
    };
    String[] all = Arrays.copyOf(fixed, fixed.length + options.length);
    System.arraycopy(options, 0, all, fixed.length, options.length);
    return CommandLineRun.of(all);
  }

  private static String sha256(String text) throws NoSuchAlgorithmException {
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }
}
