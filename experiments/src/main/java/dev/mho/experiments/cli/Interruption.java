package dev.mho.experiments.cli;

import dev.mho.experiments.run.Pause;
import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;

/**
 * What happens on Ctrl-C, or when the process is asked to end: work that can be paused is asked to,
 * and the process waits until {@link #close} says that it has; it then ends with the exit code of
 * the signal, 130 for Ctrl-C. A signal that cannot be caught leaves the last checkpoint.
 */
final class Interruption {
  private final PrintWriter err;
  private final String told;
  private final Pause pause;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook = new Thread(this::act, "mho-interruption");

  private Interruption(PrintWriter err, String told, Pause pause) {
    this.err = err;
    this.told = told;
    this.pause = pause;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** For work that cannot be paused: tells what is left behind. */
  static Interruption told(PrintWriter err, String left) {
    Interruption interruption = new Interruption(err, left, new Pause());
    interruption.ended.countDown();
    return interruption;
  }

  /** For work that hears of the pause. */
  static Interruption pausing(PrintWriter err, Pause pause) {
    return new Interruption(err, "interrupted; saving the state after this step ...", pause);
  }

  /** For work that hears of the pause and goes on later with what is whole. */
  static Interruption ending(PrintWriter err, Pause pause) {
    return new Interruption(err, "interrupted; what is not done will be begun again ...", pause);
  }

  private void act() {
    err.println("mho: " + told);
    pause.ask();
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The work has ended, and all that it had to say has been printed. */
  void close() {
    ended.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is on its way out, and the hook has been waiting for this.
    }
  }
}
