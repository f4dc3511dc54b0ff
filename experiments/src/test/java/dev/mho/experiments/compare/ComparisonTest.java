package dev.mho.experiments.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.format.BadInputException;
import dev.mho.device.format.StrictFormat;
import dev.mho.experiments.CommandLineRun;
import dev.mho.experiments.compare.Comparison.Setting;
import dev.mho.experiments.run.RunResult;
import dev.mho.experiments.run.Score;
import dev.mho.experiments.spec.ExperimentFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {
  @TempDir private Path directory;

  private Path result(String name, String credit, String decorrelation, int seed, double accuracy)
      throws IOException {
    Path place = Files.createDirectories(directory.resolve("runs").resolve(name));
    String text =
        """
        mho: experiment/1
        name: %s
        seed: %d
        data: { set: digits }
        network: { hidden: [8] }
        learning:
          credit: %s
          %s
          update: { scheme: digital, optimizer: { sgd: { rate: 0.1 } } }
        hardware: { device: reram-gong-2018 }
        """
            .formatted(name, seed, credit, decorrelation);
    String filled = ExperimentFile.print(ExperimentFile.parse(text, name));
    Files.writeString(place.resolve("experiment.yaml"), filled);
    RunResult result =
        new RunResult(
            name,
            "mho test",
            Map.of("exact", new Score(1, 0.99), "hardware", new Score(1, accuracy)),
            Optional.empty(),
            Map.of(),
            List.of(),
            Optional.empty(),
            List.of());
    Files.writeString(
        place.resolve("result.json"), StrictFormat.json().print(RunResult.KIND, result));
    return place;
  }

  private void twoRules() throws IOException {
    double[] better = {0.901, 0.913, 0.897, 0.908, 0.919};
    double[] worse = {0.890, 0.909, 0.899, 0.895, 0.906};
    for (int s = 0; s < 5; s++) {
      result("a" + s, "feedback-alignment", "decorrelation: { rate: 1e-3 }", s, better[s]);
      result("b" + s, "backpropagation", "", s, worse[s]);
    }
  }

  /** p and interval of SciPy's ttest_rel for the same numbers. */
  @Test
  void pairsOverSeeds() throws IOException {
    twoRules();
    Comparison comparison = Comparison.of(List.of(directory), "", Optional.empty());
    assertEquals(2, comparison.settings().size());
    Verdict verdict = comparison.differences().get(0);
    assertEquals(5, verdict.seeds());
    assertEquals(0.78, verdict.points(), 1e-9);
    assertEquals(0.05767745996609982, verdict.p().orElseThrow(), 1e-12);
    assertFalse(verdict.real());
    double reach = 2.7764451051977987 * 0.78 / 2.638389356817761;
    assertEquals(0.78 - reach, verdict.interval().orElseThrow().low(), 1e-9);
    assertTrue(verdict.sentence().contains("cannot be told apart"), verdict::sentence);
  }

  /** A key that comes and goes with another, always the same, is not named beside it. */
  @Test
  void namesOnlyWhatDiffers() throws IOException {
    twoRules();
    Comparison comparison = Comparison.of(List.of(directory), "", Optional.empty());
    assertEquals(List.of("learning.credit"), comparison.keys());
    assertEquals("credit feedback-alignment", comparison.settings().get(0).label());
  }

  @Test
  void takesTheRunThatIsAskedFor() throws IOException {
    twoRules();
    Comparison exact = Comparison.of(List.of(directory), "exact", Optional.empty());
    assertEquals(99.0, exact.settings().get(0).mean(), 1e-12);
    assertEquals(0, exact.differences().get(0).points(), 1e-12);
    String message =
        assertThrows(
                BadInputException.class,
                () -> Comparison.of(List.of(directory), "hardwar", Optional.empty()))
            .getMessage();
    assertTrue(message.contains("did you mean \"hardware\"?"), message);
  }

  @Test
  void comparesWithinAKey() throws IOException {
    for (int s = 0; s < 3; s++) {
      for (String credit : List.of("feedback-alignment", "backpropagation")) {
        for (int rate = 0; rate < 2; rate++) {
          double accuracy = 0.8 + 0.02 * rate + 0.001 * s * (1 + rate);
          result(
              credit + rate + s,
              credit,
              "decorrelation: { rate: " + rate * 1e-3 + " }",
              s,
              accuracy);
        }
      }
    }
    Comparison comparison =
        Comparison.of(List.of(directory), "", Optional.of("learning.decorrelation.rate"));
    assertEquals(2, comparison.differences().size());
    for (Verdict verdict : comparison.differences()) {
      assertEquals(2.1, verdict.points(), 1e-9);
      assertTrue(verdict.better().contains("decorrelation rate 0.001"), verdict::better);
      assertTrue(verdict.real(), verdict::sentence);
    }
  }

  /** Three seeds that each differ by the same one sample of 300 would have no spread at all. */
  @Test
  void oneSampleTheSameWithEverySeedProvesNothing() throws IOException {
    for (int s = 0; s < 3; s++) {
      result("a" + s, "feedback-alignment", "", s, (280 + s) / 300.0);
      result("b" + s, "backpropagation", "", s, (279 + s) / 300.0);
    }
    Verdict verdict = Comparison.of(List.of(directory), "", Optional.empty()).differences().get(0);
    assertEquals(100.0 / 300, verdict.points(), 1e-9);
    // t = √3 points/(points/√6) = √18 with two degrees of freedom.
    assertEquals(1 - Math.sqrt(18 / 20.0), verdict.p().orElseThrow(), 1e-9);
    assertFalse(verdict.real());
  }

  /** A sweep's runs on validation samples say nothing against those on test samples. */
  @Test
  void comparesWhatWasScoredOnTheSameSamples() {
    List<Setting> settings = new ArrayList<>();
    double[] means = {95, 94, 90, 89};
    for (int i = 0; i < means.length; i++) {
      Map<Long, Double> accuracies = new LinkedHashMap<>();
      for (long seed = 0; seed < 4; seed++) {
        accuracies.put(seed, means[i] + 0.1 * seed * (i + 1));
      }
      String validation = i < 2 ? "-" : "300";
      settings.add(Setting.of(Map.of("data.validation", validation, "rate", "" + i), accuracies));
    }
    List<Verdict> verdicts = Comparison.withBest(settings);
    assertEquals(2, verdicts.size());
    for (Verdict verdict : verdicts) {
      assertEquals(verdict.better().contains("validation"), verdict.worse().contains("validation"));
    }
  }

  @Test
  void refusesWhatTellsNothing() throws IOException {
    Path one = result("a", "backpropagation", "", 1, 0.9);
    result("b", "backpropagation", "", 2, 0.9);
    CommandLineRun run = CommandLineRun.of("compare", directory.toString());
    assertEquals(2, run.exit());
    assertTrue(run.err().contains("differ in nothing but name and seed"), run::err);
    CommandLineRun none = CommandLineRun.of("compare", directory.resolve("nowhere").toString());
    assertEquals(2, none.exit());
    assertTrue(none.err().contains("found no result.json"), none::err);
    result("c", "feedback-alignment", "", 1, 0.8);
    CommandLineRun key =
        CommandLineRun.of(
            "compare", directory.toString(), "--by", "learning.credi", "--out", one.toString());
    assertEquals(2, key.exit());
    assertTrue(key.err().contains("did you mean \"learning.credit\"?"), key::err);
  }

  /**
   * Four settings that are all the same, five seeds: in at most 5 % of experiments is any
   * difference called real; 2000 experiments, bound three standard errors above.
   */
  @Test
  void seldomSeesWhatIsNotThere() {
    Random random = new Random(7);
    int experiments = 2000;
    int alarms = 0;
    for (int e = 0; e < experiments; e++) {
      List<Setting> settings = new ArrayList<>();
      for (int s = 0; s < 4; s++) {
        Map<Long, Double> accuracies = new LinkedHashMap<>();
        for (long seed = 0; seed < 5; seed++) {
          accuracies.put(seed, 90 + random.nextGaussian());
        }
        settings.add(Setting.of(Map.of("key", "" + s), accuracies));
      }
      settings.sort((a, b) -> Double.compare(b.mean(), a.mean()));
      alarms += Comparison.withBest(settings).stream().anyMatch(Verdict::real) ? 1 : 0;
    }
    double bound = 0.05 + 3 * Math.sqrt(0.05 * 0.95 / experiments);
    assertTrue((double) alarms / experiments <= bound, alarms + " of " + experiments);
  }

  @Test
  void drawsAndPrintsForPrograms() throws IOException {
    twoRules();
    Path out = directory.resolve("out");
    CommandLineRun run =
        CommandLineRun.of("compare", directory.toString(), "--json", "--out", out.toString());
    assertEquals(0, run.exit(), run::err);
    assertEquals(Files.readString(out.resolve("comparison.json")), run.out());
    assertTrue(Files.size(out.resolve("comparison.png")) > 10_000);
    assertEquals(11, Files.readAllLines(out.resolve("settings.csv")).size());
    assertEquals(2, Files.readAllLines(out.resolve("differences.csv")).size());
  }
}
