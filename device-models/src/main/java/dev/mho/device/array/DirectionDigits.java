package dev.mho.device.array;

/**
 * The directions of many devices' pulses, written down as the binary digits of fractions: 1 for up
 * and 0 for down, the first pulse first. Digits are taken off a column of fractions by arithmetic
 * alone, which becomes vector instructions; looking up bits does not. Used again and again by one
 * thread.
 */
final class DirectionDigits {
  /** Digits of a fraction. */
  static final int DIGITS = 32;

  private static final int NIBBLE = 4;
  private static final int NIBBLES = 1 << NIBBLE;

  /** By the moments of a nibble that have a pulse, and those that have one up: the directions. */
  private static final byte[] PICKED = picked();

  private final int devices;

  /** All first fractions, then all second ones, and so on. */
  private double[] fractions = {};

  private int at;
  private long digits;
  private int count;

  /** Room for the pulses of so many devices. */
  DirectionDigits(int devices) {
    this.devices = devices;
  }

  private static byte[] picked() {
    byte[] picked = new byte[NIBBLES * NIBBLES];
    for (int pulses = 0; pulses < NIBBLES; pulses++) {
      for (int up = 0; up < NIBBLES; up++) {
        for (int left = pulses; left != 0; left &= left - 1) {
          int digit = up >>> Integer.numberOfTrailingZeros(left) & 1;
          int at = pulses * NIBBLES + up;
          picked[at] = (byte) (picked[at] << 1 | digit);
        }
      }
    }
    return picked;
  }

  /** Makes room for so many digits of each device. */
  void reserve(int most) {
    int each = (most + DIGITS - 1) / DIGITS;
    if (fractions.length < each * devices) {
      fractions = new double[each * devices];
    }
  }

  /**
   * Begins with a device.
   *
   * @param place of the device, from 0 on
   * @param skip how many zeros to begin with
   */
  void begin(int place, int skip) {
    at = place;
    digits = 0;
    count = skip;
  }

  /**
   * Appends the directions of the pulses of 32 moments, the lowest bit first.
   *
   * @param up the moments with a pulse up
   * @param down the moments with a pulse down, at none of which there is one up
   */
  void append(int up, int down) {
    if (up == 0 || down == 0) {
      int pulses = Integer.bitCount(up | down);
      digits = digits << pulses | (up == 0 ? 0 : (1L << pulses) - 1);
      count += pulses;
    } else {
      pick(up, up | down);
    }
    if (count >= DIGITS) {
      count -= DIGITS;
      write(digits >>> count);
      digits &= (1L << count) - 1;
    }
  }

  /** Appends directions four moments at a time: how many of them have pulses is a toss. */
  private void pick(int up, int pulses) {
    long appended = digits;
    int rising = up;
    for (int left = pulses; left != 0; left >>>= NIBBLE) {
      int few = left & NIBBLES - 1;
      appended = appended << Integer.bitCount(few) | PICKED[few * NIBBLES + (rising & NIBBLES - 1)];
      rising >>>= NIBBLE;
    }
    digits = appended;
    count += Integer.bitCount(pulses);
  }

  /** Ends with the device. */
  void end() {
    if (count > 0) {
      write(digits << DIGITS - count);
    }
  }

  private void write(long fraction) {
    fractions[at] = fraction * 0x1p-32;
    at += devices;
  }

  /** All fractions. */
  double[] fractions() {
    return fractions;
  }

  /** Where the fractions start that begin with a round. */
  int start(int round) {
    return round / DIGITS * devices;
  }
}
