package dev.mho.experiments.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A text of ASCII characters that grows, for files of many numbers: characters are bytes from the
 * start, and numbers are put into words as {@link Decimal} does, without a string of their own.
 */
public final class AsciiText {
  private static final int LONGEST_WHOLE = 20;

  private final DecimalMemo near = new DecimalMemo(8);
  private final DecimalMemo far = new DecimalMemo(14);
  private byte[] bytes = new byte[1 << 12];
  private int length;

  private void makeRoom(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.addExact(length, Math.max(length, more)));
    }
  }

  /** Appends a character of at most seven bits. */
  public AsciiText append(char character) {
    makeRoom(1);
    bytes[length++] = (byte) character;
    return this;
  }

  /** Appends a word of such characters. */
  public AsciiText append(String word) {
    int size = word.length();
    makeRoom(size);
    for (int i = 0; i < size; i++) {
      bytes[length + i] = (byte) word.charAt(i);
    }
    length += size;
    return this;
  }

  /** Appends a whole number. */
  public AsciiText append(long whole) {
    if (whole < 0) {
      return append(Long.toString(whole));
    }
    makeRoom(LONGEST_WHOLE);
    int digits = 1;
    for (long power = 10; whole >= power && digits < LONGEST_WHOLE - 1; power *= 10) {
      digits++;
    }
    long left = whole;
    for (int at = length + digits - 1; at >= length; at--) {
      bytes[at] = (byte) ('0' + left % 10);
      left /= 10;
    }
    length += digits;
    return this;
  }

  /** Appends a real number with as many digits as reading it back exactly takes. */
  public AsciiText append(double real) {
    return append(real, near);
  }

  /** Appends a real number that comes again, though thousands of others come before it does. */
  public AsciiText appendRecurring(double real) {
    return append(real, far);
  }

  private AsciiText append(double real, DecimalMemo memo) {
    makeRoom(DecimalMemo.LONGEST);
    length = memo.write(real, bytes, length);
    return this;
  }

  /** Characters so far. */
  public int length() {
    return length;
  }

  /** Forgets what was appended; the room stays. */
  public void clear() {
    length = 0;
  }

  /** Writes what was appended. */
  public void writeTo(OutputStream out) throws IOException {
    out.write(bytes, 0, length);
  }

  @Override
  public String toString() {
    return new String(bytes, 0, length, StandardCharsets.US_ASCII);
  }
}
