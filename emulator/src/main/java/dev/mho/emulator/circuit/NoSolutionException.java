package dev.mho.emulator.circuit;

/**
 * A circuit that could not be solved to the promised accuracy; the message says how far it came.
 */
public final class NoSolutionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A refusal in one line. */
  public NoSolutionException(String message) {
    super(message);
  }
}
