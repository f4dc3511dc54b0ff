package dev.mho.device.random;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mho.device.Sample;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The normals of a stream are standard, independent and reach far enough. */
class NormalDrawsTest {
  private static final int DRAWS = 200_000;
  private static final NoiseStream STREAM = NoiseStream.root(20260727).child("normal draws");

  @Test
  void alongARow() {
    Sample.assertNormal(0, 1, row(0, DRAWS));
  }

  @Test
  void downAColumn() {
    double[] column = new double[DRAWS];
    Arrays.setAll(column, row -> STREAM.normal(row, 2));
    Sample.assertNormal(0, 1, column);
  }

  /** For normals, skewness has variance 6/n and excess kurtosis 24/n: five standard errors. */
  @Test
  void thirdAndFourthMoment() {
    double[] draws = row(1, DRAWS);
    double third = Arrays.stream(draws).map(x -> x * x * x).average().orElseThrow();
    double fourth = Arrays.stream(draws).map(x -> x * x * x * x).average().orElseThrow();
    assertEquals(0, third, 5 * Math.sqrt(15.0 / DRAWS));
    assertEquals(3, fourth, 5 * Math.sqrt(96.0 / DRAWS));
  }

  /** Of 4 million draws, 10,799 lie beyond 3 and 253 beyond 4 standard deviations. */
  @Test
  void tails() {
    int draws = 4_000_000;
    double[] row = row(2, draws);
    Sample.assertCount(2.699796e-3, draws, countBeyond(3, row));
    Sample.assertCount(6.334248e-5, draws, countBeyond(4, row));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 8, 16, 64})
  void neighboursAreIndependent(int lag) {
    double[] row = row(3, DRAWS);
    assertIndependent(
        Arrays.copyOf(row, DRAWS - lag), Arrays.copyOfRange(row, lag, DRAWS), "at lag " + lag);
  }

  @Test
  void rowsAreIndependent() {
    assertIndependent(row(4, DRAWS), row(5, DRAWS), "of rows");
  }

  /** Squares too: neighbours share a counter. */
  private static void assertIndependent(double[] a, double[] b, String what) {
    Sample.assertUncorrelated(a, b, what);
    Sample.assertUncorrelated(squares(a), squares(b), "of squares " + what);
  }

  private static double[] squares(double[] sample) {
    return Arrays.stream(sample).map(x -> x * x).toArray();
  }

  private static long countBeyond(double limit, double[] sample) {
    return Arrays.stream(sample).filter(x -> Math.abs(x) > limit).count();
  }

  private static double[] row(long row, int length) {
    float[] draws = new float[length];
    STREAM.fillNormal(row, 0, draws, 0, length);
    double[] sample = new double[length];
    Arrays.setAll(sample, i -> draws[i]);
    return sample;
  }
}
