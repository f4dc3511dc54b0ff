package dev.mho.experiments.measurement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.mho.calibration.measurement.Inspection;
import dev.mho.calibration.measurement.Kind;
import dev.mho.calibration.measurement.Mapping;
import dev.mho.calibration.measurement.MappingDraft;
import dev.mho.calibration.measurement.MappingFile;
import dev.mho.calibration.measurement.Measurement;
import dev.mho.calibration.measurement.MeasurementFile;
import dev.mho.device.DeviceFile;
import dev.mho.device.format.BadInputException;
import dev.mho.experiments.CommandLineRun;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files of every shape, damaged at random: what comes of each is a measurement without NaN among
 * its usable values and a calibration without NaN among its numbers, or one line that names the
 * file; never a trace, never a hang. {@code -Dmho.fuzzed=10000} damages more of them.
 */
class FuzzedFilesTest {
  private static final int FILES = Integer.getInteger("mho.fuzzed", 300);

  /** Seconds; a file takes milliseconds, and the first one the time to load classes. */
  private static final long HANGS = 60;

  @TempDir private Path directory;

  /** A sound file to damage. */
  record Sound(Kind kind, String mapping, String text) {}

  static final List<Sound> SOUND =
      List.of(
          new Sound(
              Kind.PULSE_RESPONSE,
              "",
              "Ger\u00e4t;WriteVH [V];PulseNum;Leitwert [\u00b5S]\r\nD03;1,8;0;10,196\r\nD03;1,8;1;13,234\r\n"
                  + "D03;1,8;2;NaN\r\nD03;1,8;3;9,91E+37\r\nD03;-2,1;0;40,245\r\nD03;-2,1;1;35,433\r\n"),
          new Sound(
              Kind.PULSE_RESPONSE,
              "columns:\n  - { column: 1, quantity: conductance, unit: a.u., polarity: up }\n"
                  + "  - { column: 2, quantity: conductance, unit: a.u., polarity: down }\n",
              "\uFEFF-0.8,0.7\r\n-0.7,0.6\r\n-0.6,0.5\r\n-0.5,0.4\r\n"),
          new Sound(
              Kind.PULSE_RESPONSE,
              "polarity: up\nread-voltage: 0.1 V\n"
                  + "columns: [{ column: rmp*, quantity: current, unit: A }]\n",
              "rmp1,rmp2,rmp3\n1.60e-4,1.61e-4,1.62e-4\n1.66e-4,1.67e-4,1.66e-4\n1.72e-4,1.73e-4,\n"
                  + "1.78e-4,,\n"),
          new Sound(
              Kind.PULSE_RESPONSE,
              "ramps: { pulses: 2, first: up, starting-read: true }\nread-voltage: 0.1 V\n",
              "time_s,current_nA\n0,500\n0.5,591\n1,697\n1.5,640\n2,520\n"),
          new Sound(
              Kind.PULSE_RESPONSE,
              "polarity: down\nmirrored-at: 50\n",
              "# LTD, digitised\npulse\tconductance (S)\n0.9243\t1.0E-09\n8.1\t1.1E-09\n21.3\t1.7E-09\n"
                  + "48.2\t7.1E-09\n"),
          new Sound(
              Kind.RETENTION,
              "columns:\n  - { column: cell, quantity: device }\n"
                  + "  - { column: t, quantity: time, unit-column: unit }\n"
                  + "  - { column: R_ohm, quantity: resistance, unit: ohm }\n",
              "cell\tt\tunit\tR_ohm\n1\t1\td\t56023.4\n11\t10\tmin\t148857\n7\t60\ts\t149343\n"),
          new Sound(
              Kind.READ_NOISE,
              "layout: traces\ninterval: 2.5 ms\ncolumns: [{ column: 1, quantity: device }]\n"
                  + "samples: { from: 3, quantity: conductance, unit: S }\n",
              IntStream.range(0, 3)
                  .mapToObj(
                      level ->
                          level
                              + "\t0\t"
                              + IntStream.range(0, 60)
                                  .mapToObj(i -> (level + 1) + "." + i + "e-06")
                                  .collect(Collectors.joining("\t")))
                  .collect(Collectors.joining("\n"))),
          new Sound(
              Kind.PROGRAMMING,
              "",
              "Target_5uS,Target_10uS\n5.383,9.912\n4.380,10.325\n5.076,10.972\n4.497,\n"),
          new Sound(
              Kind.CONVERTER,
              "",
              "code_from,code_to,V_transition\n0,1,0.06277\n1,2,0.14451\n2,3,0.20442\n3,4,0.20442\n"),
          new Sound(
              Kind.IV,
              "",
              "SetupTitle, I/V\nTestParameter, V1, 2\nDimension1, 6, 6\nDataName, V1, I1\n"
                  + "DataValue, 0, 1.2E-12\nDataValue, 0.1, 1.0E-06\nDataValue, 0.4, 199.999E+99\n"),
          new Sound(
              Kind.IV,
              "",
              "\"NO.\",\"VCE\",\"IC\"\n\"\",\"V\",\"A\"\n1,0.1,\"1.2E-6\"\n2,0.2,2.3E-6\n3,0.3,C 3.4E-6\n"),
          new Sound(
              Kind.READ_NOISE,
              "",
              "  t (s)   G (uS)\n  0.0     1.25\n  0.1     1.27uS\n  0.2   --\n"),
          new Sound(Kind.PULSE_RESPONSE, "", log()),
          new Sound(
              Kind.RETENTION,
              "columns:\n  - { column: cell, quantity: device }\n"
                  + "  - { column: T, quantity: temperature, unit: C }\n"
                  + "  - { column: t_s, quantity: time }\n"
                  + "  - { column: G_uS, quantity: conductance }\n",
              bakes()),
          new Sound(Kind.PROGRAMMING, "", writes()),
          new Sound(Kind.CONVERTER, "", transitions()),
          new Sound(Kind.IV, "", sweep()),
          new Sound(Kind.READ_NOISE, "", reads()),
          new Sound(
              Kind.PULSE_RESPONSE,
              "polarity: up\n",
              "device,repeat,step (uS)\nA,1,.10\nA,2,.12\nB,1,.20\nB,2,.19\nC,1,.15\nC,2,.16\n"));

