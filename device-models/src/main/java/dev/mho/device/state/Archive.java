package dev.mho.device.state;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What {@link Stateful} objects hand their state to. Its writing form notes what it is given and
 * returns it; its reading form returns what was noted, and fills arrays with it. Names are checked
 * in reading: a walk that is not the one that was written is refused.
 */
public interface Archive {

  /** The same archive for a part, whose names it puts its own in front of. */
  Archive part(String name);

  /** All numbers of an array, bit by bit. */
  void floats(String name, float[] values);

  /** All numbers of an array, bit by bit. */
  void doubles(String name, double[] values);

  /** All numbers of an array. */
  void ints(String name, int[] values);

  /** All numbers of an array. */
  void longs(String name, long[] values);

  /** All truth values of an array. */
  void booleans(String name, boolean[] values);

  /** A text. */
  String text(String name, String current);

  /** A whole number. */
  long value(String name, long current);

  /** A whole number. */
  default int value(String name, int current) {
    return Math.toIntExact(value(name, (long) current));
  }

  /** A number, bit by bit. */
  default double value(String name, double current) {
    return Double.longBitsToDouble(value(name, Double.doubleToRawLongBits(current)));
  }

  /** A truth value. */
  default boolean value(String name, boolean current) {
    return value(name, current ? 1L : 0L) != 0;
  }

  /** A number that may not be there yet. */
  default OptionalDouble value(String name, OptionalDouble current) {
    boolean present = value(name + " is known", current.isPresent());
    double value = value(name, current.orElse(0));
    return present ? OptionalDouble.of(value) : OptionalDouble.empty();
  }

  /** Parts of one kind, numbered in their order. */
  default void all(String name, List<? extends Stateful> parts) {
    for (int i = 0; i < parts.size(); i++) {
      parts.get(i).keep(part(name + " " + i));
    }
  }
}
