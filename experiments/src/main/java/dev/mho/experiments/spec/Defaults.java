package dev.mho.experiments.spec;

/** What stands where a file says nothing. */
final class Defaults {
  private Defaults() {}

  /** {@code value}, or {@code fallback} where the file left it out. */
  static <T> T or(T value, T fallback) {
    return value == null ? fallback : value;
  }
}