  private static String log() {
    StringBuilder text = new StringBuilder("dev,cycle,V,pulse,G_uS\n");
    for (int train = 0; train < 8; train++) {
      boolean up = train % 2 == 0;
      for (int p = 0; p < 15; p++) {
        double left = Math.pow(0.85, p);
        double g = (up ? 40 - 30 * left : 10 + 30 * left) + 0.1 * Math.sin(7 * p + train);
        text.append(
            String.format(Locale.ROOT, "D%d,1,%s,%d,%.3f%n", train / 2, up ? "1.2" : "-1.0", p, g));
      }
    }
    return text.toString();
  }

  private static String bakes() {
    StringBuilder text = new StringBuilder("cell,T,t_s,G_uS\n");
    for (int cell = 0; cell < 6; cell++) {
      text.append(
          String.format(Locale.ROOT, "c%d,%d,0,%d%n", cell, 25 + 30 * (cell / 3), 20 + cell));
      for (int decade = 0; decade < 5; decade++) {
        double g = (20 + cell) * Math.pow(10, -0.05 * (decade + 2 * (cell / 3)));
        text.append(
            String.format(
                Locale.ROOT,
                "c%d,%d,%.0f,%.3f%n",
                cell,
                25 + 30 * (cell / 3),
                Math.pow(10, decade),
                g));
      }
    }
    return text.toString();
  }

  private static String writes() {
    StringBuilder text = new StringBuilder("Target_5uS,Target_10uS,Target_20uS\n");
    for (int i = 0; i < 12; i++) {
      double off = 0.5 * Math.sin(5 * i);
      text.append(String.format(Locale.ROOT, "%.3f,%.3f,%.3f%n", 5 + off, 10 - off, 20 + off / 2));
    }
    return text.toString();
  }

  private static String transitions() {
    StringBuilder text = new StringBuilder("code_from,code_to,V_transition\n");
    for (int k = 1; k < 16; k++) {
      text.append(
          String.format(Locale.ROOT, "%d,%d,%.5f%n", k - 1, k, (k + 0.2 * Math.sin(3 * k)) / 16));
    }
    return text.toString();
  }

  private static String sweep() {
    StringBuilder text = new StringBuilder("V (V),I (uA)\n");
    for (int i = 0; i <= 24; i++) {
      double v = 0.02 * i;
      text.append(
          String.format(Locale.ROOT, "%.2f,%.4f%n", v, Math.min(8, 20 * v + 30 * v * v * v)));
    }
    return text.toString();
  }

  private static String reads() {
    StringBuilder text = new StringBuilder("device,t_s,G_uS\n");
    for (int i = 0; i < 60; i++) {
      double jump = i / 7 % 2;
      text.append(
          String.format(Locale.ROOT, "s,%.1f,%.4f%n", 0.1 * i, 5 + jump + 0.01 * Math.sin(9 * i)));
    }
    return text.toString();
  }

