package dev.mho.emulator.converter;

/** What sampled converters make of the currents of their lines. */
@FunctionalInterface
public interface Transfer {
  /**
   * Converts in place; what is not a number stays none.
   *
   * @param y currents; line i's is {@code y[at + i]}
   * @param lines how many, from line 0
   */
  void convert(float[] y, int at, int lines);
}
