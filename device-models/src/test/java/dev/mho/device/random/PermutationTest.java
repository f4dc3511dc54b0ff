package dev.mho.device.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PermutationTest {
  private static final NoiseStream STREAM = NoiseStream.root(3).child("sample order");

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 10, 1797})
  void holdsEachNumberOnce(int size) {
    int[] order = STREAM.permutation(0, size);
    Arrays.sort(order);
    assertArrayEquals(IntStream.range(0, size).toArray(), order);
  }

  @Test
  void rowNamesTheOrder() {
    assertArrayEquals(STREAM.permutation(1, 100), STREAM.permutation(1, 100));
    assertTrue(!Arrays.equals(STREAM.permutation(1, 100), STREAM.permutation(2, 100)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 9})
  void eachNumberIsEquallyLikelyAtAPosition(int position) {
    long[] seen = new long[10];
    for (int row = 0; row < 100_000; row++) {
      seen[STREAM.permutation(row, 10)[position]]++;
    }
    assertEquallyLikely(seen);
  }

  @Test
  void allOrdersOfFourAreEquallyLikely() {
    long[] seen = new long[256];
    for (int row = 0; row < 100_000; row++) {
      int[] order = STREAM.permutation(row, 4);
      seen[order[0] << 6 | order[1] << 4 | order[2] << 2 | order[3]]++;
    }
    long[] orders = Arrays.stream(seen).filter(n -> n > 0).toArray();
    assertTrue(orders.length == 24);
    assertEquallyLikely(orders);
  }

  /** Chi-square; false alarm 1e-6. In 1e5 draws, one in ten that is off by 6 % does not pass. */
  private static void assertEquallyLikely(long[] seen) {
    double[] expected = new double[seen.length];
    Arrays.fill(expected, Arrays.stream(seen).sum() / (double) seen.length);
    double p = new ChiSquareTest().chiSquareTest(expected, seen);
    assertTrue(p > 1e-6, () -> "chi-square p = " + p);
  }
}
