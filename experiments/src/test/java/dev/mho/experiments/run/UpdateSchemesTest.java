package dev.mho.experiments.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.experiments.TestRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks whose changes gather before they move the weights. */
class UpdateSchemesTest {
  private static final String SPEC =
      """
      mho: experiment/1
      name: scheme
      seed: 5
      data: { set: digits, train: 600, test: 200 }
      network: { hidden: [20] }
      learning:
        credit: backpropagation
        decorrelation: { rate: 1e-3 }
        update: { %s }
        batch: 20
        epochs: 3
      hardware:
        device: %s
        tile: { rows: 40, cols: 100 }
        effects: [dac, adc, cycle-to-cycle, pulses]
      """;

  @TempDir private Path directory;

  private final List<String> said = new ArrayList<>();

  private RunResult run(String update, Path out, int threads) {
    return run(update, "reram-gong-2022-om", out, threads);
  }

  private RunResult run(String update, String device, Path out, int threads) {
    Progress listening =
        new Progress() {
          @Override
          public void say(String line) {
            said.add(line);
          }

          @Override
          public void epoch(int epoch, int epochs, int steps) {}

          @Override
          public void step() {}

          @Override
          public void epochDone(String summary) {}
        };
    return TestRun.of(SPEC.formatted(update, device), directory, out, threads, listening);
  }

  /**
   * Each learns, beside its exact twin, and the same on any threads; 0.5 is 28 standard errors
   * above chance.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "scheme: mixed-precision, rate: 0.4, mixed-precision: { input-levels: 15, error-levels: 15, every: 2 }",
        "scheme: mixed-precision, optimizer: { adam: { rate: 1e-2 } }",
        "scheme: tiki-taka, rate: 0.4, transfer: { fast-rate: 2.5, transfer-rate: 0.05 }",
        "scheme: tiki-taka-2, rate: 0.4, transfer: { fast-rate: 10, transfer-rate: 0.1 }",
        "scheme: chopped, rate: 0.4, transfer: { fast-rate: 10, transfer-rate: 0.1, chop-period: 3, chopping: random }",
        "scheme: agad, rate: 0.4, transfer: { fast-rate: 10, transfer-rate: 0.1, chop-period: 3 }"
      })
  void eachSchemeLearns(String update) throws IOException {
    RunResult result = run(update, directory.resolve("one"), 1);
    double hardware = result.scores().get("hardware").accuracy();
    assertTrue(hardware > 0.5, "hardware " + hardware);
    assertTrue(result.scores().get("exact").accuracy() > 0.8);
    boolean two = !update.contains("mixed");
    assertEquals(
        two
            ? Set.of(
                "layer 0 weights-slow",
                "layer 0 weights-fast",
                "layer 0 decorrelation",
                "layer 1 weights-slow",
                "layer 1 weights-fast",
                "layer 1 decorrelation")
            : Set.of(
                "layer 0 weights",
                "layer 0 decorrelation",
                "layer 1 weights",
                "layer 1 decorrelation"),
        result.hardware().keySet());
    assertTrue(result.hardware().values().stream().allMatch(facts -> facts.pulses() > 0));

    for (RunResult.ArrayFacts facts : result.hardware().values()) {
      RunResult.StepFacts steps = facts.steps().orElseThrow();
      assertTrue(steps.requested() > 0 && steps.realised() > 0, steps::toString);
      assertEquals(facts.pulses(), 2 * steps.delivered());
    }

    RunResult again = run(update, directory.resolve("three"), 3);
    assertEquals(result, again);
    for (String file :
        List.of("metrics.csv", "crosscheck.csv", "weights/hardware-layer0-weights.npy")) {
      assertEquals(
          -1,
          Files.mismatch(
              directory.resolve("one").resolve(file), directory.resolve("three").resolve(file)),
          file);
    }
    String conductances = "conductances/layer1-weights" + (two ? "-fast" : "") + "-minus.npy";
    assertTrue(Files.exists(directory.resolve("one").resolve(conductances)), conductances);
  }

  /** What mixed precision adds up reaches the arrays, all but what is less than a small step. */
  @Test
  void theChangeOfMixedPrecisionIsTheOneAskedFor() throws IOException {
    run("scheme: mixed-precision, rate: 0.4", "ideal-rasch-2019", directory.resolve("out"), 2);
    List<String> lines = Files.readAllLines(directory.resolve("out/crosscheck.csv"));
    List<String> columns = List.of(lines.get(0).split(","));
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",");
      if (cells[columns.indexOf("matrix")].equals("weights")) {
        assertTrue(Double.parseDouble(cells[columns.indexOf("change_cosine")]) > 0.8, line);
      }
    }
  }

  @Test
  void pulsesByNumberAreTold() {
    run("scheme: mixed-precision, rate: 0.2", directory.resolve("mixed"), 1);
    assertTrue(said.stream().anyMatch(line -> line.contains("whole pulses by number")));
    said.clear();
    run("scheme: pulsed, rate: 0.2", directory.resolve("pulsed"), 1);
    assertTrue(said.stream().noneMatch(line -> line.contains("whole pulses by number")));
  }
}
