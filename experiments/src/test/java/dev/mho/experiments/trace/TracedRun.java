package dev.mho.experiments.trace;

import dev.mho.experiments.TestRun;
import java.nio.file.Path;

/** Runs that leave traces, for tests. */
final class TracedRun {
  private TracedRun() {}

  /** Steps of one size and nothing random: pulses alone tell where a device ends. */
  static final String EXACT_STEPS =
      """
      {"mho": "device/1", "name": "steps", "technology": "none",
       "conductance": {"min_siemens": 1e-6, "max_siemens": 2e-5,
                       "min_spread": 0.0, "max_spread": 0.0, "levels": null},
       "response": {"model": "constant-step", "up": 0.05, "down": 0.05},
       "pulse": {"set": {"volts": 1.2, "seconds": 1e-7}, "reset": {"volts": -1.0, "seconds": 2e-7},
                 "read": {"volts": 0.2, "seconds": 1e-7}},
       "provenance": {"source": "test"}}
      """;

  /** A small network on small arrays. */
  private static final String SPEC =
      """
      mho: experiment/1
      name: traced
      seed: 3
      data: { set: digits, train: 60, test: 20 }
      network: { hidden: [6] }
      learning: { credit: backpropagation, update: { scheme: pulsed, rate: 2 }, batch: 10, epochs: 1 }
      hardware: { device: %s, tile: { rows: 16, cols: 4 }, effects: %s }
      trace: { %s }
      """;

  /** Runs in {@code directory} and gives the trace. */
  static Path of(String device, String effects, String trace, Path directory) {
    Path out = directory.resolve("result-" + Integer.toHexString((device + trace).hashCode()));
    TestRun.of(SPEC.formatted(device, effects, trace), directory, out);
    return out.resolve("trace");
  }

  static Path of(String trace, Path directory) {
    return of("reram-gong-2018", "all", trace, directory);
  }
}
