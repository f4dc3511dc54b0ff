package dev.mho.experiments.report;

import dev.mho.experiments.CommandLineRun;
import dev.mho.experiments.TestRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Small results of every kind, to be reported. */
public final class ReportedResults {
  private ReportedResults() {}

  /** Trained on arrays that clip, with an exact twin, a budget and an environment. */
  public static Path trained(Path directory) throws IOException {
    Path out = directory.resolve("trained");
    TestRun.of(
        """
        mho: experiment/1
        name: trained
        seed: 3
        data: { set: digits, train: 320, test: 200 }
        network: { hidden: [12] }
        learning:
          credit: feedback-alignment
          decorrelation: { rate: 1e-3 }
          update: { scheme: pulsed, rate: 0.2 }
          batch: 32
          epochs: 3
        hardware: { device: reram-gong-2018, tile: { rows: 40, cols: 16 }, adc: { bits: 6, bound: 1 }, bound-management: none }
        """,
        directory,
        out);
    Files.writeString(
        out.resolve("budget.json"),
        """
        { "mho": "budget/1", "name": "trained", "seconds": 0, "repeats": 3, "probe": 64, "exact_accuracy": 0.8,
          "all": { "accuracy_points": { "mean": 2.5, "standard_error": 0.25 }, "layers": [] },
          "effects": [ { "effect": "cycle-to-cycle <b>",
            "alone": { "accuracy_points": { "mean": -0.5, "standard_error": 0.4 }, "layers": [
              { "layer": 0, "error_power": { "mean": 0.01, "standard_error": 0 }, "snr_db": 20, "effective_bits": 3.03 } ] },
            "removed": { "accuracy_points": { "mean": 1.25, "standard_error": 0.3 }, "layers": [] } } ],
          "interaction": { "accuracy_points": { "mean": 3, "standard_error": 0.5 }, "layers": [] } }
        """);
    Files.writeString(
        out.resolve("environment.json"),
        "{\"mho\": \"environment/1\", \"threads\": 2, \"wall_seconds\": 1.5}");
    return out;
  }

  /** Trained exactly, programmed onto a device that drifts, with energy. */
  public static Path programmed(Path directory) {
    Path out = directory.resolve("programmed");
    TestRun.of(
        """
        mho: experiment/1
        name: programmed
        data: { set: digits, train: 320, test: 200 }
        network: { hidden: [120] }
        learning:
          credit: backpropagation
          update: { scheme: digital, optimizer: { adam: { rate: 1e-2 } } }
          batch: 32
          epochs: 2
        hardware:
          device: pcm-nandakumar-2019
          read-at-seconds: [0, 3600, 2592000]
          drift-compensation: global
          energy: {}
        """,
        directory,
        out);
    return out;
  }

  /** No hardware. */
  public static Path exact(Path directory) {
    Path out = directory.resolve("exact");
    TestRun.of(
        """
        mho: experiment/1
        name: exact
        data: { set: digits, train: 160, validation: 40 }
        network: { hidden: [8] }
        learning:
          credit: backpropagation
          update: { scheme: digital, optimizer: { adam: { rate: 1e-2 } } }
          batch: 32
          epochs: 1
        """,
        directory,
        out);
    return out;
  }

  /** Six runs, of which two diverge, with a choice on validation samples. */
  public static Path sweep(Path directory) throws IOException {
    Path file = directory.resolve("rates.yaml");
    Files.writeString(
        file,
        """
        mho: sweep/1
        name: rates
        experiment:
          data: { set: digits, train: 160, validation: 32 }
          network: { hidden: [8] }
          learning:
            credit: backpropagation
            update: { scheme: digital, optimizer: { adam: { rate: 1e-2 } } }
            batch: 32
            epochs: 1
        grid:
          learning.update.optimizer.adam.rate: [1e-3, 1e-2, 1e300]
          seed: 1..2
        choose: { run: exact, by: accuracy }
        """);
    Path out = directory.resolve("swept");
    CommandLineRun run =
        CommandLineRun.of("sweep", file.toString(), "--out", out.toString(), "--threads", "2");
    if (run.exit() != 0) {
      throw new AssertionError(run.err() + run.out());
    }
    return out;
  }
}
