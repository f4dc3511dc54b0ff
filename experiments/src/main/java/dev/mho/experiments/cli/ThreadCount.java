package dev.mho.experiments.cli;

import dev.mho.device.array.Workers;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How many threads a command may use. */
final class ThreadCount {
  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads, 1 to 1024; all cores if not given. Results do not depend on it.")
  private @Nullable Integer threads;

  /** Their number. */
  int count() {
    return given().orElse(Runtime.getRuntime().availableProcessors());
  }

  /** Their number if the user has given one. */
  OptionalInt given() {
    return threads == null ? OptionalInt.empty() : OptionalInt.of(threads);
  }

  /** That many threads. */
  Workers workers() {
    return new Workers(count());
  }
}
