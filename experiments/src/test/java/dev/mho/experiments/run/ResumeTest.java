package dev.mho.experiments.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.array.Workers;
import dev.mho.experiments.CommandLineRun;
import dev.mho.experiments.export.Sha256;
import dev.mho.experiments.spec.ExperimentFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs of every kind that are interrupted twice, in the middle of epochs, end with the same bytes
 * as those that were not; and what a checkpoint restores is the whole state.
 */
class ResumeTest {

  /** 9 steps an epoch. */
  private static final String SPEC =
      """
      mho: experiment/1
      name: resumed
      seed: 11
      data: { set: digits, train: 85, test: 30 }
      network: { hidden: [7] }
      learning:
        credit: backpropagation
        update: { scheme: pulsed, rate: 0.1 }
        batch: 10
        epochs: 2
      hardware:
        device: rpu-gokmen-2016
        tile: { rows: 40, cols: 5 }
      """;

  private static final int CRASH = 7;
  private static final int STOP = 14;

  /** What is only kept to be used again, or belongs to the process and not to the run. */
  private static final Set<String> SCRATCH =
      Set.of(
          "Workers",
          "Keeper",
          "ResultDirectory",
          "Products",
          "NativeProducts",
          "NativeCopy",
          "Dataset",
          "Training.progress",
          "Periphery.idle",
          "Periphery.magnitude",
          "Periphery.inOrderScale",
          "RowBuffers.idle",
          "ChangeMeter.before",
          "LateralLoop.factors",
          "Parameters.gradient",
          "PatchProducts.patchBuffers",
          "SimpleBase.convertType");

  @TempDir private static Path directory;

  /** A kind of run. */
  record Kind(String name, String text) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Kind kind(String name, String... changes) {
    String text = SPEC;
    for (int i = 0; i < changes.length; i += 2) {
      assertTrue(text.contains(changes[i]), changes[i]);
      text = text.replace(changes[i], changes[i + 1]);
    }
    return new Kind(name, text);
  }

  private static Kind on(String name, String hardware) {
    return kind(name, "device: rpu-gokmen-2016", "device: rpu-gokmen-2016\n  " + hardware);
  }

  private static Kind learning(String name, String credit, String update) {
    return kind(name, "credit: backpropagation", credit, "{ scheme: pulsed, rate: 0.1 }", update);
  }

  private static Kind digital(String name, String credit, String update, String hardware) {
    return kind(
        name,
        "credit: backpropagation",
        credit,
        "{ scheme: pulsed, rate: 0.1 }",
        "{ scheme: " + update + " }",
        SPEC.substring(SPEC.indexOf("hardware:")),
        hardware);
  }

