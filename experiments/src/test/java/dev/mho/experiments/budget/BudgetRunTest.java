package dev.mho.experiments.budget;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.array.Workers;
import dev.mho.device.format.StrictFormat;
import dev.mho.experiments.CommandLineRun;
import dev.mho.experiments.budget.ErrorBudget.Entry;
import dev.mho.experiments.budget.ErrorBudget.Estimate;
import dev.mho.experiments.run.Deployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BudgetRunTest {
  private static final BudgetRun.Listener NOBODY =
      new BudgetRun.Listener() {
        @Override
        public void begins(int programmings) {}

        @Override
        public void programmed() {}
      };

  @TempDir private Path directory;

  private Path trained(String name, String learning, String hardware) throws IOException {
    Path file = directory.resolve(name + ".yaml");
    Files.writeString(
        file,
        """
        mho: experiment/1
        name: %s
        data: { set: digits, train: 320, test: 200 }
        network: { hidden: [16] }
        learning:
          %s
          batch: 32
          epochs: 2
        hardware: { %s }
        """
            .formatted(name, learning, hardware));
    Path out = directory.resolve(name);
    CommandLineRun run = CommandLineRun.of("run", file.toString(), "--out", out.toString());
    assertEquals(0, run.exit(), run::err);
    return out;
  }

  private static final String DIGITAL =
      "credit: backpropagation\n"
          + "  update: { scheme: digital, optimizer: { sgd: { rate: 0.1 } } }";

  private static ErrorBudget budget(Path result, int threads, int repeats) {
    try (Workers workers = new Workers(threads)) {
      return new BudgetRun(new Deployment(result, 64, workers), 0, repeats).run(NOBODY);
    }
  }

  private static Entry entry(ErrorBudget budget, String effect) {
    return budget.effects().stream()
        .filter(e -> e.effect().equals(effect))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void addsUp() throws IOException {
    ErrorBudget budget =
        budget(trained("sum", DIGITAL, "device: pcm-nandakumar-2019, adc: { bits: 6 }"), 2, 3);
    assertTrue(budget.effects().size() >= 3, budget::toString);
    double points = budget.interaction().accuracyPoints().mean();
    double[] power = new double[2];
    for (int l = 0; l < 2; l++) {
      power[l] = budget.interaction().layers().get(l).errorPower().mean();
    }
    for (Entry entry : budget.effects()) {
      points += entry.alone().accuracyPoints().mean();
      for (int l = 0; l < 2; l++) {
        power[l] += entry.alone().layers().get(l).errorPower().mean();
      }
    }
    assertEquals(budget.all().accuracyPoints().mean(), points, 1e-9);
    for (int l = 0; l < 2; l++) {
      double all = budget.all().layers().get(l).errorPower().mean();
      assertEquals(all, power[l], 1e-12 + 1e-9 * all);
      assertTrue(all > 0);
    }
  }

  /** With one effect, alone, removed and all are the same, and nothing is left between them. */
  @Test
  void oneEffectIsAllThereIs() throws IOException {
    ErrorBudget budget =
        budget(trained("one", DIGITAL, "device: reram-gong-2018, effects: [dac]"), 1, 2);
    Entry dac = entry(budget, "dac");
    assertEquals(List.of(dac), budget.effects());
    assertEquals(budget.all(), dac.alone());
    assertEquals(budget.all(), dac.removed());
    assertEquals(0, budget.interaction().accuracyPoints().mean());
    assertEquals(0, budget.interaction().layers().get(0).errorPower().mean());
  }

  /** Repeats have the same draws, so twice the noise is exactly four times its power. */
  @Test
  void powerGoesWithTheSquareOfNoise() throws IOException {
    double[] power = new double[2];
    for (int n = 0; n < 2; n++) {
      String hardware =
          "device: reram-gong-2018, effects: [output-noise], reads: { output-noise: "
              + 0.1 * (n + 1)
              + " }";
      Path result = trained("noise" + n, DIGITAL, hardware);
      power[n] =
          entry(budget(result, 1, 2), "output-noise").alone().layers().get(0).errorPower().mean();
    }
    assertEquals(4, power[1] / power[0], 1e-6);
  }

  @Test
  void mismatchIsCountedBesideItsConverter() throws IOException {
    ErrorBudget budget =
        budget(
            trained(
                "mismatch",
                DIGITAL,
                "device: reram-gong-2018, adc: { mismatch: { offset-lsb: 2 } }"),
            1,
            2);
    assertEquals("adc", entry(budget, "adc-mismatch").needs().orElseThrow());
    assertTrue(entry(budget, "adc").needs().isEmpty());
  }

  /** The pulses and the decorrelation of training are behind it; what they left is programmed. */
  @Test
  void takesNetworksThatWereTrainedByPulses() throws IOException {
    Path result =
        trained(
            "pulsed",
            "credit: feedback-alignment\n  decorrelation: { rate: 1e-3 }\n"
                + "  update: { scheme: pulsed, rate: 0.1 }",
            "device: reram-gong-2018");
    CommandLineRun run =
        CommandLineRun.of("budget", result.toString(), "--repeats", "2", "--probe", "32");
    assertEquals(0, run.exit(), run::err);
    assertTrue(run.out().contains("device-to-device"), run::out);
    assertFalse(run.out().contains("cycle-to-cycle"), run::out);
    for (String end : List.of("json", "csv", "png", "svg")) {
      assertTrue(Files.size(result.resolve("budget." + end)) > 100, end);
    }
    assertTrue(Files.readString(result.resolve("report.html")).contains("Error budget"));
  }

  @Test
  void sameBitsOnManyThreads() throws IOException {
    Path result = trained("bits", DIGITAL, "device: pcm-nandakumar-2019");
    ErrorBudget one = budget(result, 1, 2);
    assertEquals(
        StrictFormat.json().print(ErrorBudget.KIND, one),
        StrictFormat.json().print(ErrorBudget.KIND, budget(result, 3, 2)));
  }

  @Test
  void refusesWhatItCannotBudget() throws IOException {
    Path file = directory.resolve("exact.yaml");
    Files.writeString(
        file,
        """
        mho: experiment/1
        name: exact
        data: { set: digits, train: 64, test: 32 }
        network: { hidden: [8] }
        learning:
          credit: backpropagation
          update: { scheme: digital, optimizer: { sgd: { rate: 0.1 } } }
          epochs: 1
        """);
    Path out = directory.resolve("exact");
    CommandLineRun.of("run", file.toString(), "--out", out.toString());
    CommandLineRun run = CommandLineRun.of("budget", out.toString());
    assertEquals(2, run.exit());
    assertEquals(
        "mho: " + out + ": ran without hardware, so nothing disturbs it", run.err().strip());
    CommandLineRun none = CommandLineRun.of("budget", out.toString(), "--repeats", "0");
    assertEquals(2, none.exit());
    assertTrue(none.err().contains("--repeats: found 0"), none::err);
    CommandLineRun nowhere = CommandLineRun.of("budget", directory.resolve("no").toString());
    assertEquals(2, nowhere.exit());
    assertTrue(nowhere.err().contains("experiment.yaml: no such file"), nowhere::err);
  }

  @Test
  void oneRepeatTellsNothingOfItsError() {
    assertEquals(Optional.empty(), Estimate.of(new double[] {1}).standardError());
  }

  @Test
  void estimatesOfAMean() {
    Estimate estimate = Estimate.of(new double[] {1, 2, 3, 4});
    assertEquals(2.5, estimate.mean(), 1e-15);
    assertEquals(Math.sqrt(5.0 / 3 / 4), estimate.standardError().orElseThrow(), 1e-15);
  }
}
