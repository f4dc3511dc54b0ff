package dev.mho.experiments.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.emulator.matrix.Matrix;
import dev.mho.experiments.CommandLineRun;
import dev.mho.experiments.TestRun;
import dev.mho.experiments.export.NpyMatrix;
import dev.mho.experiments.spec.ExperimentFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole runs on other cells than plain pairs. */
class CellRunTest {
  private static final String DIGITAL =
      """
      mho: experiment/1
      name: cells
      seed: 3
      data: { set: digits, train: 400, test: 100 }
      network: { hidden: [12] }
      learning:
        credit: backpropagation
        update: { scheme: digital, optimizer: { sgd: { rate: 0.5 } } }
        batch: 16
        epochs: 4
      hardware: { device: rpu-gokmen-2016, effects: none, tile: { rows: 40, cols: 10 }, CELL }
      """;

  private static final String PULSED =
      DIGITAL
          .replace(
              "scheme: digital, optimizer: { sgd: { rate: 0.5 } }", "scheme: pulsed, rate: 0.3")
          .replace("epochs: 4", "epochs: 8")
          .replace("effects: none", "effects: [pulses, device-to-device, cycle-to-cycle]");

  @TempDir Path directory;

  /** With every effect off, programmed weights classify as the exact ones do. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "single     | cell: { kind: single, weight-range: 4 }                        | device",
        "reference  | cell: { kind: single, reference: device, weight-range: auto }  | device reference",
        "multi      | cell: { kind: multi, significances: [1, 3], filling: in-turn, weight-range: 4 } | plus-0 minus-0 plus-1 minus-1",
        "singles    | cell: { kind: multi, of: single, significances: [1, 1], weight-range: auto-column } | device-0 device-1",
        "offset     | cell: { kind: offset, weight-range: 4 }                        | device",
        "unit       | cell: { kind: offset, subtraction: unit-column, weight-range: auto } | device",
        "rest       | cell: { rest: 0.3, weight-range: auto, range-fill: 0.8 }       | plus minus"
      })
  void programmedWeightsAreTheTrainedOnes(String name, String cell, String roles)
      throws IOException {
    Path out = directory.resolve(name);
    RunResult result = TestRun.of(DIGITAL.replace("CELL", cell), directory, out);
    assertEquals(result.scores().get("exact").loss(), result.scores().get("hardware").loss(), 1e-4);
    Matrix trained = NpyMatrix.read(out.resolve("weights/exact-layer0-weights.npy"));
    Matrix held = NpyMatrix.read(out.resolve("weights/hardware-layer0-weights.npy"));
    assertArrayEquals(trained.toArray(), held.toArray(), 2e-6);
    List<String> files = new ArrayList<>();
    for (String role : roles.split(" ")) {
      files.add("layer0-weights-" + role + ".npy");
    }
    for (String file : files) {
      assertTrue(Files.exists(out.resolve("conductances").resolve(file)), file);
    }
    String devices = Long.toString((long) files.size() * 64 * 12);
    assertTrue(
        Files.readString(out.resolve("result.json")).contains("\"devices\" : " + devices), devices);
    assertSameAgain(out, result);
  }

  /** Conductances and the worth of a siemens are all that it takes to know the weights. */
  @Test
  void weightsFollowFromConductances() {
    Path out = directory.resolve("exported");
    TestRun.of(DIGITAL.replace("CELL", "cell: { weight-range: auto-column }"), directory, out);
    Matrix plus = NpyMatrix.read(out.resolve("conductances/layer0-weights-plus.npy"));
    Matrix minus = NpyMatrix.read(out.resolve("conductances/layer0-weights-minus.npy"));
    Matrix worth =
        NpyMatrix.read(out.resolve("conductances/layer0-weights-weight-per-siemens.npy"));
    Matrix weights = NpyMatrix.read(out.resolve("weights/hardware-layer0-weights.npy"));
    assertEquals(2, worth.cols(), "64 inputs over arrays of 40");
    for (int k = 0; k < 12; k++) {
      for (int j = 0; j < 64; j++) {
        double siemens = plus.get(k, j) - minus.get(k, j);
        assertEquals(weights.get(k, j), worth.get(k, j / 40) * siemens, 1e-9);
      }
    }
  }

