package dev.mho.emulator.tile;

import dev.mho.emulator.cell.Role;
import dev.mho.emulator.trace.Operation;
import java.util.Arrays;

/** What happened to the devices of one cell during a batch, a few words an event. */
final class CellLog {
  /** Words of an event, in an order that only this class knows. */
  static final int WORDS = 7;

  private static final Operation[] OPERATIONS = Operation.values();

  private int[] words;
  private int size;

  /**
   * An empty log.
   *
   * @param events how many it will usually take
   */
  CellLog(int events) {
    words = new int[events * WORDS];
  }

  /**
   * Adds an event.
   *
   * @param flags bits of {@code UpdateFlag}
   * @param change of the cell's difference that was asked for
   */
  void add(
      int sample,
      Role role,
      Operation operation,
      int flags,
      double change,
      int count,
      float before,
      float after) {
    int at = size * WORDS;
    if (at == words.length) {
      words = Arrays.copyOf(words, 2 * words.length);
    }
    long bits = Double.doubleToRawLongBits(change);
    words[at] = sample;
    words[at + 1] = role.index() | operation.ordinal() << 8 | flags << 16;
    words[at + 2] = count;
    words[at + 3] = Float.floatToRawIntBits(before);
    words[at + 4] = Float.floatToRawIntBits(after);
    words[at + 5] = (int) bits;
    words[at + 6] = (int) (bits >>> Integer.SIZE);
    size++;
  }

  int size() {
    return size;
  }

  int sample(int event) {
    return words[event * WORDS];
  }

  /** Copies the words of an event to where the accessors below find them. */
  void copy(int event, int[] to, int at) {
    System.arraycopy(words, event * WORDS, to, at, WORDS);
  }

  static int roleIndex(int[] words, int at) {
    return words[at + 1] & 0xff;
  }

  static Operation operation(int[] words, int at) {
    return OPERATIONS[words[at + 1] >>> 8 & 0xff];
  }

  static int flags(int[] words, int at) {
    return words[at + 1] >>> 16;
  }

  static int count(int[] words, int at) {
    return words[at + 2];
  }

  static float before(int[] words, int at) {
    return Float.intBitsToFloat(words[at + 3]);
  }

  static float after(int[] words, int at) {
    return Float.intBitsToFloat(words[at + 4]);
  }

  static double change(int[] words, int at) {
    long high = words[at + 6];
    return Double.longBitsToDouble(high << Integer.SIZE | words[at + 5] & 0xffffffffL);
  }
}
