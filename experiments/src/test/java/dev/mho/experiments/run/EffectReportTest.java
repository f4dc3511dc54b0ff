package dev.mho.experiments.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.format.BadInputException;
import dev.mho.experiments.CommandLineRun;
import dev.mho.experiments.TestRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run says which effects act, which the device lacks, which are off, and which cannot act. */
class EffectReportTest {
  private static final String SPEC =
      """
      mho: experiment/1
      name: effects
      data: { set: digits, train: 60, test: 40 }
      network: { hidden: [8] }
      learning: { credit: backpropagation, update: %s, batch: 20, epochs: 1 }
      hardware: { device: %s, %s }
      """;
  private static final String PULSED = "{ scheme: pulsed, rate: 0.1 }";
  private static final String DIGITAL = "{ scheme: digital, optimizer: { adam: { rate: 1e-3 } } }";

  @TempDir private Path directory;

  @Test
  void pulsedTraining() {
    RunResult result = run(PULSED, "rpu-gokmen-2016", "effects: [adc, pulses, cycle-to-cycle]");
    RunResult.EffectNames effects = result.effects().orElseThrow();
    assertEquals(List.of("adc", "cycle-to-cycle", "pulses"), effects.active());
    assertEquals(
        List.of(
            "input-noise",
            "output-noise",
            "adc-mismatch",
            "distortion",
            "static-drop",
            "read-noise",
            "wires",
            "programming-error",
            "write-noise",
            "levels",
            "drift",
            "faults"),
        effects.absent());
    assertEquals(List.of("dac", "device-to-device"), effects.off());
    assertEquals(Map.of(), effects.cannotAct());
  }

  @Test
  void anEffectAskedForByNameMustBeAbleToAct() {
    BadInputException refusal =
        assertThrows(
            BadInputException.class,
            () -> run(PULSED, "reram-woo-2016", "effects: [cycle-to-cycle]"));
    assertTrue(
        refusal
            .getMessage()
            .endsWith("hardware: effects: cycle-to-cycle cannot act: no device receives a pulse"),
        refusal.getMessage());
  }

  @Test
  void driftNeedsTime() {
    RunResult.EffectNames soon =
        run(DIGITAL, "pcm-nandakumar-2019", "effects: all").effects().orElseThrow();
    assertEquals(
        Map.of("drift", "the run waits at most 0.0 s, drift begins 20.0 s after a write"),
        soon.cannotAct());
    assertEquals(List.of("dac", "adc", "read-noise", "programming-error"), soon.active());
    RunResult later = run(DIGITAL, "pcm-joshi-2020", "read-at-seconds: [0, 100, 1e8]");
    assertTrue(later.effects().orElseThrow().active().contains("drift"));
    assertEquals(3, later.readOuts().size());
    assertEquals(later.scores().get("hardware"), later.readOuts().get(0).score());
    assertTrue(
        later.readOuts().get(2).score().loss() != later.readOuts().get(0).score().loss(),
        "three years of drift leave a trace");
  }

  @Test
  void driftThatNoDeviceWaitedForHasNotActed() throws IOException {
    TestRun.writeDriftingDevice(directory.resolve("drifting.device.json"), "rpu-gokmen-2016", 20);
    String soon =
        run(PULSED, "drifting.device.json", "effects: all")
            .effects()
            .orElseThrow()
            .cannotAct()
            .get("drift");
    assertTrue(soon.endsWith("s of emulated time, drift begins 20.0 s after a write"), soon);
    RunResult late = run(PULSED, "drifting.device.json", "pulse-seconds: 10");
    assertTrue(late.effects().orElseThrow().active().contains("drift"));
  }

  /** What diffuses, or reads with noise that grows, is another device later. */
  @Test
  void timeTellsWithoutDrift() throws IOException {
    String text = CommandLineRun.of("device", "show", "rpu-gokmen-2016").out();
    Path diffusing = directory.resolve("diffusing.device.json");
    Files.writeString(
        diffusing,
        text.replace(
            "\"diffusion\" : null", "\"diffusion\" : {\"of_range_per_root_second\": 1e-3}"));
    RunResult later = run(DIGITAL, "diffusing.device.json", "read-at-seconds: [0, 1e4]");
    assertTrue(later.effects().orElseThrow().active().contains("drift"));
    assertTrue(
        later.readOuts().get(1).score().loss() != later.readOuts().get(0).score().loss(),
        "three hours of diffusion leave a trace");
  }

  @Test
  void theReportIsPrinted() {
    List<String> said = new ArrayList<>();
    Progress progress =
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
          public void epochDone(String summary) {
            said.add(summary);
          }
        };
    String text = SPEC.formatted(PULSED, "rpu-gokmen-2016", "effects: [dac, adc]");
    TestRun.of(text, directory, directory.resolve("said"), 1, progress);
    assertTrue(said.contains("  active            dac, adc"), said.toString());
    assertTrue(
        said.contains(
            "  not described     input-noise, output-noise, adc-mismatch, distortion, static-drop,"
                + " read-noise, wires, programming-error, write-noise, levels, drift, faults"),
        said.toString());
    assertTrue(
        said.contains("  switched off      device-to-device, cycle-to-cycle, pulses"),
        said.toString());
    assertTrue(said.stream().anyMatch(line -> line.startsWith("epoch   1/1")), said.toString());
  }

  private RunResult run(String update, String device, String rest) {
    String text = SPEC.formatted(update, device, rest);
    Path out = directory.resolve(Integer.toString(text.hashCode()));
    return TestRun.of(text, directory, out);
  }
}
