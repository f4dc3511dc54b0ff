package dev.mho.experiments;

import dev.mho.device.array.Workers;
import dev.mho.experiments.run.Progress;
import dev.mho.experiments.run.Run;
import dev.mho.experiments.run.RunResult;
import dev.mho.experiments.spec.ExperimentFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs experiments of a test in its directory. */
public final class TestRun {
  private TestRun() {}

  /** Runs the text of an experiment file that would lie in {@code directory}, into {@code out}. */
  public static RunResult of(
      String text, Path directory, Path out, int threads, Progress progress) {
    Path file = directory.resolve("spec.yaml");
    try (Workers workers = new Workers(threads)) {
      return new Run(ExperimentFile.parse(text, file.toString()), file, workers, progress)
          .into(out, false);
    }
  }

  /** Runs on one thread, in silence. */
  public static RunResult of(String text, Path directory, Path out) {
    return of(text, directory, out, 1, Progress.silent());
  }

  /** Writes a device file: a preset that also drifts, exponent 0.05 ± 0.01. */
  public static void writeDriftingDevice(Path file, String preset, double onsetSeconds)
      throws IOException {
    String drift =
        "\"drift\" : {\"model\": \"power-law\", \"t0_seconds\": "
            + onsetSeconds
            + ", \"nu_mean\": 0.05, \"nu_spread\": 0.01}";
    String text = CommandLineRun.of("device", "show", preset).out();
    if (!text.contains("\"drift\" : null")) {
      throw new AssertionError(preset + " has a drift of its own");
    }
    Files.writeString(file, text.replace("\"drift\" : null", drift));
  }
}
