package dev.mho.experiments.run;

import dev.mho.device.state.Stateful;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Saves a run's state as a rule says, and stops the run if it is asked to.
 *
 * @param rule when
 * @param pause asks for a last checkpoint and the end
 */
public record Checkpoints(CheckpointRule rule, Pause pause) {
  private static final double NANOS_PER_SECOND = 1e9;

  /** Most of the time that checkpoints by time may take. */
  private static final double MOST_SHARE = 0.02;

  /** No checkpoints, and nobody who asks for a pause. */
  public static Checkpoints off() {
    return new Checkpoints(new CheckpointRule.Never(), new Pause());
  }

  boolean areKept() {
    return !(rule instanceof CheckpointRule.Never);
  }

  /** The checkpoints of one run. */
  final class Keeper {
    private final Path directory;
    private final RunIdentity identity;
    private final Progress progress;
    private long lastNanos = System.nanoTime();
    private long costNanos;
    private boolean failed;

    Keeper(Path directory, RunIdentity identity, Progress progress) {
      this.directory = directory;
      this.identity = identity;
      this.progress = progress;
    }

    /**
     * A learning step has ended.
     *
     * @param steps made so far
     * @throws PausedException if the run is to stop; its state is saved
     */
    void stepDone(long steps, Stateful run) {
      if (isDue(steps)) {
        save(run);
      }
      stopIfAsked(steps, run);
    }

    /** An epoch has ended and has been tested. */
    void epochDone(long steps, Stateful run) {
      if (rule instanceof CheckpointRule.EveryEpoch) {
        save(run);
      }
      stopIfAsked(steps, run);
    }

    private boolean isDue(long steps) {
      if (rule instanceof CheckpointRule.EverySteps every) {
        return steps % every.steps() == 0;
      }
      return rule instanceof CheckpointRule.EverySeconds every
          && System.nanoTime() - lastNanos
              >= Math.max(every.seconds() * NANOS_PER_SECOND, costNanos / MOST_SHARE);
    }

    private void stopIfAsked(long steps, Stateful run) {
      if (pause.isAsked()) {
        boolean saved = areKept() && save(run);
        throw new PausedException(
            "stopped after step " + steps + (saved ? "; its state is saved" : ""));
      }
    }

    /** A checkpoint that cannot be written is told of and does not end the run. */
    private boolean save(Stateful run) {
      long start = System.nanoTime();
      try {
        Checkpoint.write(directory, identity, run);
        failed = false;
      } catch (IOException e) {
        if (!failed) {
          progress.say("no checkpoint could be written, and the last one stays: " + e.getMessage());
        }
        failed = true;
      }
      lastNanos = System.nanoTime();
      costNanos = lastNanos - start;
      return !failed;
    }
  }
}
