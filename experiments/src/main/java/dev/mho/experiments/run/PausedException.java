package dev.mho.experiments.run;

/** A run has stopped because it was asked to ({@link Pause}), and can go on from where it was. */
public final class PausedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** One line that says how far it has come. */
  public PausedException(String message) {
    super(message);
  }
}
