package dev.mho.experiments.run;

/** Asks runs to save their state after the step they are at, and to stop; from any thread. */
public final class Pause {
  private volatile boolean asked;

  /** Asks; there is no way back. */
  public void ask() {
    asked = true;
  }

  /** Whether anybody has asked. */
  public boolean isAsked() {
    return asked;
  }
}
