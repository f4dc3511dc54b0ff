package dev.mho.experiments.cli;

import dev.mho.device.array.Workers;
import picocli.CommandLine.Option;

/** How many threads a command may use. */
final class ThreadCount {
  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads, 1 to 1024; all cores if not given. Results do not depend on it.")
  private int threads = Runtime.getRuntime().availableProcessors();

  /** Their number. */
  int count() {
    return threads;
  }

  /** That many threads. */
  Workers workers() {
    return new Workers(threads);
  }
}
