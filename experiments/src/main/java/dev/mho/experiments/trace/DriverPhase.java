package dev.mho.experiments.trace;

import dev.mho.device.PulseTable;
import dev.mho.device.PulseTable.Pulse;

/**
 * A quarter of a slot, in which a driver serves one pair of signs.
 *
 * <p>Lines carry trains with a sign, and a weight rises where the signs of its two lines differ.
 * One voltage a line cannot tell all four pairs of signs apart, so that a slot is played in four
 * phases: in each, the rows of one sign and the columns of one sign that fire are selected, and
 * what they cross gets one pulse. An array of plus devices gets SET pulses where weights rise, an
 * array of minus devices RESET pulses; where weights fall it is the other way round.
 */
enum DriverPhase {
  RISE_POSITIVE(1, -1),
  RISE_NEGATIVE(-1, 1),
  FALL_POSITIVE(1, 1),
  FALL_NEGATIVE(-1, -1);

  private final int rowSign;
  private final int columnSign;

  DriverPhase(int rowSign, int columnSign) {
    this.rowSign = rowSign;
    this.columnSign = columnSign;
  }

  /** Whether a line of that sign belongs to the phase. */
  boolean servesRow(int sign) {
    return sign == rowSign;
  }

  boolean servesColumn(int sign) {
    return sign == columnSign;
  }

  /** Whether devices of a role get SET pulses, and not RESET. */
  boolean sets(String role) {
    return rowSign != columnSign == role.equals("plus");
  }

  /** The pulse that devices of a role get. */
  Pulse pulse(PulseTable table, String role) {
    return sets(role) ? table.set() : table.reset();
  }
}