  private static final String[] SCRAPS = {
    ",",
    ";",
    "\t",
    "\"",
    "\"\"",
    "\r",
    "\n",
    "\r\n",
    "\0",
    "NaN",
    "1e999",
    "1e308",
    "-1e300",
    "1E+29",
    "4e-320",
    "0",
    "-1e-999",
    "9.9E37",
    "--",
    "#",
    "\uFEFF",
    "\u00b5",
    "\uD83D",
    "\u2212",
    "1,5",
    "1.234,5",
    "1e",
    "+",
    "-",
    "e5",
    "0x1p3",
    "1d",
    "Infinity",
    "'",
    "=1+1",
    " ",
    "\u00a0",
    "DataValue",
    "DataName",
    "% ",
    "S",
    "2147483648",
    "-1",
    "1e400",
    "99999999999999999999",
    ",,,,,,,,,,,,,,,",
    "\u0007",
    "{",
    "%s",
    "$",
    "\\"
  };

  @Test
  @Timeout(value = 90, unit = TimeUnit.MINUTES)
  void damagedFilesAreReadOrRefusedInOneLine() throws IOException {
    SplittableRandom random = new SplittableRandom(20_261_125);
    int read = 0;
    int calibrated = 0;
    long slowest = 0;
    for (int i = 0; i < FILES; i++) {
      Sound sound = SOUND.get(random.nextInt(SOUND.size()));
      Path file = directory.resolve("f.csv");
      Files.write(file, damaged(sound.text(), random));
      Kind other = Kind.values()[random.nextInt(Kind.values().length)];
      Kind kind = random.nextInt(8) == 0 ? other : sound.kind();
      Optional<String> mapping =
          random.nextInt(6) == 0
              ? Optional.empty()
              : Optional.of("mho: mapping/1\n" + sound.mapping());
      read += readOrRefused(file, mapping, kind, "file " + i) ? 1 : 0;
      long start = System.nanoTime();
      calibrated += calibratedOrRefused(file, mapping, kind, "file " + i) ? 1 : 0;
      slowest = Math.max(slowest, System.nanoTime() - start);
    }
    System.out.printf(
        Locale.ROOT,
        "%d damaged files: %d read, %d calibrated, the slowest in %d ms%n",
        FILES,
        read,
        calibrated,
        TimeUnit.NANOSECONDS.toMillis(slowest));
    assertTrue(TimeUnit.NANOSECONDS.toSeconds(slowest) < HANGS, "a file took " + slowest + " ns");
    assertTrue(
        calibrated > FILES / 50,
        "only " + calibrated + " were fitted: damage hides what is behind");
    assertTrue(read < 2 * FILES / 3, read + " were read: there is hardly any damage");
  }

  private static boolean readOrRefused(Path file, Optional<String> keys, Kind kind, String which) {
    try {
      Optional<Mapping> mapping = keys.map(text -> MappingFile.parse(text, "mapping"));
      draft(file, mapping);
      sound(MeasurementFile.read(file, mapping, kind));
      return true;
    } catch (BadInputException e) {
      refusedInOneLine(e.getMessage());
      return false;
    } catch (RuntimeException | Error e) {
      return fail(which + ", " + kind, e);
    }
  }

  private static void refusedInOneLine(String message) {
    assertEquals(1, message.lines().count(), message);
    assertTrue(message.contains("f.csv"), "names no file: " + message);
    assertTrue(message.length() < 2000, message);
  }

  /** From the command line: reading, fitting, the device file and the page. */
  private boolean calibratedOrRefused(Path file, Optional<String> mapping, Kind kind, String which)
      throws IOException {
    List<String> words =
        new ArrayList<>(List.of("calibrate", file.toString(), "--kind", kind.spelling()));
    if (mapping.isPresent()) {
      Path said = Files.writeString(directory.resolve("f.yaml"), mapping.get());
      words.addAll(List.of("--mapping", said.toString()));
    }
    words.addAll(List.of("--report", directory.resolve("page").toString()));
    CommandLineRun run = run(words, which);
    which += ", " + kind + ": " + run.err() + run.out();
    assertTrue(run.exit() == 0 || run.exit() == 2, which);
    if (run.exit() == 2) {
      refusedInOneLine(run.err());
      return false;
    }
    run.out()
        .lines()
        .filter(line -> line.matches("  [a-z]+[.][^ ]+ .*"))
        .forEach(line -> assertFalse(line.matches(".*(NaN|Infinity).*"), line));
    String page =
        Files.readString(directory.resolve("page/calibration-" + kind.spelling() + ".html"));
    assertFalse(page.matches("(?s).*=\"[^\"]*(NaN|Infinity).*"), which);
    if (kind != Kind.IV && kind != Kind.CONVERTER) {
      becomesADevice(words, which);
    }
    return true;
  }

