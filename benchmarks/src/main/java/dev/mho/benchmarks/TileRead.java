package dev.mho.benchmarks;

import dev.mho.device.array.Workers;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.experiments.bench.TileWork;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
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
 * Reads of one array by a batch of 256, as {@link TileWork} describes them. Baseline: {@code
 * product}, the plain product of the same batch and matrix.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(1)
public class TileRead {
  /** Inputs x outputs. */
  @Param({"256x256", "1000x1000", "3072x1000"})
  private String size;

  /** Threads that share the work. */
  @Param("2")
  private int threads;

  /** Which read. */
  @Param({"product", "forward", "backward", "halvedRead", "noisyRead"})
  private String read;

  private Workers workers;
  private Supplier<Matrix> work;

  /** Draws weights and batches, and programs the array. */
  @Setup
  public void build() {
    workers = new Workers(threads);
    String[] sides = size.split("x");
    TileWork all =
        new TileWork(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]), workers);
    work =
        switch (read) {
          case "product" -> all.product();
          case "forward" -> all.forward();
          case "backward" -> all.backward();
          case "halvedRead" -> all.halvedRead();
          case "noisyRead" -> all.noisyRead();
          default -> throw new IllegalArgumentException(read);
        };
  }

  /** Ends the threads. */
  @TearDown
  public void end() {
    workers.close();
  }

  /** One read. */
  @Benchmark
  public Matrix read() {
    return work.get();
  }
}
