package dev.mho.experiments.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.experiments.CommandLineRun;
import dev.mho.experiments.TestRun;
import dev.mho.experiments.export.NpyMatrix;
import dev.mho.experiments.spec.ExperimentFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Experiments with the recurrent form of decorrelation. */
class RecurrentRunTest {
  private static final String SPEC =
      """
      mho: experiment/1
      name: recurrent
      data: { set: digits, train: 400, test: 200 }
      network: { hidden: [12]%s }
      learning:
        credit: feedback-alignment
        decorrelation: { rate: 1e-4%s }
        update: %s
        batch: 20
        epochs: 2
      """;
  private static final String ADAM = "{ scheme: digital, optimizer: { adam: { rate: 1e-2 } } }";

  @TempDir private Path directory;

  /** In digital memory both forms learn the same to first order in the decorrelation rate. */
  @Test
  void learnsAsTheFeedForwardFormDoes() {
    for (String convolution : new String[] {"", ", convolutions: [{ channels: 3, pool: 2 }]"}) {
      Path one = directory.resolve("one" + convolution.length());
      Path other = directory.resolve("other" + convolution.length());
      double forward = loss(SPEC.formatted(convolution, "", ADAM), one);
      double recurrent = loss(SPEC.formatted(convolution, ", recurrent: { }", ADAM), other);
      assertEquals(forward, recurrent, 1e-3 * forward);
      double r = NpyMatrix.read(one.resolve("weights/exact-layer0-decorrelation.npy")).get(3, 3);
      double m = NpyMatrix.read(other.resolve("weights/exact-layer0-decorrelation.npy")).get(3, 3);
      assertEquals(1, r * m, 0.01, "M is about the inverse");
    }
  }

  private double loss(String text, Path out) {
    return TestRun.of(text, directory, out).scores().get("exact").loss();
  }

  /** On arrays M settles, is pulsed, and the run tells how long it takes. */
  @Test
  void settlesOnArrays() throws IOException {
    String text =
        SPEC.formatted("", ", recurrent: { most-time: 8 }", "{ scheme: pulsed, rate: 0.1 }")
            + "hardware: { device: reram-gong-2018, effects: [dac, adc, pulses] }\n";
    Path file = directory.resolve("spec.yaml");
    Files.writeString(file, text);
    Path out = directory.resolve("out");
    CommandLineRun run = CommandLineRun.of("run", file.toString(), "--out", out.toString());
    assertEquals(0, run.exit(), run.err());
    assertTrue(run.out().contains("layer 1: recurrent decorrelation settled in "), run.out());
    String printed = Files.readString(out.resolve("experiment.yaml"));
    assertTrue(printed.contains("most-time: 8"), printed);
    assertEquals(printed, ExperimentFile.print(ExperimentFile.parse(printed, "printed")));
  }
}