  private static CommandLineRun run(List<String> words, String which) {
    try {
      return CommandLineRun.of(words.toArray(String[]::new));
    } catch (Error e) {
      return fail(which + ": " + e, e);
    }
  }

  /** What was fitted is a device that can be read again, or is refused in one line. */
  private void becomesADevice(List<String> words, String which) throws IOException {
    Path into = directory.resolve("f.device.json");
    List<String> more = new ArrayList<>(words);
    more.addAll(List.of("--into", into.toString(), "--technology", "fuzzed"));
    CommandLineRun run = run(more, which);
    if (run.exit() == 0) {
      DeviceFile.read(into);
      Files.delete(into);
    } else {
      assertEquals(2, run.exit(), which + run.err());
      assertEquals(1, run.err().lines().count(), which + run.err());
    }
  }

  /** A draft of a mapping is a mapping, save where it asks. */
  private static void draft(Path file, Optional<Mapping> mapping) {
    Inspection seen = MeasurementFile.inspect(file, mapping, Optional.empty());
    String draft = MappingDraft.of(seen, mapping.orElse(Mapping.none()));
    try {
      MappingFile.parse(draft, "draft of f.csv");
    } catch (BadInputException e) {
      assertTrue(e.getMessage().contains("\"?\""), e.getMessage() + " in\n" + draft);
    }
  }

  /** No usable value is NaN, whatever it is looked at through. */
  private static void sound(Measurement all) {
    switch (all.kind()) {
      case PULSE_RESPONSE -> {
        all.trains().forEach(train -> finite(train.pulses()));
        all.trains().forEach(train -> finite(train.siemens()));
        all.stepSizes().forEach(table -> finite(table.steps()));
      }
      case READ_NOISE, RETENTION -> all.readings().forEach(trace -> finite(trace.siemens()));
      case PROGRAMMING -> all.programmed().forEach(group -> finite(group.reached()));
      case IV -> all.sweeps().forEach(sweep -> finite(sweep.usable().amperes()));
      case CONVERTER -> all.transitions().forEach(converter -> finite(converter.levels()));
    }
  }

  private static void finite(double[] values) {
    for (double value : values) {
      assertTrue(Double.isFinite(value), "" + value);
    }
  }

  private static byte[] damaged(String text, SplittableRandom random) throws IOException {
    StringBuilder damaged = new StringBuilder(text);
    int wounds = 1 + random.nextInt(4);
    for (int w = 0; w < wounds && damaged.length() > 0; w++) {
      int at = random.nextInt(damaged.length());
      int to = Math.min(damaged.length(), at + 1 + random.nextInt(12));
      switch (random.nextInt(7)) {
        case 0 -> damaged.delete(at, to);
        case 1 -> damaged.insert(at, SCRAPS[random.nextInt(SCRAPS.length)]);
        case 2 -> damaged.replace(at, to, SCRAPS[random.nextInt(SCRAPS.length)]);
        case 3 -> damaged.setCharAt(at, (char) random.nextInt(1, 0x250));
        case 4 -> damaged.setLength(at);
        case 5 -> damaged.insert(at, damaged.substring(at, to).repeat(random.nextInt(1, 40)));
        default -> damaged.append(damaged.substring(at));
      }
    }
    return encoded(damaged.toString(), random);
  }

  private static byte[] encoded(String text, SplittableRandom random) throws IOException {
    Charset[] charsets = {
      StandardCharsets.UTF_8,
      StandardCharsets.UTF_8,
      StandardCharsets.UTF_8,
      StandardCharsets.UTF_16LE,
      StandardCharsets.UTF_16,
      Charset.forName("windows-1252")
    };
    byte[] bytes = text.getBytes(charsets[random.nextInt(charsets.length)]);
    if (bytes.length > 0 && random.nextInt(4) == 0) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    if (random.nextInt(8) > 0) {
      return bytes;
    }
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    }
    byte[] zipped = packed.toByteArray();
    if (random.nextBoolean()) {
      zipped[random.nextInt(2, zipped.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return zipped;
  }
}
