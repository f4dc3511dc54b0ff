package dev.mho.experiments.cli;

import picocli.CommandLine.Option;

/** Whether a command prints for programs rather than for people. */
final class JsonOption {
  @Option(names = "--json", description = "Print JSON, and nothing else, on standard output.")
  private boolean json;

  /** Whether it does. */
  boolean isOn() {
    return json;
  }
}
