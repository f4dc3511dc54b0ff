package dev.mho.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mho.device.DeviceFile;
import dev.mho.device.DeviceModel;
import dev.mho.device.noise.StateReadNoise;
import dev.mho.device.response.LinearStep;
import dev.mho.device.response.SoftBounds;
import dev.mho.device.retention.PowerLawDrift;
import dev.mho.experiments.CommandLineRun;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code mho calibrate}: what it prints, writes and refuses. */
class CalibrateCommandTest {
  private static final String CHART = "<svg class=\"chart";

  private static final String MAPPING =
      """
      mho: mapping/1
      columns:
        - { column: pulse, quantity: pulse }
        - { column: up, quantity: conductance, unit: uS, polarity: up }
        - { column: down, quantity: conductance, unit: uS, polarity: down }
      """;

  @TempDir private Path directory;

  private Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  /** Soft bounds from 10 to 40 µS, readings of 0.1 µS. */
  private Path pulses() throws IOException {
    write("pulses.mapping.yaml", MAPPING);
    return write("pulses.csv", softBounds(200, new Random(4)));
  }

  private static String softBounds(int pulses, Random random) {
    StringBuilder text = new StringBuilder("pulse,up,down\n");
    double up = 12;
    double down = 38;
    for (int p = 0; p < pulses; p++) {
      text.append(
          String.format(
              Locale.ROOT,
              "%d,%.4f,%.4f%n",
              p,
              up + 0.1 * random.nextGaussian(),
              down + 0.1 * random.nextGaussian()));
      up += 0.02 * (40 - up);
      down -= 0.03 * (down - 10);
    }
    return text.toString();
  }

  @Test
  void pulsesReadsAndTimeBecomeOneDeviceFile() throws IOException {
    Path device = directory.resolve("mine.device.json");
    CommandLineRun pulses =
        CommandLineRun.of(
            "calibrate",
            pulses().toString(),
            "--kind",
            "pulse-response",
            "--into",
            device.toString(),
            "--technology",
            "ReRAM, HfO2");
    assertEquals(0, pulses.exit(), pulses.err());
    assertTrue(pulses.out().contains("Pulse response: soft-bounds"), pulses.out());
    assertTrue(pulses.out().contains("Good: the curve follows the readings"), pulses.out());
    DeviceModel first = DeviceFile.read(device);
    assertEquals("mine", first.name());
    assertEquals("ReRAM, HfO2", first.technology());
    assertEquals(40e-6, first.conductance().maxSiemens(), 0.3e-6);
    assertEquals(10e-6, first.conductance().minSiemens(), 0.3e-6);
    SoftBounds response = (SoftBounds) first.response().orElseThrow();
    assertEquals(0.01, response.up(), 0.0003, "half of 2 per cent in the middle");
    assertEquals(0.015, response.down().orElseThrow(), 0.0004);
    assertEquals(0.1 / 30, first.writeNoise().orElseThrow().ofRange(), 0.0005);
    assertEquals(64, first.provenance().fileSha256().orElseThrow().length());
    assertTrue(first.provenance().confidence().containsKey("response.up.step"));
    assertEquals(200, first.provenance().quality().get("rows.pulse-response") / 2);

    Path reads = write("reads.csv", reads());
    CommandLineRun noise =
        CommandLineRun.of(
            "calibrate", reads.toString(), "--kind", "read-noise", "--into", device.toString());
    assertEquals(0, noise.exit(), noise.err());
    Path times =
        write("times.csv", "t_s,G_uS\n1,25.0\n10,22.281\n100,19.858\n1000,17.699\n10000,15.774\n");
    CommandLineRun drift =
        CommandLineRun.of(
            "calibrate", times.toString(), "--kind", "retention", "--into", device.toString());
    assertEquals(0, drift.exit(), drift.err());
    assertTrue(drift.out().contains("extrapolated beyond"), drift.out());

    DeviceModel whole = DeviceFile.read(device);
    assertEquals(first.response(), whole.response());
    StateReadNoise read = (StateReadNoise) whole.readNoise().orElseThrow();
    assertEquals(0.05 / 40, read.sigma().at(0.5), 0.0004);
    PowerLawDrift power = (PowerLawDrift) whole.drift().orElseThrow();
    assertEquals(0.05, power.nuMean().at(0.5), 0.001);
    assertEquals("pulses.csv; reads.csv; times.csv", whole.provenance().source());
    assertTrue(whole.provenance().quality().containsKey("response.rmse"));
    assertTrue(whole.provenance().quality().containsKey("drift.nu_mean"));
  }

