package dev.mho.emulator.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.Sample;
import dev.mho.device.array.Workers;
import dev.mho.emulator.TestArray;
import dev.mho.emulator.TestMatrix;
import dev.mho.emulator.matrix.Matrix;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The drawn trains of a batch. */
class TrainBatchTest {
  private static final StochasticTrains TRAINS = new StochasticTrains(31);
  private static final double GRANULARITY = 0.01;

  private static TrainBatch batch(
      Matrix x, Matrix d, double rate, long sample, int row, int column, int threads) {
    try (Workers workers = new Workers(threads)) {
      return new TrainBatch(
          TRAINS, x, d, rate, GRANULARITY, TestArray.STREAM, sample, row, column, workers);
    }
  }

  /** k = 20 steps at most, so gains are √(1/0.01/20) for |x|, |d| ≤ 1. */
  @Test
  void linesFireWithTheirProbabilities() {
    int samples = 20_000;
    double[] xs = {1, -0.5, 0.25, 0};
    double[] ds = {-1, 0.1};
    TrainBatch batch =
        batch(TestMatrix.repeated(samples, xs), TestMatrix.repeated(samples, ds), 0.2, 0, 0, 0, 1);
    double gain = Math.sqrt(0.2 / (GRANULARITY * 20));
    for (int j = 0; j < xs.length; j++) {
      long fired = 0;
      for (int b = 0; b < samples; b++) {
        fired += Integer.bitCount(batch.rowTrain(j, b) & Integer.MAX_VALUE);
        assertTrue(batch.rowTrain(j, b) >= 0 || xs[j] < 0);
      }
      Sample.assertCount(gain * Math.abs(xs[j]), samples * 20, fired);
    }
    for (int i = 0; i < ds.length; i++) {
      long fired = 0;
      for (int b = 0; b < samples; b++) {
        fired += Integer.bitCount(batch.columnTrain(i, b) & Integer.MAX_VALUE);
      }
      Sample.assertCount(gain * Math.abs(ds[i]), samples * 20, fired);
    }
  }

  @Test
  void slotsSamplesAndLinesAreIndependent() {
    int samples = 2000;
    TrainBatch batch =
        batch(
            TestMatrix.repeated(samples, 0.5, 0.5, 1),
            TestMatrix.repeated(samples, 1),
            0.31,
            0,
            0,
            0,
            1);
    double[] first = bits(batch, 0, samples);
    double[] second = bits(batch, 1, samples);
    Sample.assertUncorrelated(first, second, "of lines");
    for (int lag = 1; lag <= 31; lag++) {
      double[] earlier = Arrays.copyOf(first, first.length - lag);
      double[] later = Arrays.copyOfRange(first, lag, first.length);
      double[] beside = Arrays.copyOfRange(second, lag, second.length);
      Sample.assertUncorrelated(earlier, later, "at lag " + lag);
      Sample.assertUncorrelated(earlier, beside, "of lines at lag " + lag);
      Sample.assertUncorrelated(
          Arrays.copyOf(second, later.length), later, "of lines at lag -" + lag);
    }
  }

