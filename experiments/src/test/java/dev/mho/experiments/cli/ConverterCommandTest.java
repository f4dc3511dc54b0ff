package dev.mho.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.experiments.CommandLineRun;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConverterCommandTest {
  private static final String EXPERIMENT =
      """
      mho: experiment/1
      name: converters
      data: { set: digits, train: 60, test: 40 }
      network: { hidden: [8] }
      learning: { credit: backpropagation, update: { scheme: pulsed, rate: 0.1 }, batch: 20, epochs: 1 }
      hardware: { device: rpu-gokmen-2016, adc: { %s } }
      """;

  @TempDir private Path directory;

  private CommandLineRun of(String adc) throws IOException {
    Path file = directory.resolve("experiment.yaml");
    Files.writeString(file, EXPERIMENT.formatted(adc));
    return CommandLineRun.of("converter", file.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          bits: 4, bound: 2                | range -2.00000 to 2.00000, step 0.2857 | alike: at most 0.492 steps off within the range; codes missing: 0.00 a converter; transfer falls somewhere: 0.00 %
          model: sar, bits: 4, bound: 2    | range -2.00000 to 2.00000, step 0.2500 | alike: at most 0.492 steps off within the range; codes missing: 0.00 a converter
          model: limiter, bound: 3         | range -3.00000 to 3.00000, step 0.000  | alike: no rounding
          bits: 6, mismatch: { gain: 0.1 } | range -12.0000 to 12.0000, step 0.3871 | 200 sampled converters: at most
          """)
  void saysWhatConvertersDo(String adc, String range, String error) throws IOException {
    CommandLineRun run = of(adc);
    assertEquals(0, run.exit(), run.err());
    assertTrue(run.out().startsWith("converters\n  " + range), run.out());
    assertTrue(run.out().contains(error), run.out());
  }

  /** Capacitors that are off by a tenth cost codes; stages that are off make the transfer fall. */
  @Test
  void tellsWhatFlawsDo() throws IOException {
    String bad = of("model: sar, bits: 6, flaws: { capacitor-spread: 0.3 }").out();
    assertTrue(!bad.contains("codes missing: 0.00"), bad);
    assertTrue(bad.contains("falls somewhere: 0.00 %"), bad);
    String falling = of("model: pipeline, bits: 6, flaws: { capacitor-spread: 0.3 }").out();
    assertTrue(!falling.contains("falls somewhere: 0.00 %"), falling);
  }

  @Test
  void drawsAFile() throws IOException {
    Path file = directory.resolve("mine.converter.json");
    Files.writeString(
        file,
        """
        { "mho": "converter/1", "name": "mine", "bits": 3, "low": 0, "high": 1.2, "unit": "V",
          "offset_lsb": 0.5, "gain_error": 0.02, "inl_lsb": [0, 0.1, 0.3, -0.2, 0, 0.1, 0],
          "provenance": { "source": "sweep.csv" } }
        """);
    Path picture = directory.resolve("mine.png");
    CommandLineRun run =
        CommandLineRun.of("converter", file.toString(), "--plot", picture.toString());
    assertEquals(0, run.exit(), run.err());
    assertTrue(run.out().startsWith("mine\n  range -12.0000 to 12.0000, step 3.000"), run.out());
    BufferedImage image = ImageIO.read(picture.toFile());
    assertTrue(image.getWidth() > 1000 && image.getHeight() > 400);
  }

  @Test
  void mistakesAreOneLine() throws IOException {
    CommandLineRun missing = CommandLineRun.of("converter", "none.converter.json");
    assertEquals(2, missing.exit());
    assertEquals("mho: none.converter.json: no such file", missing.err().strip());
    Path exact = directory.resolve("exact.yaml");
    Files.writeString(exact, EXPERIMENT.formatted("").replaceAll("hardware.*", ""));
    CommandLineRun none = CommandLineRun.of("converter", exact.toString());
    assertEquals(2, none.exit(), none.err());
  }
}