  static Stream<Kind> kinds() {
    List<Kind> kinds = new ArrayList<>();
    String bp = "credit: backpropagation";
    String adam = "digital, optimizer: { adam: { rate: 1e-2 } }";
    String sgd = "digital, optimizer: { sgd: { rate: 0.1, momentum: 0.9 } }";

    // Rules, exactly.
    kinds.add(digital("adam", bp, adam, ""));
    kinds.add(digital("momentum", "credit: feedback-alignment", sgd, ""));
    kinds.add(digital("dfa", "credit: direct-feedback-alignment", sgd, ""));
    kinds.add(digital("np", "credit: node-perturbation\n  decorrelation: { rate: 1e-3 }", sgd, ""));
    kinds.add(digital("natural", bp, "natural-gradient, rate: 0.05, damping: 0.1", ""));
    kinds.add(
        digital(
            "aware",
            bp
                + "\n  hardware-aware: { modifier: { additive-normal: { deviation: 0.1 } },"
                + " clip: { fixed: { bound: 0.2 } } }",
            adam,
            "hardware: { device: pcm-joshi-2020, read-at-seconds: [60, 3600],"
                + " drift-compensation: per-column }"));
    kinds.add(
        digital(
            "sliced",
            bp,
            sgd,
            "hardware: { device: rpu-gokmen-2016, effects: [dac], cell: { kind: bit-sliced,"
                + " weight-range: auto, weight-bits: 8, slices: 2, balance: offset } }"));
    for (String rule :
        List.of(
            "ahmad-2024, rate: 1e-3",
            "ahmad-2022, rate: 1e-3",
            "foldiak, rate: 1e-3",
            "sanger, rate: 1e-3",
            "pehlevan, rate: 1e-3",
            "vogels, rate: 1e-3",
            "zca, every: 4",
            "batch-whitening",
            "newton-schulz")) {
      String decorrelation = "\n  decorrelation: { rule: " + rule + ", samples: 1 }";
      kinds.add(digital(rule.split(",")[0], bp + decorrelation, adam, ""));
    }
    kinds.add(
        kind(
            "foldiak on arrays",
            bp,
            bp + "\n  decorrelation: { rule: foldiak, rate: 1e-3, samples: 1 }"));

    String recurrent =
        "\n  decorrelation: { rate: 1e-3, recurrent: { tolerance: 0.1, most-time: 5 } }";
    kinds.add(digital("recurrent", "credit: feedback-alignment" + recurrent, adam, ""));
    kinds.add(
        kind(
            "recurrent on arrays",
            bp,
            bp + recurrent,
            "device: rpu-gokmen-2016",
            "device: ideal-rasch-2019"));

    // Rules on arrays.
    String decorrelated = "\n  decorrelation: { rate: 1e-3 }";
    String pulsed = "{ scheme: pulsed, rate: 0.1 }";
    kinds.add(learning("fa on arrays", "credit: feedback-alignment" + decorrelated, pulsed));
    kinds.add(
        learning("dfa on arrays", "credit: direct-feedback-alignment" + decorrelated, pulsed));
    kinds.add(
        learning(
            "np on arrays",
            "credit: node-perturbation\n  node-perturbation: { sigma: 0.1, draws: 2 }"
                + decorrelated,
            "{ scheme: pulsed, rate: 0.01 }"));
    kinds.add(
        kind(
            "convolution",
            "network: { hidden: [7] }",
            "network: { convolutions: [{ channels: 3, pool: 2 }], hidden: [7] }",
            bp,
            bp + decorrelated));
    kinds.add(
        new Kind(
            "digital convolution",
            digital("", bp + decorrelated, adam, "")
                .text()
                .replace("hidden: [7]", "convolutions: [{ channels: 3, pool: 2 }], hidden: [7]")));

    // Compounds.
    for (String scheme :
        List.of(
            "mixed-precision, rate: 0.4, mixed-precision: { every: 2 }",
            "mixed-precision, optimizer: { adam: { rate: 1e-2 } }",
            "tiki-taka, rate: 0.4, transfer: { fast-rate: 2.5, transfer-rate: 0.05 }",
            "tiki-taka-2, rate: 0.4, transfer: { fast-rate: 10, transfer-rate: 0.1 }",
            "chopped, rate: 0.4, transfer: { fast-rate: 10, transfer-rate: 0.1, chop-period: 2,"
                + " chopping: random }",
            "agad, rate: 0.4, transfer: { fast-rate: 10, transfer-rate: 0.1, chop-period: 2 }")) {
      kinds.add(learning(scheme, bp + decorrelated, "{ scheme: " + scheme + " }"));
    }

    // Cells, pulses, reads, wires, energy.
    for (String hardware :
        List.of(
            "cell: { kind: single }",
            "cell: { kind: multi, significances: [1, 1], turn: sequential }",
            "cell: { kind: multi, of: single, significances: [1, 2], turn: random }",
            "cell: { kind: offset }",
            "cell: { weight-range: auto-column, range-fill: 0.5 }",
            "pulses: { kind: deterministic }",
            "pulses: { kind: mean-count }",
            "pulses: { order: aggregated }",
            "adc: { range: { calibrate: moving, samples: 20 } }, bound-management: none",
            "adc: { rounding: stochastic }",
            "input-scaling: average-abs-max",
            "reads: { input-noise: 0.01, output-noise: 0.06, static-drop: { ratio: 100 } }",
            "reads: { signed-inputs: two-phases-digital }",
            "wires: { ohms-per-segment: 20, sense-ohms: 50, refresh: 4 }",
            "wires: { ohms-per-segment: 20, refresh: exact }",
            "wires: { ohms-per-segment: 20, broken: { dead-rows: 0.05, shorts: 0.01, short-ohms: 5000 } }",
            "wires: { ohms-per-segment: 20, curve: { sinh-per-volt: 3, full-scale-volts: 0.2 } }",
            "energy: {}")) {
      kinds.add(on(hardware, hardware.replace("}, ", "}\n  ")));
    }

    // Devices: every family of steps, noise, drift and faults.
    for (String device :
        List.of(
            "capacitor-li-2018",
            "ecram-tang-2018",
            "fefet-jerry-2017",
            "mram-stt",
            "pcm-nandakumar-2020",
            "compact-vteam-2015",
            "compact-ion-drift-2008",
            "compact-stanford-pku-2016",
            "compact-quadratic-2020",
            "reram-gong-2018",
            "reram-gong-2018-soft-bounds",
            "reram-gong-2022-om",
            "reram-chen-2019",
            "reram-wu-2018")) {
      kinds.add(kind(device, "rpu-gokmen-2016", device));
    }
    for (String device : List.of("drifting", "worn", "levelled", "flickering")) {
      kinds.add(kind(device, "rpu-gokmen-2016", device + ".json"));
    }
    for (String device : List.of("reram-falcone-2025", "sonos-xiao-2022", "pcm-legallo-2023-one")) {
      kinds.add(
          digital(
              device,
              bp,
              adam,
              "hardware: { device: " + device + ", read-at-seconds: [60, 3600] }"));
    }
    return kinds.stream();
  }

