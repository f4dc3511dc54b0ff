package dev.mho.device.random;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ThreefryTest {

  /** The known answers for threefry2x32-20 in {@code kat_vectors} of Random123. */
  @Test
  void knownAnswers() {
    assertEquals(0x99ba4efe_6b200159L, Threefry.words(0, 0, 0), "zeros");
    assertEquals(0xbb002be7_1cb996fcL, Threefry.words(-1, -1, -1), "ones");
    assertEquals(
        0x483df7a0_c4923a9cL,
        Threefry.words(0x03707344_13198a2eL, 0x243f6a88, 0x85a308d3),
        "digits of pi");
  }

  @Test
  void manyAreAsOneByOne() {
    int length = 101;
    int[] x = new int[length + 1];
    int[] y = new int[length + 1];
    for (int i = 0; i <= length; i++) {
      x[i] = i * 0x01234567;
      y[i] = ~i * 0x89ABCDEF;
    }
    long key = 0xFEDCBA9876543210L;
    Threefry.words(key, x, y, length);
    for (int i = 0; i < length; i++) {
      long words = Threefry.words(key, i * 0x01234567, ~i * 0x89ABCDEF);
      assertEquals((int) words, x[i]);
      assertEquals((int) (words >>> 32), y[i]);
    }
    assertEquals(length * 0x01234567, x[length], "neighbour");
  }
}
