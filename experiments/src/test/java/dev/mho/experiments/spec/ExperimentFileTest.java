package dev.mho.experiments.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.format.TextFile;
import dev.mho.emulator.compound.Chopper;
import dev.mho.emulator.compound.StepBuffer;
import dev.mho.emulator.compound.TransferRule;
import dev.mho.emulator.compound.TransferSpec;
import dev.mho.emulator.tile.Effect;
import dev.mho.emulator.update.ImplicitTrains;
import dev.mho.emulator.update.MeanCountTrains;
import dev.mho.emulator.update.StochasticTrains;
import dev.mho.emulator.update.TrainLength;
import dev.mho.emulator.update.UpdateManagement;
import dev.mho.learning.decorrelation.DecorrelationSpec.Gain;
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
  private static final Set<String> OTHER_KINDS = Set.of("mho: sweep/1", "mho: inference/1");

  static Stream<Path> examples() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("..", "examples"))) {
      return files.filter(ExperimentFileTest::isExperiment).sorted().toList().stream();
    }
  }

  private static boolean isExperiment(Path file) {
    return file.toString().endsWith(".yaml")
        && TextFile.read(file).lines().noneMatch(OTHER_KINDS::contains);
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
    assertEquals(1e-3, spec.learning().nodePerturbation().get().sigma().get());
    assertEquals(Set.of(Effect.DAC, Effect.PULSES), spec.hardware().get().effects().wanted());
    assertEquals(9, spec.hardware().get().adc().bits().orElseThrow());
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

  /** YAML takes both words for truth values. */
  @Test
  void trueAndOffAreWordsHere() {
    ExperimentSpec spec =
        ExperimentFile.parse(
            """
            mho: experiment/1
            name: words
            data: { set: digits }
            network: { kind: paper-dense }
            learning:
              credit: direct-feedback-alignment
              derivative: true
              decorrelation: { rate: 0, gain: off }
              update: { scheme: natural-gradient, rate: 0.1 }
            """,
            "words");
    assertEquals(LearningSpec.Derivative.TRUE, spec.learning().derivative().orElseThrow());
    assertEquals(Gain.OFF, spec.learning().decorrelation().orElseThrow().settings().gain());
    assertEquals(List.of(1000, 1000, 1000, 1000), spec.network().hidden());
    assertEquals(spec, ExperimentFile.parse(ExperimentFile.print(spec), "printed"));
  }

  @Test
  void thePapersConvolutionalNetwork() {
    ExperimentSpec spec =
        ExperimentFile.parse(
            """
            mho: experiment/1
            name: conv
            data: { set: cifar-10, directory: x, augment: { crop: 32, padding: 4, flip: true } }
            network: { kind: paper-conv }
            learning:
              credit: backpropagation
              decorrelation: { rule: newton-schulz }
              update: { scheme: digital, optimizer: { adam: { rate: 1e-3 } } }
            """,
            "conv");
    assertEquals(6, spec.network().depth());
    assertEquals(
        List.of(32, 32, 64, 64),
        spec.network().convolutionSpecs().stream().map(c -> c.channels()).toList());
    assertEquals(
        List.of(false, true, false, true),
        spec.network().convolutionSpecs().stream().map(c -> c.pool().isPresent()).toList());
    assertEquals(5, spec.learning().decorrelation().orElseThrow().iterations().orElseThrow());
    assertEquals(spec, ExperimentFile.parse(ExperimentFile.print(spec), "printed"));
  }

  /** Pulses by name are the emulator's trains, and a scheme's own keys are filled in alone. */
  @Test
  void schemesAndTrainsByName() {
    String text =
        """
        mho: experiment/1
        name: schemes
        data: { set: digits }
        network: { hidden: [4] }
        learning: { credit: backpropagation, update: { scheme: agad, rate: 0.1, transfer: { chop-period: 3 } } }
        hardware: { device: rpu-gokmen-2016, pulses: { kind: deterministic, length: 100, train-length: stretched, error-scale: 0.5, error-resolution: 0.1 } }
        """;
    ExperimentSpec spec = ExperimentFile.parse(text, "schemes");
    assertEquals(
        new ImplicitTrains(100, new UpdateManagement(true, 0.5, TrainLength.STRETCHED), 0, 0.1),
        spec.hardware().orElseThrow().pulses().trains());
    TransferKeys keys = spec.learning().update().transfer().orElseThrow();
    assertEquals(
        new TransferSpec(
            1,
            1,
            1,
            TransferSpec.Side.INPUTS,
            0.03,
            0,
            new TransferRule.Dynamic(
                new StepBuffer(1, 1, 0, true), new Chopper(3, Chopper.Kind.REGULAR), 5)),
        keys.settings(UpdateSpec.Scheme.AGAD));
    assertTrue(spec.learning().update().mixedPrecision().isEmpty());
    assertEquals(spec, ExperimentFile.parse(ExperimentFile.print(spec), "printed"));

    ExperimentSpec plainest =
        ExperimentFile.parse(text.replaceAll("pulses: .*", "pulses: { kind: mean-count } }"), "x");
    assertEquals(
        new MeanCountTrains(31, UpdateManagement.usual()),
        plainest.hardware().orElseThrow().pulses().trains());
    ExperimentSpec coarse =
        ExperimentFile.parse(text.replaceAll("pulses: .*", "pulses: { resolution: 0.1 } }"), "x");
    assertEquals(
        new StochasticTrains(31, UpdateManagement.usual(), 0.1),
        coarse.hardware().orElseThrow().pulses().trains());
  }
}