  /** Two states, 300 reads each of 0.05 µS. */
  private static String reads() {
    Random random = new Random(5);
    StringBuilder text = new StringBuilder("device,G (uS)\n");
    for (String state : new String[] {"low", "high"}) {
      for (int i = 0; i < 300; i++) {
        double g = (state.equals("low") ? 15 : 35) + 0.05 * random.nextGaussian();
        text.append(String.format(Locale.ROOT, "%s,%.4f%n", state, g));
      }
    }
    return text.toString();
  }

  @Test
  void aFamilyCanBeNamed() throws IOException {
    Path device = directory.resolve("linear.device.json");
    CommandLineRun run =
        CommandLineRun.of(
            "calibrate",
            pulses().toString(),
            "--kind",
            "pulse-response",
            "--model",
            "linear-step",
            "--into",
            device.toString());
    assertEquals(0, run.exit(), run.err());
    assertTrue(DeviceFile.read(device).response().orElseThrow() instanceof LinearStep);
  }

  /** The page stands alone, and every picture in it is well formed. */
  @Test
  void thePageHoldsPicturesThatNeedNothingElse() throws Exception {
    CommandLineRun run =
        CommandLineRun.of(
            "calibrate",
            pulses().toString(),
            "--kind",
            "pulse-response",
            "--report",
            directory.resolve("page").toString());
    assertEquals(0, run.exit(), run.err());
    String page = Files.readString(directory.resolve("page/calibration-pulse-response.html"));
    assertFalse(page.contains("src="), "nothing from elsewhere");
    assertFalse(page.contains("http"), "nothing from elsewhere");
    assertTrue(page.contains("prefers-color-scheme: dark"));
    assertTrue(page.contains("closing test"));
    assertTrue(page.contains("response.up.step_at_50_percent"));
    int pictures = 0;
    for (int at = page.indexOf(CHART); at >= 0; at = page.indexOf(CHART, at + 1)) {
      String svg = page.substring(at, page.indexOf("</svg>", at) + 6);
      DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
      assertTrue(svg.contains("class=\"dots "), "data are drawn");
      assertFalse(svg.contains("NaN"));
      pictures++;
    }
    assertEquals(4, pictures);
  }

  @Test
  void aConverterFileRefersToItsNominalRange() throws IOException {
    StringBuilder text = new StringBuilder("code_from,code_to,V_transition\n");
    for (int k = 1; k < 16; k++) {
      double inl = k == 8 ? 0.4 : 0;
      double seen = (k + inl) / 16;
      double input = (seen - 0.5 / 16) / 1.02;
      text.append(String.format(Locale.ROOT, "%d,%d,%.9f%n", k - 1, k, input));
    }
    Path file = write("adc.csv", text.toString());
    Path into = directory.resolve("adc.converter.json");
    CommandLineRun run =
        CommandLineRun.of(
            "calibrate",
            file.toString(),
            "--kind",
            "converter",
            "--converter-range",
            "0:1",
            "--into",
            into.toString());
    assertEquals(0, run.exit(), run.err());
    JsonNode converter = new ObjectMapper().readTree(into.toFile());
    assertEquals("converter/1", converter.get("mho").asText());
    assertEquals(4, converter.get("bits").asInt());
    assertEquals(0, converter.get("low").asDouble());
    assertEquals(1, converter.get("high").asDouble());
    assertEquals("V", converter.get("unit").asText());
    assertEquals(0.5, converter.get("offset_lsb").asDouble(), 1e-6);
    assertEquals(0.02, converter.get("gain_error").asDouble(), 1e-6);
    assertEquals(15, converter.get("inl_lsb").size());
    assertEquals(0.4, converter.get("inl_lsb").get(7).asDouble(), 1e-6);
    assertEquals(0, converter.get("inl_lsb").get(3).asDouble(), 1e-6);
  }

