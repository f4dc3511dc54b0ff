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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @Test
  void rowsAndColumnsHaveSegmentsOfTheirOwn() {
    String text = SPEC.formatted(DIGITAL, "wires: { ohms-per-segment: { row: 20, column: 5 } }");
    String printed = ExperimentFile.print(ExperimentFile.parse(text, "wired"));
    assertTrue(printed.replaceAll("\\s+", " ").contains("column: 5"), printed);
    assertEquals(printed, ExperimentFile.print(ExperimentFile.parse(printed, "printed")));
    String rows = "wires: { ohms-per-segment: { row: 20, column: 0 } }, effects: [wires]";
    String columns = "wires: { ohms-per-segment: { row: 0, column: 20 } }, effects: [wires]";
    String both = "wires: { ohms-per-segment: 20 }, effects: [wires]";
    double ofRows = run(DIGITAL, rows).scores().get("hardware").loss();
    double ofColumns = run(DIGITAL, columns).scores().get("hardware").loss();
    double ofBoth = run(DIGITAL, both).scores().get("hardware").loss();
    assertTrue(ofRows != ofColumns && ofRows != ofBoth && ofColumns != ofBoth);
  }

  /** Broken lines and curved devices change what is read; the same seed breaks the same. */
  @Test
  void brokenLinesAndCurvesAct() throws IOException {
    String whole = "wires: { ohms-per-segment: 2 }, effects: [wires]";
    String broken =
        "wires: { ohms-per-segment: 2, broken: { dead-rows: 0.1, shorts: 0.01 } }, effects: [wires]";
    String curved =
        "wires: { ohms-per-segment: 2, curve: { sinh-per-volt: 5, full-scale-volts: 0.5 } },"
            + " effects: [wires]";
    double lossWhole = run(DIGITAL, whole).scores().get("hardware").loss();
    double lossBroken = run(DIGITAL, broken).scores().get("hardware").loss();
    double lossCurved = run(DIGITAL, curved).scores().get("hardware").loss();
    assertTrue(Math.abs(lossBroken - lossWhole) > 1e-3, lossBroken + " and " + lossWhole);
    assertTrue(Math.abs(lossCurved - lossWhole) > 1e-3, lossCurved + " and " + lossWhole);
    String text = SPEC.formatted(DIGITAL, broken);
    Path again = directory.resolve("again");
    assertEquals(lossBroken, TestRun.of(text, directory, again).scores().get("hardware").loss());
    assertEquals(
        Files.readString(again.resolve("conductances/layer0-weights-defects.json")),
        Files.readString(
            directory
                .resolve(Integer.toString(text.hashCode()))
                .resolve("conductances/layer0-weights-defects.json")));
  }

  /** By pulses too, where every read is exact and nothing is refreshed. */
  @Test
  void curvedDevicesAreTrainedByPulses() {
    RunResult result =
        run(
            PULSED,
            "wires: { ohms-per-segment: 5, curve: { cubic-per-square-volt: 2, full-scale-volts: 0.5 } }");
    RunResult.WireFacts wires = result.hardware().get("layer 1 weights").wires().orElseThrow();
    assertEquals(0, wires.staleError());
    // Plus and minus arrays for every sample of 2 epochs, forward, and backward as often.
    assertTrue(wires.solves() >= 2 * 2 * 2 * 200, "solves " + wires.solves());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ohms-per-segment: { row: 1 }                                   | ohms-per-segment: found {"row":1}; allowed: a number, or { row: number, column: number }
          ohms-per-segment: { row: 1, column: -2 }                       | ohms-per-segment: found -2.0; allowed: 0.0 to
          ohms-per-segment: 0                                            | wires cannot act: every resistance is zero
          ohms-per-segment: 1, broken: { }                               | broken cannot act: dead-rows, dead-columns and shorts are 0 or left out
          ohms-per-segment: 1, broken: { dead-rows: 0.1, short-ohms: 5 } | short-ohms cannot act: shorts is 0 or left out
          ohms-per-segment: 1, broken: { dead-rows: 1.5 }                | dead-rows: found 1.5; allowed: 0.0 to 1.0
          ohms-per-segment: 1, broken: { shorts: 0.1, short-ohms: 0 }    | short (ohm): found 0.0; allowed: a finite number > 0
          ohms-per-segment: 1, curve: { full-scale-volts: 1 }            | one curve is needed; allowed: sinh-per-volt or cubic-per-square-volt
          ohms-per-segment: 1, curve: { sinh-per-volt: 1 }               | full-scale-volts: missing
          ohms-per-segment: 1, curve: { sinh-per-volt: 1, full-scale-volts: 0 } | full-scale-volts: found 0.0; allowed: a finite number > 0
          ohms-per-segment: 1, refresh: 3, curve: { sinh-per-volt: 1, full-scale-volts: 1 } | refresh cannot act: the circuit of curved devices is solved for every read
          ohms-per-segment: 1, pairs: interleaved, curve: { sinh-per-volt: 1, full-scale-volts: 1 } | wires: curve needs pairs: separate; curved pairs that share lines cannot be read backward
          """)
  void mistakesAreNamed(String wires, String message) {
    BadInputException refusal =
        assertThrows(BadInputException.class, () -> run(PULSED, "wires: { " + wires + " }"));
    assertTrue(refusal.getMessage().contains(message), refusal.getMessage());
  }
}
