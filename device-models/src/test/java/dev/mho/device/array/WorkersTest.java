package dev.mho.device.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.TestDevice;
import dev.mho.device.format.BadInputException;
import dev.mho.device.random.NoiseStream;
import dev.mho.device.response.ConstantStep;
import dev.mho.device.response.CycleToCycle;
import dev.mho.device.response.Polarity;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkersTest {

  @ParameterizedTest
  @CsvSource({"1, 100, 7", "3, 100, 7", "3, 100, 100", "3, 100, 101", "16, 3, 1", "2, 0, 5"})
  void blocksCoverTheRangeOnce(int threads, int size, int blockSize) {
    AtomicIntegerArray visits = new AtomicIntegerArray(size);
    AtomicInteger blocks = new AtomicInteger();
    try (Workers workers = new Workers(threads)) {
      workers.forBlocks(
          size,
          blockSize,
          (from, to) -> {
            assertTrue(from % blockSize == 0 && to - from <= blockSize);
            blocks.incrementAndGet();
            for (int i = from; i < to; i++) {
              visits.incrementAndGet(i);
            }
          });
    }
    assertEquals((size + blockSize - 1) / blockSize, blocks.get());
    for (int i = 0; i < size; i++) {
      assertEquals(1, visits.get(i), "piece " + i);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 16})
  void sumsHaveTheBitsOfOneThread(int threads) {
    assertArrayEquals(blockSums(1), blockSums(threads));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 16})
  void devicesHaveTheBitsOfOneThread(int threads) {
    assertArrayEquals(pulsedStates(1), pulsedStates(threads));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void exceptionsReachTheCaller(int threads) {
    BadInputException mistake = new BadInputException("mistake");
    assertSame(mistake, assertThrows(BadInputException.class, () -> failing(threads, mistake)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void errorsReachTheCaller(int threads) {
    Error error = new AssertionError("broken");
    assertSame(error, assertThrows(AssertionError.class, () -> failing(threads, error)));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void allBlocksHaveEndedWhenOneFails(boolean error) {
    AtomicInteger ended = new AtomicInteger();
    try (Workers workers = new Workers(4)) {
      assertThrows(
          Throwable.class,
          () ->
              workers.forBlocks(
                  40,
                  1,
                  (from, to) -> {
                    if (from == 0) {
                      fail(error ? new AssertionError() : new IllegalStateException());
                    }
                    ended.incrementAndGet();
                  }));
      assertEquals(39, ended.get());
    }
  }

  @Test
  void threadsAreAtLeastOne() {
    Exception e = assertThrows(BadInputException.class, () -> new Workers(0));
    assertEquals("threads: found 0; allowed: a whole number from 1 to 1024", e.getMessage());
  }

  @Test
  void singleIsOneThread() {
    try (Workers workers = Workers.single()) {
      assertEquals(1, workers.threads());
    }
  }

  private static void failing(int threads, Throwable failure) {
    try (Workers workers = new Workers(threads)) {
      workers.forBlocks(
          100,
          10,
          (from, to) -> {
            if (from == 50) {
              fail(failure);
            }
          });
    }
  }

  private static void fail(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) failure;
  }

  private static double[] blockSums(int threads) {
    double[] sums = new double[1000];
    NoiseStream stream = NoiseStream.root(1);
    try (Workers workers = new Workers(threads)) {
      workers.forBlocks(
          100_000,
          100,
          (from, to) -> {
            for (int i = from; i < to; i++) {
              sums[from / 100] += stream.normal(0, i);
            }
          });
    }
    return sums;
  }

  private static float[] pulsedStates(int threads) {
    ConstantStep response =
        new ConstantStep(
            0.01, Optional.of(0.01), Optional.of(CycleToCycle.ofStep(0.3)), Optional.empty());
    DeviceArray devices =
        new DeviceArray(
            TestDevice.plain().response(response).model(),
            Placement.whole(1, 10_000),
            NoiseStream.root(2));
    float[] states = new float[devices.size()];
    try (Workers workers = new Workers(threads)) {
      workers.forBlocks(
          devices.size(),
          64,
          (from, to) -> {
            for (int i = from; i < to; i++) {
              devices.pulse(i, 1 + i % 5, Polarity.UP, 0);
              states[i] = devices.state(i);
            }
          });
    }
    return states;
  }
}