  /** 100,000 rows of 50 devices are read, fitted and written. */
  @Test
  void aHundredThousandRowsAreFitted() throws IOException {
    Random random = new Random(6);
    StringBuilder text = new StringBuilder("device,direction,pulse,G (uS)\n");
    for (int d = 0; d < 50; d++) {
      double own = 1 + 0.1 * random.nextGaussian();
      train(text, d + ",up,", 10, 0.003 * own, 42, random);
      train(text, d + ",down,", 40, 0.003 * own, 8, random);
    }
    write(
        "many.mapping.yaml",
        """
        mho: mapping/1
        columns:
          - { column: device, quantity: device }
          - { column: direction, quantity: polarity }
          - { column: pulse, quantity: pulse }
          - { column: 4, quantity: conductance, unit: uS }
        """);
    Path device = directory.resolve("many.device.json");
    CommandLineRun run =
        CommandLineRun.of(
            "calibrate",
            write("many.csv", text.toString()).toString(),
            "--kind",
            "pulse-response",
            "--into",
            device.toString());
    assertEquals(0, run.exit(), run.err());
    DeviceModel model = DeviceFile.read(device);
    assertEquals(50, model.provenance().nDevices().orElseThrow());
    assertEquals(
        0.1, model.response().orElseThrow().deviceToDevice().orElseThrow().step().sigma(), 0.03);
  }

  private static void train(
      StringBuilder text, String labels, double from, double rate, double bound, Random random) {
    double g = from;
    for (int p = 0; p < 1000; p++) {
      text.append(labels)
          .append(String.format(Locale.ROOT, "%d,%.4f%n", p, g + 0.1 * random.nextGaussian()));
      g += rate * (bound - g);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--kind retention --model linear-step | --model: found linear-step for retention; allowed: auto",
        "--kind pulse | kind: unknown kind \"pulse\"",
        "--kind pulse-response --model lineer-step | unknown model \"lineer-step\", did you mean \"linear-step\"?",
        "--kind pulse-response --converter-range 0:1 | --converter-range: found one for pulse-response",
        "--kind converter --converter-range 0-1 | --converter-range: found 0-1; allowed: LOW:HIGH",
        "--kind converter --converter-range 1:0 | converter range: found 1.0 to 0.0; allowed: low below high",
        "--kind iv --into x.device.json | --into: found x.device.json; allowed: none for iv",
        "--kind pulse-response --into x.json | --into: found x.json; allowed: a name that ends in .device.json",
        "--kind converter --into x.device.json | allowed: a name that ends in .converter.json",
        "--kind pulse-response --technology ReRAM | --technology: found ReRAM; allowed: only with --into a new",
        "--kind programming | pulses.csv"
      })
  void whatCannotActIsRefusedInOneLine(String options, String message) throws IOException {
    String file = pulses().toString();
    String[] words = ("calibrate " + file + " " + options).split(" ");
    CommandLineRun run = CommandLineRun.of(words);
    assertEquals(2, run.exit(), run.out());
    assertTrue(run.err().contains(message), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
  }

  @Test
  void anotherMaximumIsRefusedWhereNoiseRefersToTheOldOne() throws IOException {
    Path device = directory.resolve("mine.device.json");
    Path reads = write("reads.csv", reads());
    assertEquals(
        0,
        CommandLineRun.of(
                "calibrate", reads.toString(), "--kind", "read-noise", "--into", device.toString())
            .exit());
    CommandLineRun run =
        CommandLineRun.of(
            "calibrate",
            pulses().toString(),
            "--kind",
            "pulse-response",
            "--into",
            device.toString());
    assertEquals(2, run.exit(), run.out());
    assertTrue(run.err().contains("calibrate pulse-response first, into a new file"), run.err());
  }
}
