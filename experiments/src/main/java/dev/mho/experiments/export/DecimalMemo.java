package dev.mho.experiments.export;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * {@link Decimal} for columns in which the same numbers come again and again: the texts of the last
 * ones are kept. A number and its text lie side by side, so that finding one touches memory once.
 */
final class DecimalMemo {
  /** Characters of −2.2250738585072014E−308, the longest there is. */
  static final int LONGEST = 24;

  private static final int ENTRY = Long.BYTES + LONGEST + Long.BYTES;
  private static final int TEXT = Long.BYTES;
  private static final int LENGTH = TEXT + LONGEST;
  private static final long MIX = 0x9E3779B97F4A7C15L; // 2^64 over the golden ratio
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  /** Of each entry the bits of its number, its text, and the length of that; 0: no entry yet. */
  private final byte[] entries;

  private final int shift;

  /**
   * A memo of nothing yet.
   *
   * @param bits it keeps the texts of 2^bits numbers
   */
  DecimalMemo(int bits) {
    entries = new byte[ENTRY << bits];
    shift = Long.SIZE - bits;
  }

  /**
   * Writes the text of a number into an array and says where it ends; what follows it, up to {@link
   * #LONGEST} bytes from where it begins, is overwritten too.
   */
  int write(double value, byte[] to, int at) {
    long bits = Double.doubleToRawLongBits(value);
    int entry = (int) (bits * MIX >>> shift) * ENTRY;
    if (entries[entry + LENGTH] == 0 || (long) LONG.get(entries, entry) != bits) {
      keep(value, bits, entry);
    }
    for (int i = 0; i < LONGEST; i += Long.BYTES) {
      LONG.set(to, at + i, (long) LONG.get(entries, entry + TEXT + i));
    }
    return at + entries[entry + LENGTH];
  }

  private void keep(double value, long bits, int entry) {
    LONG.set(entries, entry, bits);
    String text = Decimal.text(value);
    for (int i = 0; i < text.length(); i++) {
      entries[entry + TEXT + i] = (byte) text.charAt(i);
    }
    entries[entry + LENGTH] = (byte) text.length();
  }
}
