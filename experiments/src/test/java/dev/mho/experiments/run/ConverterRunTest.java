package dev.mho.experiments.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.ConverterFile;
import dev.mho.device.ConverterModel;
import dev.mho.device.Provenance;
import dev.mho.device.array.Workers;
import dev.mho.experiments.CommandLineRun;
import dev.mho.experiments.TestRun;
import dev.mho.experiments.spec.ExperimentFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Converters and reads as an experiment file sets them. */
class ConverterRunTest {
  private static final String SPEC =
      """
      mho: experiment/1
      name: converters
      data: { set: digits, train: 60, test: 40 }
      network: { hidden: [8] }
      learning: { credit: backpropagation, update: { scheme: pulsed, rate: 0.1 }, batch: 20, epochs: 1 }
      hardware: { device: rpu-gokmen-2016, %s }
      """;

  @TempDir private Path directory;

  private RunResult run(String keys, String out) {
    return TestRun.of(SPEC.formatted(keys), directory, directory.resolve(out));
  }

  private static double loss(RunResult result) {
    return result.scores().get("hardware").loss();
  }

  /** Each setting reaches the arrays: it changes what comes out. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "adc: { model: limiter }",
        "adc: { levels: mid-rise }",
        "adc: { rounding: stochastic }",
        "adc: { model: ramp }",
        "adc: { model: sar, flaws: { capacitor-spread: 0.02 } }",
        "adc: { model: pipeline }",
        "adc: { model: cyclic, flaws: { gain-db: 40 } }",
        "adc: { mismatch: { offset-lsb: 2, gain: 0.05, lines-each: 4 } }",
        "dac: { rounding: stochastic }",
        "dac: { levels: mid-rise }",
        "input-scaling: worst-case",
        "input-scaling: average-abs-max, reads: { scale: { rate: 0.1 } }",
        "input-scaling: constant, reads: { scale: { value: 0.5 } }",
        "input-scaling: max",
        "reads: { scale: { cap: 0.4 } }",
        "reads: { signed-inputs: two-phases-digital }",
        "reads: { input-noise: 0.01 }",
        "reads: { output-noise: 0.06 }",
        "reads: { output-asymmetry: 0.1 }",
        "reads: { sense: { resistance: 0.1 } }",
        "reads: { shape: { strength: 2 } }",
        "reads: { static-drop: { ratio: 100 } }",
        "reads: { backward: { dac: { bits: 3 } } }",
      })
  void everySettingActs(String keys) {
    RunResult usual = run("effects: all", "usual");
    RunResult other = run(keys, "other");
    assertNotEquals(loss(usual), loss(other));
    assertTrue(Double.isFinite(loss(other)));
  }

  @Test
  void newEffectsCanBeSwitchedOffAlone() {
    String keys =
        "adc: { mismatch: { offset-lsb: 2 } }, reads: { input-noise: 0.01, output-noise: 0.06,"
            + " output-asymmetry: 0.1, static-drop: { ratio: 100 } }";
    RunResult all = run(keys, "all");
    List<String> added =
        List.of("input-noise", "output-noise", "adc-mismatch", "distortion", "static-drop");
    List<String> active = all.effects().orElseThrow().active();
    assertTrue(active.containsAll(added), active.toString());
    for (String effect : added) {
      List<String> others = new ArrayList<>(active);
      others.remove(effect);
      RunResult without = run(keys + ", effects: " + others, "without-" + effect);
      assertEquals(others, without.effects().orElseThrow().active());
      assertEquals(List.of(effect), without.effects().orElseThrow().off());
      assertNotEquals(loss(all), loss(without), effect);
    }
    List<String> usual = new ArrayList<>(active);
    usual.removeAll(added);
    assertEquals(
        loss(run("effects: all", "plain")), loss(run(keys + ", effects: " + usual, "none")));
  }

  @Test
  void aConverterFileRunsAgainFromTheResultDirectory() throws IOException {
    List<Double> inl = new ArrayList<>();
    for (int k = 1; k < 64; k++) {
      inl.add(0.4 * Math.sin(k));
    }
    ConverterModel model =
        new ConverterModel(
            "bench 3",
            6,
            0,
            1.2,
            "V",
            0.7,
            -0.02,
            inl,
            new Provenance(
                "test",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Map.of()));
    ConverterFile.write(model, directory.resolve("mine.converter.json"));
    RunResult result = run("adc: { file: mine.converter.json, bound: 4 }", "first");
    Path kept = directory.resolve("first");
    assertEquals(model, ConverterFile.read(kept.resolve("adc.converter.json")));
    String again = Files.readString(kept.resolve("experiment.yaml"));
    assertTrue(again.contains("file: adc.converter.json"), again);
    assertEquals(
        ExperimentFile.parse(again, "again"),
        ExperimentFile.parse(
            ExperimentFile.print(ExperimentFile.parse(again, "again")), "again twice"));
    RunResult second = TestRun.of(again, kept, directory.resolve("second"));
    try (Workers workers = Workers.single()) {
      Path file = kept.resolve("experiment.yaml");
      RunResult replaced =
          new Run(ExperimentFile.parse(again, "again"), file, workers, Progress.silent())
              .into(directory.resolve("second"), true);
      assertEquals(second, replaced);
    }
    assertEquals(loss(result), loss(second));
    assertTrue(result.effects().orElseThrow().active().contains("adc-mismatch"));
  }

  @ParameterizedTest
  @CsvSource({"min-max", "percentile 99", "moving", "moving 95"})
  void boundsAreFoundFromData(String rule) throws IOException {
    String keys = "adc: { range: { calibrate: " + rule + ", samples: 50 } }";
    RunResult result = run(keys, "run");
    double first = result.hardware().get("layer 0 weights").adcBound().orElseThrow();
    double second = result.hardware().get("layer 1 weights").adcBound().orElseThrow();
    assertNotEquals(first, second);
    assertTrue(first > 0 && first < 12, "bound " + first);
    String told = commanded(keys).out();
    String line = "ADC bounds (" + rule + " of the currents of 50 training samples";
    assertTrue(told.contains(line), told);
    assertTrue(told.contains(String.format(Locale.ROOT, "layer 0 weights %.4g;", first)), told);
  }

  private CommandLineRun commanded(String keys) throws IOException {
    Path file = directory.resolve("commanded.yaml");
    Files.writeString(file, SPEC.formatted(keys));
    CommandLineRun run =
        CommandLineRun.of("run", file.toString(), "--out", directory.resolve("out").toString());
    assertEquals(0, run.exit(), run.err());
    return run;
  }

  /** Programmed networks are calibrated once they are on the hardware. */
  @Test
  void calibrationAfterProgramming() {
    String text =
        SPEC.formatted("adc: { bits: 5, range: { calibrate: min-max } }")
            .replace(
                "{ scheme: pulsed, rate: 0.1 }",
                "{ scheme: digital, optimizer: { adam: { rate: 1e-3 } } }");
    RunResult found = TestRun.of(text, directory, directory.resolve("found"));
    assertTrue(found.hardware().get("layer 0 weights").adcBound().orElseThrow() < 12);
  }

  @Test
  void clippingIsToldWithAdvice() throws IOException {
    CommandLineRun run = commanded("bound-management: none, adc: { bound: 0.05 }");
    assertTrue(
        run.out()
            .matches(
                "(?s).*layer 0 weights: [0-9.]+ % of ADC reads clip, most in tile 0 \\([0-9.]+ %\\)"
                    + " and at output [0-7] \\([0-9.]+ %\\); raise adc.bound, now 0.0500.*"),
        run.out());
    List<String> table = Files.readAllLines(directory.resolve("out/clipping.csv"));
    assertEquals("layer,matrix,tile,output,conversions,clipped", table.get(0));
    assertTrue(table.get(1).matches("0,weights,0,0,[0-9]+,[0-9]+"), table.get(1));
    assertEquals(8, table.stream().filter(line -> line.startsWith("0,weights,0,")).count());
  }
}
