package dev.mho.device.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

/** The known answers for philox4x32-10 in {@code kat_vectors} of Random123. */
class PhiloxTest {

  @Test
  void zeroCounterAndKey() {
    assertWords(0L, 0L, 0L, 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8);
  }

  @Test
  void counterAndKeyOfOnes() {
    assertWords(-1L, -1L, -1L, 0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd);
  }

  /** Counter 243f6a88 85a308d3 13198a2e 03707344 and key a4093822 299f31d0, low words first. */
  @Test
  void digitsOfPi() {
    assertWords(
        0x299f31d0_a4093822L,
        0x85a308d3_243f6a88L,
        0x03707344_13198a2eL,
        0xd16cfe09,
        0x94fdcceb,
        0x5001e420,
        0x24126ea1);
  }

  private static void assertWords(long key, long counterLow, long counterHigh, int... expected) {
    int[] words = new int[4];
    Philox.words(key, counterLow, counterHigh, words);
    assertArrayEquals(expected, words);
  }
}
