package dev.mho.benchmarks;

import dev.mho.device.DeviceModel;
import dev.mho.device.Presets;
import dev.mho.device.array.DeviceArray;
import dev.mho.device.array.Placement;
import dev.mho.device.array.Workers;
import dev.mho.device.random.NoiseStream;
import dev.mho.device.response.Polarity;
import java.util.Arrays;
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
 * Bulk operations on ten million devices, two threads: to sample them, to write them, to give each
 * one pulse and to look at each. The baseline is a sweep that adds one number to each of as many
 * floats.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3)
@Measurement(iterations = 7)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx4g"})
public class DevicePopulation {
  private static final int DEVICES = 10_000_000;
  private static final int BLOCK = 8192;

  /** Alike and noise-free, or with every spread and noise of the technology. */
  @Param({
    "rpu-gokmen-2016 alike",
    "rpu-gokmen-2016",
    "reram-gong-2018",
    "pcm-nandakumar-2019"
  })
  private String device;

  private DeviceModel model;
  private Workers workers;
  private DeviceArray devices;
  private float[] numbers;

  /** Samples the population that the other operations work on. */
  @Setup
  public void sample() {
    String[] words = device.split(" ");
    model = Presets.get(words[0]);
    if (words.length > 1) {
      model = model.withoutCycleToCycle().withoutDeviceToDevice();
    }
    workers = new Workers(2);
    numbers = new float[DEVICES];
    Arrays.fill(numbers, 0.4f);
    devices = construct();
  }

  /** Ends the threads. */
  @TearDown
  public void end() {
    workers.close();
  }

  /** Samples a population. */
  @Benchmark
  public DeviceArray construct() {
    return new DeviceArray(
        model, Placement.whole(DEVICES / 1000, 1000), NoiseStream.root(1), workers);
  }

  /** Writes every device. */
  @Benchmark
  public void program() {
    devices.program(numbers, 0);
  }

  /** One pulse up for every device; of a device that is not pulsed, a write instead. */
  @Benchmark
  public void pulse() {
    if (model.response().isEmpty()) {
      devices.program(numbers, 0);
      return;
    }
    workers.forBlocks(
        DEVICES,
        BLOCK,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            devices.pulse(i, 1, Polarity.UP, 1);
          }
        });
  }

  /** What is seen of every device an hour later. */
  @Benchmark
  public float[] look() {
    float[] seen = new float[DEVICES];
    workers.forBlocks(
        DEVICES,
        BLOCK,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            seen[i] = devices.conductance(i, 3600);
          }
        });
    return seen;
  }

  /** The baseline: one addition a device. */
  @Benchmark
  public float[] add() {
    workers.forBlocks(
        DEVICES,
        BLOCK,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            numbers[i] += 0;
          }
        });
    return numbers;
  }
}
