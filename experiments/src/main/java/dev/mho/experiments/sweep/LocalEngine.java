package dev.mho.experiments.sweep;

import dev.mho.device.format.BadInputException;
import dev.mho.experiments.run.Checkpoints;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;

/** The cores of this machine: a thread a run, more where there are fewer runs than threads. */
public final class LocalEngine implements SweepEngine {
  static final String NAME = "local";

  private record Ended(Assignment assignment, Optional<String> obstacle) {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean keepsState() {
    return true;
  }

  @Override
  public void check(Terms terms) {
    if (terms.master().isPresent()) {
      throw new BadInputException("--master cannot act: engine local has none");
    }
    if (!terms.settings().isEmpty()) {
      throw new BadInputException("--conf cannot act: engine local has no settings");
    }
  }

  @Override
  public void make(List<Assignment> assignments, Terms terms, Listener listener) {
    int threads = terms.threads().orElse(Runtime.getRuntime().availableProcessors());
    int atOnce = Math.max(1, Math.min(threads, assignments.size()));
    int threadsEach = Math.max(1, threads / atOnce);
    LongAdder busy = new LongAdder();
    long start = System.nanoTime();
    ExecutorService pool = Executors.newFixedThreadPool(atOnce, LocalEngine::daemon);
    try {
      ExecutorCompletionService<Ended> running = new ExecutorCompletionService<>(pool);
      for (Assignment assignment : assignments) {
        running.submit(() -> one(assignment, threadsEach, terms.checkpoints(), busy));
      }
      for (int n = 0; n < assignments.size(); n++) {
        Ended ended = running.take().get();
        listener.ended(ended.assignment(), ended.obstacle());
      }
      listener.says(occupancy(assignments.size(), atOnce, busy.sum(), System.nanoTime() - start));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e);
    } finally {
      pool.shutdownNow();
    }
  }

  private static Ended one(
      Assignment assignment, int threads, Checkpoints checkpoints, LongAdder busy) {
    if (checkpoints.pause().isAsked()) {
      return new Ended(assignment, Optional.of("not begun"));
    }
    long start = System.nanoTime();
    Optional<String> obstacle = assignment.make(threads, checkpoints);
    busy.add(System.nanoTime() - start);
    return new Ended(assignment, obstacle);
  }

  /** How much of the time was spent in runs: what is left is what the sweep itself costs. */
  private static String occupancy(int runs, int atOnce, long busyNanos, long nanos) {
    return String.format(
        Locale.ROOT,
        "%d %s in %.1f s, %d at once: %.1f %% of the time in runs",
        runs,
        runs == 1 ? "run" : "runs",
        nanos * 1e-9,
        atOnce,
        100.0 * busyNanos / ((double) nanos * atOnce));
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "mho-sweep");
    thread.setDaemon(true);
    return thread;
  }
}