  @Test
  void eightBitsInSlicesWithInputsInDigits() throws IOException {
    Path out = directory.resolve("sliced");
    String text =
        DIGITAL
            .replace("effects: none", "effects: [dac]")
            .replace(
                "CELL",
                "cell: { kind: bit-sliced, weight-range: auto, weight-bits: 8, slices: 2,"
                    + " balance: offset, input-bits: 6 }");
    RunResult result = TestRun.of(text, directory, out);
    assertEquals(
        result.scores().get("exact").accuracy(), result.scores().get("hardware").accuracy(), 0.02);
    Matrix trained = NpyMatrix.read(out.resolve("weights/exact-layer0-weights.npy"));
    Matrix held = NpyMatrix.read(out.resolve("weights/hardware-layer0-weights.npy"));
    double largest = 0;
    for (int k = 0; k < trained.rows(); k++) {
      largest = Math.max(largest, trained.largest(k));
    }
    assertArrayEquals(trained.toArray(), held.toArray(), 0.51 * largest / 127);
    for (int slice = 0; slice < 2; slice++) {
      assertTrue(
          Files.exists(out.resolve("conductances/layer0-weights-slice" + slice + "-device.npy")));
    }
    assertEquals(4, result.hardware().get("layer 0 weights-slice0").tiles());
    assertEquals(4, result.hardware().get("layer 0 weights-slice1").tiles());
    assertSameAgain(out, result);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "single | cell: { kind: single }",
        "multi  | cell: { kind: multi, significances: [1, 1], turn: sequential }",
        "random | cell: { kind: multi, of: single, significances: [1, 2], turn: random }",
        "offset | cell: { kind: offset }",
        "fitted | cell: { weight-range: auto, range-fill: 0.5 }"
      })
  void pulsedWeightsLearn(String name, String cell) throws IOException {
    Path out = directory.resolve(name);
    RunResult result = TestRun.of(PULSED.replace("CELL", cell), directory, out);
    double accuracy = result.scores().get("hardware").accuracy();
    assertTrue(accuracy > 0.6, name + ": " + accuracy);
    assertSameAgain(out, result);
  }

  @Test
  void driftIsMadeUpFor() throws IOException {
    TestRun.writeDriftingDevice(directory.resolve("drifting.json"), "rpu-gokmen-2016", 1);
    String text =
        DIGITAL
            .replace("rpu-gokmen-2016, effects: none", "drifting.json, effects: [drift]")
            .replace("CELL", "read-at-seconds: [100, 1e6], drift-compensation: KIND");
    Path plain = directory.resolve("plain");
    RunResult drifted = TestRun.of(text.replace("KIND", "none"), directory, plain);
    assertTrue(drifted.readOuts().get(1).compensation().isEmpty());
    for (String kind : List.of("global", "per-column")) {
      Path out = directory.resolve(kind);
      RunResult result = TestRun.of(text.replace("KIND", kind), directory, out);
      double[] times = {100, 1e6};
      for (int i = 0; i < 2; i++) {
        RunResult.Factors factors = result.readOuts().get(i).compensation().orElseThrow();
        // Exponents are 0.05 ± 0.01; the smallest array has 48 pairs.
        double mean = Math.pow(times[i], 0.05);
        assertTrue(1 + 0.5 * (mean - 1) < factors.least(), factors.toString());
        assertTrue(factors.least() <= factors.most());
        assertTrue(factors.most() < 1 + 1.5 * (mean - 1), factors.toString());
      }
      double before = result.scores().get("hardware").loss();
      double after = result.readOuts().get(1).score().loss();
      double uncompensated = drifted.readOuts().get(1).score().loss();
      assertTrue(Math.abs(after - before) < Math.abs(uncompensated - before), kind);
      assertSameAgain(out, result);
    }
  }

  @Test
  void verifiedWritesComeNear() throws IOException {
    Path out = directory.resolve("verified");
    RunResult result =
        TestRun.of(
            DIGITAL
                .replace("effects: none", "effects: [cycle-to-cycle]")
                .replace(
                    "CELL",
                    "cell: { weight-range: auto }, verify: { tolerance: 0.005, most-pulses: 2000 }"),
            directory,
            out);
    RunResult.ProgrammingFacts facts =
        result.hardware().get("layer 0 weights").programming().orElseThrow();
    assertTrue(facts.verifiedShare() > 0.99, facts.toString());
    assertTrue(facts.largestError() <= 0.005, facts.toString());
    assertTrue(facts.meanPulses() > 10, facts.toString());
    assertEquals(result.scores().get("exact").loss(), result.scores().get("hardware").loss(), 0.05);
    assertSameAgain(out, result);
  }

  @Test
  void energyIsCountedAndWhatItLeavesOutIsTold() throws IOException {
    Files.writeString(
        directory.resolve("chip.json"), "{ \"mho\": \"energy/1\", \"adc_joules\": 2e-12 }");
    String text =
        DIGITAL
            .replace("effects: none", "effects: [dac, adc]")
            .replace("CELL", "energy: { file: chip.json }");
    Path file = Files.writeString(directory.resolve("energy.yaml"), text);
    Path out = directory.resolve("energy");
    CommandLineRun run = CommandLineRun.of("run", file.toString(), "--out", out.toString());
    assertEquals(0, run.exit(), run.err());
    assertTrue(run.out().contains("energy of the arrays by model first-order: "), run.out());
    assertTrue(run.out().contains("not in these numbers:"), run.out());
    assertTrue(run.out().contains("  pulses that move devices: their volts"), run.out());
    assertTrue(
        Files.readString(out.resolve("experiment.yaml")).contains("file: \"energy.json\"")
            || Files.readString(out.resolve("experiment.yaml")).contains("file: energy.json"));
    RunResult again =
        TestRun.of(
            Files.readString(out.resolve("experiment.yaml")), out, directory.resolve("again"));
    RunResult.ArrayFacts facts = again.hardware().get("layer 0 weights");
    double adc = facts.energy().orElseThrow().adcJoules();
    assertEquals(2e-12 * facts.conversions(), adc, 1e-9 * adc);
    assertTrue(facts.energy().get().arrayJoules() > 0);
    assertEquals(again.energyLeavesOut().size(), 7);
  }

  /** The experiment as it is printed, defaults filled in, gives the same numbers. */
  private void assertSameAgain(Path out, RunResult result) throws IOException {
    String printed = Files.readString(out.resolve("experiment.yaml"));
    assertEquals(printed, ExperimentFile.print(ExperimentFile.parse(printed, "printed")));
    Path again = directory.resolve(out.getFileName() + "-again");
    assertEquals(result.scores(), TestRun.of(printed, out, again).scores());
  }

  @Test
  void partialSumsAreTold() throws IOException {
    String text =
        DIGITAL
            .replace("effects: none", "effects: [adc]")
            .replace("CELL", "cell: { weight-range: 50 }");
    Path file = Files.writeString(directory.resolve("told.yaml"), text);
    Path out = directory.resolve("told");
    CommandLineRun run = CommandLineRun.of("run", file.toString(), "--out", out.toString());
    List<String> lines = run.out().lines().toList();
    assertTrue(
        lines.contains(
            "layer 0 weights: 2 arrays share the inputs of an output; each converts its partial"
                + " sum, which is rounded before it is added"),
        lines.toString());
  }
}
