package dev.mho.experiments.export;

/**
 * {@link Decimal} for columns in which the same numbers come again and again: the texts of the last
 * ones are kept, up to 65 536 of them.
 */
public final class DecimalMemo {
  private static final int SLOTS = 1 << 16;
  private static final long MIX = 0x9E3779B97F4A7C15L; // 2^64 over the golden ratio

  private final long[] numbers = new long[SLOTS];
  private final String[] texts = new String[SLOTS];

  /** The text of a number. */
  public String text(double value) {
    long bits = Double.doubleToRawLongBits(value);
    int slot = (int) (bits * MIX >>> 48);
    if (texts[slot] == null || numbers[slot] != bits) {
      numbers[slot] = bits;
      texts[slot] = Decimal.text(value);
    }
    return texts[slot];
  }
}
