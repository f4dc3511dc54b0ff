package dev.mho.experiments.cli;

import picocli.CommandLine.Option;

/** Whether a command prints for programs rather than for people. */
final class JsonOption {
  @Option(names = "--json", description = "Print JSON on standard output, and nothing else there.")
  private boolean json;

  /** Whether it does. */
  boolean isOn() {
    return json;
  }
}