  @BeforeAll
  static void writeDevices() throws IOException {
    String drift =
        "\"drift\" : {\"model\": \"power-law\", \"t0_seconds\": 1e-7, \"nu_mean\": 0.05,"
            + " \"nu_spread\": 0.01}";
    writeDevice("drifting", drift, "\"diffusion\" : {\"of_range_per_root_second\": 1.0}");
    writeDevice(
        "worn",
        "\"faults\" : {\"stuck_min\": 0.02, \"stuck_max\": 0.02, \"stuck_between\": 0.01,"
            + " \"endurance\": {\"pulses\": 12, \"spread\": {\"log_normal\": 0.5},"
            + " \"fails_at\": \"in-place\"}}",
        drift);
    writeDevice(
        "levelled",
        "\"levels\" : 64",
        "\"write_noise\" : {\"of_range\": 0.01}",
        "\"programming_error\" : {\"sigma\": {\"model\": \"polynomial\", \"coefficients\":"
            + " [0.01]}, \"shape\": \"normal\", \"reach\": \"bounds\"}");
    writeDevice(
        "flickering",
        "\"read_noise\" : {\"model\": \"flicker\", \"amplitude\": {\"model\": \"polynomial\","
            + " \"coefficients\": [0.01]}, \"of\": \"maximum\", \"read_seconds\": 1e-07}",
        "\"telegraph\" : {\"amplitude\": {\"model\": \"polynomial\", \"coefficients\": [0.02]},"
            + " \"high_seconds\": 1e-5, \"low_seconds\": 1e-5, \"share\": 0.5}");
  }

  /** Writes a device that is like {@code rpu-gokmen-2016} but for what is given. */
  private static void writeDevice(String name, String... parts) throws IOException {
    String text = CommandLineRun.of("device", "show", "rpu-gokmen-2016").out();
    for (String part : parts) {
      String none = part.substring(0, part.indexOf(':')) + ": null";
      assertTrue(text.contains(none), none);
      text = text.replace(none, part);
    }
    Files.writeString(directory.resolve(name + ".json"), text);
  }

  // --- the same bytes ----------------------------------------------------------------------

