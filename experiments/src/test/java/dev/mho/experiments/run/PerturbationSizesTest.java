package dev.mho.experiments.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.experiments.CommandLineRun;
import dev.mho.experiments.TestRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Node perturbation's noise beside that of the reads. */
class PerturbationSizesTest {
  private static final String SPEC =
      """
      mho: experiment/1
      name: tiny
      data: { set: digits, train: 64, test: 32 }
      network: { hidden: [8] }
      learning:
        credit: node-perturbation
        node-perturbation: { SIZE }
        update: { scheme: pulsed, rate: 0.01 }
        batch: 32
        epochs: 1
      hardware: { device: noisy.device.json }
      """;

  @TempDir private Path directory;

  @Test
  void aMultipleOfTheReadNoise() throws IOException {
    List<PerturbationSizes.Size> sizes = sizes("sigma-over-read-noise: 3", "a");
    assertEquals(2, sizes.size());
    for (PerturbationSizes.Size size : sizes) {
      assertTrue(size.readNoise() > 0);
      assertEquals(3, size.ratio().orElseThrow(), 1e-12);
      assertEquals(3 * size.readNoise(), size.sigma(), 1e-12);
    }
  }

  @Test
  void anAbsoluteSizeHasItsRatioReported() throws IOException {
    List<PerturbationSizes.Size> sizes = sizes("sigma: 0.01", "b");
    double noise = sizes.get(0).readNoise();
    assertEquals(0.01, sizes.get(0).sigma());
    assertEquals(0.01 / noise, sizes.get(0).ratio().orElseThrow(), 1e-12);
  }

  private List<PerturbationSizes.Size> sizes(String size, String out) throws IOException {
    String device = CommandLineRun.of("device", "show", "rpu-gokmen-2016").out();
    Files.writeString(
        directory.resolve("noisy.device.json"),
        device.replace(
            "\"read_noise\" : null",
            "\"read_noise\" : {\"model\": \"white\", \"of_maximum\": 0.01, \"of_conductance\": 0}"));
    return TestRun.of(SPEC.replace("SIZE", size), directory, directory.resolve(out))
        .perturbation()
        .orElseThrow();
  }
}
