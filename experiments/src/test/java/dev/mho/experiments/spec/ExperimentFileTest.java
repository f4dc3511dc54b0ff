package dev.mho.experiments.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.emulator.tile.Effect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An experiment file is read strictly and printed with every default filled in. */
class ExperimentFileTest {

  static Stream<Path> examples() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("..", "examples"))) {
      return files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyExampleIsValidAndSurvivesPrinting(Path file) {
    ExperimentSpec spec = ExperimentFile.read(file);
    String printed = ExperimentFile.print(spec);
    assertEquals(spec, ExperimentFile.parse(printed, "printed"));
    assertEquals(printed, ExperimentFile.print(ExperimentFile.parse(printed, "printed")));
  }

  @Test
  void defaultsAreFilledIn() {
    ExperimentSpec spec =
        ExperimentFile.parse(
            """
            mho: experiment/1
            name: least
            data: { set: digits }
            network: { hidden: [] }
            learning: { credit: node-perturbation, update: { scheme: pulsed, rate: 0.1 } }
            hardware: { device: rpu-gokmen-2016, effects: [dac, pulses] }
            """,
            "least");
    assertEquals(0, spec.seed());
    assertEquals(64, spec.learning().batch());
    assertEquals(1e-3, spec.learning().nodePerturbation().get().sigma());
    assertEquals(Set.of(Effect.DAC, Effect.PULSES), spec.hardware().get().effects().wanted());
    assertEquals(9, spec.hardware().get().adc().bits());
    assertTrue(spec.crossCheck().get().exact());
    assertEquals(List.of(), spec.network().activations());
    assertTrue(ExperimentFile.print(spec).contains("effects: \n".strip()));
  }

  @Test
  void exactHardwareIsNoHardware() {
    ExperimentSpec spec =
        ExperimentFile.parse(
            """
            mho: experiment/1
            name: exact
            data: { set: digits }
            network: { hidden: [4], activation: [relu] }
            learning: { credit: backpropagation, update: { scheme: digital, optimizer: { sgd: { rate: 0.1 } } } }
            hardware: exact
            """,
            "exact");
    assertTrue(spec.hardware().isEmpty());
    assertFalse(ExperimentFile.print(spec).contains("hardware"));
  }
}
