package dev.mho.experiments.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.experiments.TestRun;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * With every effect off, a run on hardware is the exact run, to float32 rounding. The units are
 * linear: at the kink of a leaky ReLU, rounding alone can decide which slope a sample gets.
 */
class EffectsOffRunTest {

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"backpropagation", "feedback-alignment", "direct-feedback-alignment"})
  void isTheExactRun(String credit) throws IOException {
    RunResult result = run(credit);
    Score hardware = result.scores().get("hardware");
    Score exact = result.scores().get("exact");
    assertEquals(exact.accuracy(), hardware.accuracy());
    assertEquals(exact.loss(), hardware.loss(), 1e-4);
    assertTrue(exact.accuracy() > 0.4, "it has learnt something: " + exact);
    for (String matrix :
        new String[] {"layer0-weights", "layer1-weights", "layer0-decorrelation"}) {
      double[] far = differences(matrix);
      // 40 steps, each rounding a conductance near ½ to 2⁻²⁵: the difference grows no faster.
      assertTrue(far[0] < 1e-4 * far[1], matrix + " differs by " + far[0] + " of " + far[1]);
    }
  }

  private RunResult run(String credit) {
    String text =
        """
        mho: experiment/1
        name: effects-off
        seed: 5
        data: { set: digits, train: 400, test: 100 }
        network: { hidden: [20], activation: identity }
        learning:
          credit: %s
          decorrelation: { rate: 1e-3 }
          update: { scheme: pulsed, rate: 0.2 }
          batch: 20
          epochs: 2
        hardware: { device: reram-gong-2018, effects: none, cell: { weight-range: 4, decorrelation-range: 8 } }
        """
            .formatted(credit);
    return TestRun.of(text, directory, directory.resolve(credit));
  }

  /** Largest difference and largest size of a matrix in the two runs. */
  private double[] differences(String matrix) throws IOException {
    try (var runs = Files.list(directory)) {
      Path weights = runs.findFirst().orElseThrow().resolve("weights");
      DoubleBuffer hardware = read(weights.resolve("hardware-" + matrix + ".npy"));
      DoubleBuffer exact = read(weights.resolve("exact-" + matrix + ".npy"));
      double difference = 0;
      double size = 0;
      for (int i = 0; i < exact.capacity(); i++) {
        difference = Math.max(difference, Math.abs(exact.get(i) - hardware.get(i)));
        size = Math.max(size, Math.abs(exact.get(i)));
      }
      return new double[] {difference, size};
    }
  }

  private static DoubleBuffer read(Path npy) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(npy)).order(ByteOrder.LITTLE_ENDIAN);
    bytes.position(10 + bytes.getShort(8));
    return bytes.slice().order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer();
  }
}
