package dev.mho.device.array;

import dev.mho.device.format.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Threads that share a range of independent pieces of work in fixed blocks. The blocks depend on
 * the size of the work alone, never on the number of threads, so that a sum over blocks has the
 * same bits on 1 thread and on 16.
 */
public final class Workers implements AutoCloseable {

  /** Work on the pieces from (inclusive) to (exclusive). */
  @FunctionalInterface
  public interface Block {
    /** Does the pieces {@code from} … {@code to − 1}. */
    void run(int from, int to);
  }

  private final int threads;
  private final @Nullable ExecutorService pool;

  /**
   * Starts threads.
   *
   * @param threads 1 to 1024
   */
  public Workers(int threads) {
    this.threads = Check.within("threads", threads, 1, 1024);
    this.pool =
        threads == 1
            ? null
            : Executors.newFixedThreadPool(
                threads - 1,
                task -> {
                  Thread thread = new Thread(task, "mho-worker");
                  thread.setDaemon(true);
                  return thread;
                });
  }

  /** One thread: the caller's. */
  public static Workers single() {
    return new Workers(1);
  }

  /** Number of threads. */
  public int threads() {
    return threads;
  }

  /**
   * Splits 0 … {@code size} − 1 into blocks of {@code blockSize} (the last may be shorter) and runs
   * them all, the caller beside the other threads; returns when the last has ended. An exception of
   * a block reaches the caller, and some later blocks may then not have been run.
   */
  public void forBlocks(int size, int blockSize, Block block) {
    if (pool == null || size <= blockSize) {
      for (int from = 0; from < size; from += blockSize) {
        block.run(from, Math.min(size, from + blockSize));
      }
      return;
    }
    AtomicInteger next = new AtomicInteger();
    Runnable share =
        () -> {
          for (long number = next.getAndIncrement();
              number * blockSize < size;
              number = next.getAndIncrement()) {
            int from = (int) (number * blockSize);
            block.run(from, Math.min(size, from + blockSize));
          }
        };
    int blocks = (size - 1) / blockSize + 1;
    List<Future<?>> helpers = new ArrayList<>();
    for (int helper = 1; helper < Math.min(threads, blocks); helper++) {
      helpers.add(pool.submit(share));
    }
    @Nullable Throwable failure = null;
    try {
      share.run();
    } catch (RuntimeException | Error e) {
      failure = e;
    }
    awaitAll(helpers, failure);
  }

  private static void awaitAll(List<Future<?>> helpers, @Nullable Throwable own) {
    @Nullable Throwable failure = own;
    for (Future<?> helper : helpers) {
      try {
        helper.get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        failure = new IllegalStateException("interrupted while working", e);
      } catch (ExecutionException e) {
        failure = e.getCause();
      }
    }
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure != null) {
      throw (RuntimeException) failure;
    }
  }

  @Override
  public void close() {
    if (pool != null) {
      pool.shutdown();
    }
  }
}
