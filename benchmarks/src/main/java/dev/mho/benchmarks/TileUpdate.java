package dev.mho.benchmarks;

import dev.mho.device.array.Workers;
import dev.mho.experiments.bench.TileWork;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What moves or writes the devices of one array, as {@link TileWork} describes it. Baseline: {@code
 * product}, the plain product of a batch of 256 of the same size.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 4)
@Measurement(iterations = 5, time = 4)
@Fork(1)
public class TileUpdate {
  /** Inputs x outputs. */
  @Param({"256x256", "1000x1000", "3072x1000"})
  private String size;

  /** Threads that share the work. */
  @Param({"1", "2"})
  private int threads;

  /** What is done. */
  @Param({
    "product", "constant", "exponential", "full-constant", "full-exponential", "step", "program", "drift"
  })
  private String kind;

  private Workers workers;
  private Runnable work;

  /** Draws weights and batches, and programs the array. */
  @Setup
  public void build() {
    workers = new Workers(threads);
    String[] sides = size.split("x");
    TileWork all =
        new TileWork(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]), workers);
    work =
        switch (kind) {
          case "product" -> all.product()::get;
          case "constant" -> all.update(TileWork.CONSTANT_STEP);
          case "exponential" -> all.update(TileWork.EXPONENTIAL_STEP);
          case "full-constant" -> all.fullUpdate(TileWork.CONSTANT_STEP);
          case "full-exponential" -> all.fullUpdate(TileWork.EXPONENTIAL_STEP);
          case "step" -> all.step();
          case "program" -> all.program();
          case "drift" -> all.drift()::get;
          default -> throw new IllegalArgumentException(kind);
        };
  }

  /** Ends the threads. */
  @TearDown
  public void end() {
    workers.close();
  }

  /** One of it. */
  @Benchmark
  public void work() {
    work.run();
  }
}
