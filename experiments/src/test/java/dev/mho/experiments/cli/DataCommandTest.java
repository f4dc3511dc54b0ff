package dev.mho.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mho.experiments.CommandLineRun;
import dev.mho.experiments.dataset.Dataset;
import dev.mho.experiments.dataset.DatasetPortrait;
import dev.mho.experiments.dataset.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataCommandTest {
  @TempDir private Path directory;

  @Test
  void listsWhatThereIs() {
    CommandLineRun run = CommandLineRun.of("data");
    assertEquals(0, run.exit(), run::err);
    assertTrue(
        run.out().contains("digits          here: 1437 training and 360 test samples, 64 features"),
        run::out);
    assertTrue(run.out().contains("mnist           not here: "), run::out);
  }

  @Test
  void tellsOfASetAndDrawsIt() throws IOException {
    Path picture = directory.resolve("digits.png");
    CommandLineRun run =
        CommandLineRun.of("data", "digits", "--json", "--picture", picture.toString());
    assertEquals(0, run.exit(), run::err);
    JsonNode portrait = new ObjectMapper().readTree(run.out());
    assertEquals("dataset/1", portrait.path("mho").asText());
    assertEquals("8 x 8 x 1", portrait.path("image").asText());
    assertEquals(10, portrait.path("per_class").size());
    assertTrue(Files.size(picture) > 5000);
  }

  @Test
  void tellsOfAnExperimentAsItScalesAndSplits() throws IOException {
    Path file = directory.resolve("e.yaml");
    Files.writeString(
        file,
        """
        mho: experiment/1
        name: e
        data: { set: digits, scale: standard, train: 300, validation: 100 }
        network: { hidden: [8] }
        learning:
          credit: backpropagation
          update: { scheme: digital, optimizer: { sgd: { rate: 0.1 } } }
        """);
    CommandLineRun run = CommandLineRun.of("data", file.toString());
    assertEquals(0, run.exit(), run::err);
    assertTrue(run.out().contains("200 training and 100 test samples"), run::out);
    assertTrue(run.out().contains("standard deviation 1.000,"), run::out);
  }

  /**
   * Against Pearson's correlation of every pair, with more samples than features and with fewer.
   */
  @ParameterizedTest
  @ValueSource(ints = {6, 40})
  void squaredCorrelationIsPearsons(int features) {
    int samples = 20;
    Random random = new Random(3);
    float[] values = new float[samples * features];
    for (int i = 0; i < samples; i++) {
      float common = (float) random.nextGaussian();
      for (int j = 0; j < features; j++) {
        values[i * features + j] = j == 2 ? 7 : common + (float) random.nextGaussian();
      }
    }
    int[] labels = new int[samples];
    Arrays.setAll(labels, i -> i % 2);
    Samples set = new Samples(features, values, labels);
    DatasetPortrait portrait = DatasetPortrait.of(new Dataset("set", 2, set, set));

    double[][] columns = new double[features][samples];
    for (int i = 0; i < samples; i++) {
      for (int j = 0; j < features; j++) {
        columns[j][i] = values[i * features + j];
      }
    }
    double sum = 0;
    int pairs = 0;
    for (int a = 0; a < features; a++) {
      for (int b = 0; b < features; b++) {
        if (a != b && a != 2 && b != 2) {
          double rho = new PearsonsCorrelation().correlation(columns[a], columns[b]);
          sum += rho * rho;
          pairs++;
        }
      }
    }
    assertEquals(sum / pairs, portrait.meanSquaredCorrelation(), 1e-9);
    assertEquals(1, portrait.constant());
    assertArrayEquals(new int[] {10, 10}, portrait.perClass());
    assertEquals(0.5, portrait.commonest());
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    CommandLineRun name = CommandLineRun.of("data", "digit");
    assertEquals(2, name.exit());
    assertTrue(name.err().contains("did you mean \"digits\"?"), name::err);
    CommandLineRun lone = CommandLineRun.of("data", "--json");
    assertEquals(2, lone.exit());
    CommandLineRun csv = CommandLineRun.of("data", "csv", "--picture", "x.png");
    assertEquals(2, csv.exit());
  }

  @Test
  void completesInShells() {
    CommandLineRun run = CommandLineRun.of("generate-completion");
    assertEquals(0, run.exit());
    assertTrue(run.out().contains("complete -F _complete_mho"), run::err);
    assertTrue(run.out().contains("budget"));
  }
}
