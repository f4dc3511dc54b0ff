package dev.mho.emulator.tile;

import dev.mho.emulator.cell.Role;
import dev.mho.emulator.trace.Operation;
import java.util.Arrays;
import java.util.List;

/** What happened to the devices of one cell during a batch, seven words an event. */
final class CellLog {
  private static final int WORDS = 7;
  private static final Operation[] OPERATIONS = Operation.values();

  private final List<Role> roles;
  private int[] words = new int[4 * WORDS];
  private int size;

  CellLog(List<Role> roles) {
    this.roles = roles;
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

  Role role(int event) {
    return roles.get(words[event * WORDS + 1] & 0xff);
  }

  Operation operation(int event) {
    return OPERATIONS[words[event * WORDS + 1] >>> 8 & 0xff];
  }

  int flags(int event) {
    return words[event * WORDS + 1] >>> 16;
  }

  int count(int event) {
    return words[event * WORDS + 2];
  }

  float before(int event) {
    return Float.intBitsToFloat(words[event * WORDS + 3]);
  }

  float after(int event) {
    return Float.intBitsToFloat(words[event * WORDS + 4]);
  }

  double change(int event) {
    long high = words[event * WORDS + 6];
    return Double.longBitsToDouble(high << Integer.SIZE | words[event * WORDS + 5] & 0xffffffffL);
  }
}
