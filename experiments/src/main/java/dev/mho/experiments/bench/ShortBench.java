package dev.mho.experiments.bench;

import dev.mho.device.array.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A short measurement of an array's work: each kind is repeated for a while to warm up, then for a
 * while to be timed, and its median is laid beside the plain product of the same size. Good enough
 * to see what a machine can do; claims are made with JMH.
 */
public final class ShortBench {
  private static final int FEWEST = 3;
  private static final long MILLION = 1_000_000;

  /**
   * One kind of work.
   *
   * @param work what was done
   * @param medianMs median of its times, milliseconds
   * @param leastMs shortest of them
   * @param runs how many were timed
   * @param products how many plain products take as long
   */
  public record Row(String work, double medianMs, double leastMs, int runs, double products) {}

  /**
   * A measurement.
   *
   * @param inputs of the array
   * @param outputs of the array
   * @param threads that shared the work
   * @param java what ran it
   * @param rows a kind of work each, the plain product first
   * @param layerMegabytes memory of one layer that learns, once it has learnt
   */
  public record Result(
      int inputs, int outputs, int threads, String java, List<Row> rows, double layerMegabytes) {
    /** What the key {@code mho} says. */
    public static final String KIND = "bench/1";
  }

  private final int inputs;
  private final int outputs;
  private final double seconds;

  /**
   * A measurement to be made.
   *
   * @param seconds for each kind of work to be timed, and half of it to warm up
   */
  public ShortBench(int inputs, int outputs, double seconds) {
    this.inputs = inputs;
    this.outputs = outputs;
    this.seconds = seconds;
  }

  /** Hears which work begins. */
  public interface Listener {
    /** Work begins. */
    void begins(String work);
  }

  /** Measures. */
  public Result run(int threads, Listener listener) {
    try (Workers workers = new Workers(threads)) {
      TileWork work = new TileWork(inputs, outputs, workers);
      List<Row> rows = new ArrayList<>();
      kinds(work)
          .forEach(
              (name, prepared) -> {
                listener.begins(name);
                rows.add(row(name, prepared.get(), rows));
              });
      return new Result(
          inputs,
          outputs,
          threads,
          System.getProperty("java.vm.name") + " " + System.getProperty("java.version"),
          rows,
          layerMegabytes(work));
    }
  }

  private static Map<String, Supplier<Runnable>> kinds(TileWork work) {
    Map<String, Supplier<Runnable>> kinds = new LinkedHashMap<>();
    kinds.put("plain product", () -> running(work.product()));
    kinds.put("forward read", () -> running(work.forward()));
    kinds.put("backward read", () -> running(work.backward()));
    kinds.put("forward, bound management acts", () -> running(work.halvedRead()));
    kinds.put("forward, read noise of devices", () -> running(work.noisyRead()));
    kinds.put("update, constant step", () -> work.update(TileWork.CONSTANT_STEP));
    kinds.put("update, exponential step", () -> work.update(TileWork.EXPONENTIAL_STEP));
    kinds.put("full trains, constant step", () -> work.fullUpdate(TileWork.CONSTANT_STEP));
    kinds.put("full trains, exponential step", () -> work.fullUpdate(TileWork.EXPONENTIAL_STEP));
    kinds.put("layer step: read, back, update", work::step);
    kinds.put("programming of PCM", work::program);
    kinds.put("an hour's drift and a read", () -> running(work.drift()));
    return kinds;
  }

  private static Runnable running(Supplier<?> work) {
    return work::get;
  }

  private Row row(String name, Runnable work, List<Row> before) {
    times(work, seconds / 2);
    double[] ms = times(work, seconds);
    double median = ms[ms.length / 2];
    double product = before.isEmpty() ? median : before.get(0).medianMs();
    return new Row(name, median, ms[0], ms.length, median / product);
  }

  /** Times in milliseconds, ascending. */
  private static double[] times(Runnable work, double seconds) {
    List<Double> times = new ArrayList<>();
    long end = System.nanoTime() + (long) (seconds * 1000 * MILLION);
    while (times.size() < FEWEST || System.nanoTime() < end) {
      long start = System.nanoTime();
      work.run();
      times.add((System.nanoTime() - start) / (double) MILLION);
    }
    double[] sorted = times.stream().mapToDouble(t -> t).toArray();
    Arrays.sort(sorted);
    return sorted;
  }

  /** Heap that one learning layer keeps: what is there with it, less what is there without. */
  private static double layerMegabytes(TileWork work) {
    long before = used();
    Runnable layer = work.step();
    layer.run();
    long after = used();
    layer.run();
    return Math.max(0, after - before) / 1e6;
  }

  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    for (int i = 0; i < FEWEST; i++) {
      System.gc();
    }
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
