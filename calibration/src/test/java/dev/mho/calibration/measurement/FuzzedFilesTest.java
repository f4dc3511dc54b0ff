package dev.mho.calibration.measurement;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.mho.device.format.BadInputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
 * its usable values, or one line that names the file; never a trace, never a hang.
 */
class FuzzedFilesTest {
  private static final int FILES = Integer.getInteger("mho.fuzzed", 2_000);

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
              "  t (s)   G (uS)\n  0.0     1.25\n  0.1     1.27uS\n  0.2   --\n"));

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
  @Timeout(value = 20, unit = TimeUnit.MINUTES)
  void damagedFilesAreReadOrRefusedInOneLine() throws IOException {
    SplittableRandom random = new SplittableRandom(20_261_125);
    int read = 0;
    long slowest = 0;
    for (int i = 0; i < FILES; i++) {
      Sound sound = SOUND.get(random.nextInt(SOUND.size()));
      byte[] bytes = damaged(sound.text(), random);
      Path file = Files.write(directory.resolve("f.csv"), bytes);
      long start = System.nanoTime();
      read += readOrRefused(file, sound, random, i) ? 1 : 0;
      slowest = Math.max(slowest, System.nanoTime() - start);
    }
    assertTrue(TimeUnit.NANOSECONDS.toSeconds(slowest) < HANGS, "a file took " + slowest + " ns");
    assertTrue(read > FILES / 50, "only " + read + " were read: the damage hides what lies behind");
    assertTrue(read < FILES / 2, read + " were read: there is hardly any damage");
  }

  private static boolean readOrRefused(Path file, Sound sound, SplittableRandom random, int i) {
    try {
      boolean other = random.nextInt(8) == 0;
      Kind kind = other ? Kind.values()[random.nextInt(Kind.values().length)] : sound.kind();
      Optional<Mapping> mapping =
          random.nextInt(6) == 0
              ? Optional.empty()
              : Optional.of(MappingFile.parse("mho: mapping/1\n" + sound.mapping(), "mapping"));
      draft(file, mapping);
      Measurement all = MeasurementFile.read(file, mapping, kind);
      sound(all);
      return true;
    } catch (BadInputException e) {
      assertFalse(e.getMessage().contains("\n") || e.getMessage().contains("\r"), e.getMessage());
      assertTrue(e.getMessage().contains("f.csv"), "names no file: " + e.getMessage());
      assertTrue(e.getMessage().length() < 2000, e.getMessage());
      return false;
    } catch (RuntimeException | StackOverflowError e) {
      return fail("file " + i + " of " + sound.kind(), e);
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
