package dev.mho.experiments.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.format.BadInputException;
import dev.mho.emulator.tile.Effect;
import dev.mho.experiments.TestRun;
import dev.mho.experiments.spec.ExperimentFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs whose arrays have wires. */
class WiredRunTest {
  private static final String SPEC =
      """
      mho: experiment/1
      name: wired
      data: { set: digits, train: 200, test: 100 }
      network: { hidden: [12] }
      learning: { credit: backpropagation, update: %s, batch: 20, epochs: 2 }
      hardware: { device: reram-gong-2018, %s }
      """;
  private static final String PULSED = "{ scheme: pulsed, rate: 0.1 }";
  private static final String DIGITAL = "{ scheme: digital, optimizer: { adam: { rate: 1e-3 } } }";

  @TempDir private Path directory;

  private RunResult run(String update, String wires) {
    String text = SPEC.formatted(update, wires);
    return TestRun.of(text, directory, directory.resolve(Integer.toString(text.hashCode())));
  }

  @Test
  void theResultTellsOfTheWires() throws IOException {
    RunResult result = run(PULSED, "wires: { ohms-per-segment: 5, refresh: 8 }");
    assertTrue(result.effects().orElseThrow().active().contains(Effect.WIRES.label()));
    RunResult.WireFacts wires = result.hardware().get("layer 0 weights").wires().orElseThrow();
    // 20 updates, a solve for the first read and after each 8; tests and probes read without one.
    assertEquals(3, wires.solves());
    assertTrue(wires.staleError() > 0 && wires.staleError() < 0.05, "stale " + wires.staleError());
    Path out =
        directory.resolve(
            Integer.toString(
                SPEC.formatted(PULSED, "wires: { ohms-per-segment: 5, refresh: 8 }").hashCode()));
    assertTrue(Files.readString(out.resolve("result.json")).contains("\"stale_error\""));
    assertTrue(
        Files.readString(out.resolve("experiment.yaml")).contains("refresh: 8"),
        "the resolved experiment keeps the wires");
  }

  @Test
  void wiresChangeWhatIsReadAndCanBeSwitchedOff() {
    RunResult without = run(DIGITAL, "effects: [dac, adc]");
    RunResult off = run(DIGITAL, "wires: { ohms-per-segment: 50 }, effects: [dac, adc]");
    RunResult on = run(DIGITAL, "wires: { ohms-per-segment: 50 }, effects: [dac, adc, wires]");
    assertEquals(without.scores().get("hardware"), off.scores().get("hardware"));
    assertTrue(
        on.scores().get("hardware").loss() != off.scores().get("hardware").loss(), "wires act");
    assertEquals(Optional.empty(), off.hardware().get("layer 0 weights").wires());
    assertTrue(off.effects().orElseThrow().off().contains("wires"));
    assertEquals(List.of("dac", "adc", "wires"), on.effects().orElseThrow().active());
  }

  @Test
  void refreshNeedsUpdates() {
    BadInputException refusal =
        assertThrows(
            BadInputException.class,
            () -> run(DIGITAL, "wires: { ohms-per-segment: 50, refresh: exact }"));
    assertTrue(
        refusal
            .getMessage()
            .contains(
                "hardware.wires.refresh cannot act: with scheme digital no update moves devices"),
        refusal.getMessage());
  }

  @Test
  void exactIsSpelledExact() {
    String text = SPEC.formatted(PULSED, "wires: { ohms-per-segment: 50, refresh: exact }");
    String printed = ExperimentFile.print(ExperimentFile.parse(text, "wired"));
    assertTrue(printed.contains("refresh: exact"), printed);
    assertEquals(printed, ExperimentFile.print(ExperimentFile.parse(printed, "printed")));
  }
}
