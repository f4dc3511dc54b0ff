package dev.mho.device.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.Sample;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A draw is a function of seed, purpose, row and element alone. */
class NoiseStreamTest {
  private static final NoiseStream ROOT = NoiseStream.root(42);

  @Test
  void samePathSameValue() {
    NoiseStream once = NoiseStream.root(42).child("layer").child(3).child("read-noise");
    NoiseStream again = NoiseStream.root(42).child("layer").child(3).child("read-noise");
    for (long element = 0; element < 100; element++) {
      assertEquals(once.bits(7, element), again.bits(7, element));
    }
  }

  /**
   * By an independent program, from the definitions of SplitMix64, FNV-1a and Threefry. A change
   * here changes every result ever made with mho.
   */
  @Test
  void bitsAreTheSameInEveryRelease() {
    NoiseStream stream = NoiseStream.root(42).child("layer").child(3);
    assertArrayEquals(
        new int[] {0x7bc26f08, 0xdf45ef88, 0x254161ba, 0xeeddd9ea},
        new int[] {stream.bits(0, 0), stream.bits(0, 1), stream.bits(1, 0), stream.bits(-1, -1)});
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 31, 32})
  void fillEqualsSingleDraws(int length) {
    float[] normals = new float[length + 2];
    int[] bits = new int[length + 2];
    ROOT.fillNormal(5, 8, normals, 1, length);
    ROOT.fillBits(5, 8, bits, 1, length);
    for (int i = 0; i < length; i++) {
      assertEquals(ROOT.normal(5, 8 + i), normals[1 + i]);
      assertEquals(ROOT.bits(5, 8 + i), bits[1 + i]);
    }
    assertEquals(0, normals[0] + normals[length + 1] + bits[0] + bits[length + 1], "neighbours");
  }

  /** Rows and elements of more than 32 bits, and fills across the place where they begin. */
  @ParameterizedTest
  @ValueSource(longs = {7, (1L << 33) - 5, (1L << 40) + 1, -9})
  void fillReachesEveryAddress(long first) {
    int[] bits = new int[21];
    ROOT.fillBits(1L << 35, first, bits, 0, bits.length);
    for (int i = 0; i < bits.length; i++) {
      assertEquals(ROOT.bits(1L << 35, first + i), bits[i], "element " + (first + i));
    }
  }

  @Test
  void longFillsAreDoneInPieces() {
    float[] normals = new float[5001];
    ROOT.fillNormal(3, 1, normals, 0, normals.length);
    for (int i = 0; i < normals.length; i++) {
      assertEquals(ROOT.normal(3, 1 + i), normals[i]);
    }
  }

  @Test
  void addressesBeyond32BitsAreOwn() {
    long[] rows = {0, 1, 1L << 32, 1L << 33, -1};
    Set<Integer> seen = new HashSet<>();
    for (long row : rows) {
      for (long element : new long[] {0, 1, 1L << 33, 1L << 34, -1}) {
        assertTrue(seen.add(ROOT.bits(row, element)), row + ", " + element);
      }
    }
  }

  @Test
  void uniformsAreUniform() {
    double[] draws = new double[100_000];
    Arrays.setAll(draws, element -> ROOT.uniform(1, element));
    Sample.assertUniform(draws);
  }

  @Test
  void uniformsAreNeitherZeroNorOne() {
    for (long element = 0; element < 100_000; element++) {
      double uniform = ROOT.uniform(2, element);
      assertTrue(0 < uniform && uniform < 1);
      assertEquals((ROOT.bits(2, element) & 0xFFFFFFFFL) * 0x1p-32 + 0x1p-33, uniform);
    }
  }

  @Test
  void relatedStreamsAreIndependent() {
    List<NoiseStream> family =
        List.of(
            ROOT,
            NoiseStream.root(43),
            NoiseStream.root(-42),
            ROOT.child("a"),
            ROOT.child("b"),
            ROOT.child("ab"),
            ROOT.child(0),
            ROOT.child(1),
            ROOT.child(-1),
            ROOT.child("a").child(0),
            ROOT.child(0).child("a"));
    double[][] draws = new double[family.size()][20_000];
    for (int i = 0; i < draws.length; i++) {
      NoiseStream stream = family.get(i);
      Arrays.setAll(draws[i], element -> stream.normal(0, element));
      for (int j = 0; j < i; j++) {
        Sample.assertUncorrelated(draws[i], draws[j], "of streams " + i + " and " + j);
      }
    }
  }

  /** 30,000 keys of 64 bits collide with probability 2.4e-11; two words tell them apart. */
  @Test
  void differentPathsHaveDifferentKeys() {
    Set<List<Integer>> seen = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      for (NoiseStream stream :
          List.of(NoiseStream.root(i), ROOT.child(i), ROOT.child(Integer.toString(i)))) {
        assertTrue(seen.add(List.of(stream.bits(0, 0), stream.bits(0, 1))), "path " + i);
      }
    }
  }
}
