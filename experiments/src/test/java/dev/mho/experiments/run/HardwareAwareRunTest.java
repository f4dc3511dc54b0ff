package dev.mho.experiments.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.emulator.matrix.Matrix;
import dev.mho.experiments.TestRun;
import dev.mho.experiments.export.NpyMatrix;
import dev.mho.experiments.spec.ExperimentFile;
import dev.mho.experiments.spec.ExperimentSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exact training that foresees hardware. */
class HardwareAwareRunTest {
  private static final String SPEC =
      """
      mho: experiment/1
      name: aware
      seed: 3
      data: { set: digits, train: 800, test: 300 }
      network: { hidden: [24] }
      learning:
        credit: backpropagation
        update: { scheme: digital, optimizer: { adam: { rate: 3e-3 } } }
        %s
        batch: 20
        epochs: 4
      """;
  private static final String NOISE =
      "hardware-aware: { modifier: { additive-normal: { deviation: 0.3 } } }";
  private static final String CLIP = "hardware-aware: { clip: { fixed: { bound: 0.1 } } }";

  @TempDir private Path directory;

  private RunResult run(String aware, String out, int threads) {
    return TestRun.of(
        SPEC.formatted(aware), directory, directory.resolve(out), threads, Progress.silent());
  }

  private double trainingLoss(String out) throws IOException {
    List<String> lines = Files.readAllLines(directory.resolve(out).resolve("metrics.csv"));
    int column = List.of(lines.get(0).split(",")).indexOf("train_loss");
    return Double.parseDouble(lines.get(lines.size() - 1).split(",")[column]);
  }

  /** Training goes through the noise, tests do not; threads change nothing. */
  @Test
  void noiseInTrainingIsNotInTests() throws IOException {
    run("loss: cross-entropy", "plain", 2);
    RunResult noisy = run(NOISE, "noisy", 1);
    assertTrue(trainingLoss("noisy") > 1.3 * trainingLoss("plain"));
    assertTrue(noisy.scores().get("exact").accuracy() > 0.8, noisy::toString);
    assertTrue(noisy.scores().get("exact").loss() < trainingLoss("noisy"), noisy::toString);
    assertEquals(noisy, run(NOISE, "threads", 3));
  }

  @Test
  void weightsAreClipped() {
    run(CLIP, "clipped", 2);
    Matrix weights = NpyMatrix.read(directory.resolve("clipped/weights/exact-layer0-weights.npy"));
    double largest = 0;
    for (int k = 0; k < weights.rows(); k++) {
      largest = Math.max(largest, weights.largest(k));
    }
    assertEquals(0.1, largest, 1e-12);
  }

  @Test
  void specsSurvivePrinting() {
    for (String aware :
        new String[] {NOISE, CLIP, "hardware-aware: { clip: { average-channel-max: {} } }"}) {
      ExperimentSpec spec = ExperimentFile.parse(SPEC.formatted(aware), "aware");
      assertEquals(spec, ExperimentFile.parse(ExperimentFile.print(spec), "printed"));
    }
  }
}
