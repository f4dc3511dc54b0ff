package dev.mho.emulator.circuit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Conductances and voltages for tests, and how to compare currents. */
final class TestCells {
  private TestCells() {}

  /** Log-uniform conductances. */
  static double[] random(int size, double least, double most, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] siemens = new double[size];
    Arrays.setAll(siemens, i -> least * Math.pow(most / least, random.nextDouble()));
    return siemens;
  }

  /** Uniform in ±1. */
  static double[] volts(int size, long seed) {
    return new SplittableRandom(seed).doubles(size, -1, 1).toArray();
  }

  /** Flat, row-major. */
  static double[] flat(double[][] rows) {
    return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
  }

  /** Equal to a bound relative to the largest expected value. */
  static void assertClose(double[] expected, double[] actual, double relative) {
    assertEquals(expected.length, actual.length);
    double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    for (int i = 0; i < expected.length; i++) {
      double off = Math.abs(expected[i] - actual[i]);
      String where = i + ": " + expected[i] + " against " + actual[i] + ", largest " + largest;
      assertTrue(off <= relative * largest, where);
    }
  }
}