  private static double[] bits(TrainBatch batch, int line, int samples) {
    double[] bits = new double[31 * samples];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = batch.rowTrain(line, i / 31) >> (i % 31) & 1;
    }
    return bits;
  }

  /** Rows and columns at one index, both at probability one half: not the same train. */
  @Test
  void rowsAndColumnsDiffer() {
    TrainBatch batch =
        batch(TestMatrix.constant(200, 3, 1), TestMatrix.constant(200, 3, 1), 0.2001, 0, 0, 0, 1);
    int same = 0;
    for (int b = 0; b < 200; b++) {
      same += batch.rowTrain(1, b) == batch.columnTrain(1, b) ? 1 : 0;
    }
    // Each of 21 slots differs with probability 0.09, a train with 0.86.
    assertTrue(same < 100, () -> "trains alike");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 16})
  void bitsDoNotDependOnThreads(int threads) {
    Matrix x = TestMatrix.random(50, 20, 1, 1);
    Matrix d = TestMatrix.random(50, 10, 1, 2);
    assertSame(batch(x, d, 0.3, 7, 0, 0, 1), batch(x, d, 0.3, 7, 0, 0, threads), 0, 0, x, d);
  }

  /** A part of the batch and of the lines, if the largest values are in it. */
  @Test
  void aTrainIsNamedBySampleAndGlobalLine() {
    Matrix x = TestMatrix.random(50, 20, 1, 1);
    Matrix d = TestMatrix.random(50, 10, 1, 2);
    for (int b = 0; b < 50; b++) {
      x.set(b, 19, 1);
      d.set(b, 9, -1);
    }
    TrainBatch part =
        batch(x.rows(30, 50).columns(12, 20), d.rows(30, 50).columns(4, 10), 0.3, 37, 12, 4, 1);
    TrainBatch whole = batch(x, d, 0.3, 7, 0, 0, 1);
    for (int b = 0; b < 20; b++) {
      assertEquals(whole.slots(30 + b), part.slots(b));
      for (int j = 0; j < 8; j++) {
        assertEquals(whole.rowTrain(12 + j, 30 + b), part.rowTrain(j, b));
      }
      for (int i = 0; i < 6; i++) {
        assertEquals(whole.columnTrain(4 + i, 30 + b), part.columnTrain(i, b));
      }
    }
  }

  private static void assertSame(
      TrainBatch expected, TrainBatch actual, int row, int column, Matrix x, Matrix d) {
    for (int b = 0; b < x.rows(); b++) {
      assertEquals(expected.slots(b), actual.slots(b));
      for (int j = row; j < x.cols(); j++) {
        assertEquals(expected.rowTrain(j, b), actual.rowTrain(j, b));
      }
      for (int i = column; i < d.cols(); i++) {
        assertEquals(expected.columnTrain(i, b), actual.columnTrain(i, b));
      }
    }
  }

  @Test
  void aSampleOfZerosHasNoTrain() {
    TrainBatch batch =
        batch(
            Matrix.of(new double[][] {{0, 0}, {1, 0}}),
            Matrix.of(new double[][] {{1}, {1}}),
            1,
            0,
            0,
            0,
            1);
    assertEquals(0, batch.slots(0));
    assertEquals(0, batch.rowTrain(0, 0) | batch.columnTrain(0, 0));
    assertEquals(31, batch.slots(1));
    assertEquals(0, batch.rowTrain(1, 1));
  }

  /** 62 steps asked of 31 slots: columns saturate from half the largest value on. */
  @Test
  void linesThatAskTooMuchFireInEverySlot() {
    Matrix x = Matrix.of(new double[][] {{1, 0.5}});
    Matrix d = Matrix.of(new double[][] {{1, 0.51, 0.49}});
    TrainBatch batch = batch(x, d, 0.62, 0, 0, 0, 1);
    assertEquals(Integer.MAX_VALUE, batch.rowTrain(0, 0));
    assertEquals(Integer.MAX_VALUE, batch.columnTrain(0, 0));
    assertEquals(Integer.MAX_VALUE, batch.columnTrain(1, 0));
    assertTrue(batch.clipped(0, 1, 1));
    assertTrue(batch.clipped(0, 1, 0.51));
    assertFalse(batch.clipped(0, 1, 0.49));
  }

  @Test
  void justEnoughIsNotClipped() {
    TrainBatch batch =
        batch(TestMatrix.constant(1, 1, 1), TestMatrix.constant(1, 1, 1), 0.31, 0, 0, 0, 1);
    assertFalse(batch.clipped(0, 1, 1));
    assertEquals(31, StochasticTrains.coincidences(batch.rowTrain(0, 0), batch.columnTrain(0, 0)));
  }
}