  /** Counts learning steps; at one of them it does something. */
  private static final class At implements Progress {
    private final int step;
    private final Runnable action;
    private int steps;

    private At(int step, Runnable action) {
      this.step = step;
      this.action = action;
    }

    @Override
    public void say(String line) {}

    @Override
    public void epoch(int epoch, int epochs, int steps) {}

    @Override
    public void step() {
      if (++steps == step) {
        action.run();
      }
    }

    @Override
    public void epochDone(String summary) {}
  }

  /** What a process that is killed does: nothing more. */
  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static Run run(Path file, Workers workers, Progress progress) {
    return new Run(ExperimentFile.read(file), file, workers, progress);
  }

  private Path write(Kind kind) throws IOException {
    Path file = directory.resolve(Integer.toHexString(kind.name().hashCode()) + ".yaml");
    return Files.writeString(file, kind.text());
  }

  private static Path place(Path file, String what) {
    return file.resolveSibling(file.getFileName() + "-" + what);
  }

  /**
   * One run is killed in its first epoch, with a checkpoint three steps before, resumed from its
   * result directory alone, asked to stop in its second epoch, and resumed again on two threads.
   */
  @ParameterizedTest
  @MethodSource("kinds")
  void endsWithTheSameBytes(Kind kind) throws IOException {
    Path file = write(kind);
    Path whole = place(file, "whole");
    Path broken = place(file, "broken");
    try (Workers one = Workers.single();
        Workers two = new Workers(2)) {
      RunResult expected = run(file, one, Progress.silent()).into(whole, false);

      Checkpoints everyFour = new Checkpoints(new CheckpointRule.EverySteps(4), new Pause());
      Progress killed =
          new At(
              CRASH,
              () -> {
                throw new Killed();
              });
      assertThrows(Killed.class, () -> run(file, one, killed).into(broken, false, everyFour));
      assertTrue(Checkpoint.isIn(broken));

      Path left = broken.resolve("experiment.yaml");
      Progress stopping = new At(STOP, everyFour.pause()::ask);
      PausedException paused =
          assertThrows(
              PausedException.class, () -> run(left, one, stopping).resume(broken, everyFour));
      assertEquals("stopped after step 14; its state is saved", paused.getMessage());

      Checkpoints every = new Checkpoints(new CheckpointRule.EveryEpoch(), new Pause());
      RunResult result = run(left, two, Progress.silent()).resume(broken, every);
      assertEquals(expected, result);
      assertEquals(contents(whole), contents(broken));
    }
  }

  private static Map<String, String> contents(Path folder) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(path).toString(), Sha256.of(path));
      }
    }
    return files;
  }

  // --- the whole state ---------------------------------------------------------------------

  /**
   * After restoring, every field of every object of the run equals that of the run that was never
   * interrupted.
   */
  @ParameterizedTest
  @MethodSource("kinds")
  void everyFieldIsRestored(Kind kind) throws IOException {
    Path file = write(kind);
    try (Workers workers = Workers.single()) {
      ResultDirectory results = ResultDirectory.create(place(file, "graph"), false);
      Checkpoints never = Checkpoints.off();
      Run run = run(file, workers, new At(STOP, never.pause()::ask));
      Run.Start start = run.start();
      Training trained = run.training(start, results, Optional.empty(), never, false);
      assertThrows(PausedException.class, trained::run);
      Checkpoint.write(results.path(), start.identity(), trained);

      Run later = run(file, workers, Progress.silent());
      Training fresh =
          later.training(later.start(), results, Optional.empty(), Checkpoints.off(), false);
      assertFalse(new ObjectGraph(SCRATCH).compare(trained, fresh).isEmpty(), "nothing learnt");

      Run again = run(file, workers, Progress.silent());
      Training restored =
          again.training(again.start(), results, Optional.empty(), Checkpoints.off(), true);
      ObjectGraph graph = new ObjectGraph(SCRATCH);
      assertEquals(List.of(), graph.compare(trained, restored));
      assertTrue(graph.numbers() > 500, graph.numbers() + " numbers compared");
    }
  }
}
