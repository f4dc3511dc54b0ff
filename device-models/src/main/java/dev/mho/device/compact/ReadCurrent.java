package dev.mho.device.compact;

import dev.mho.device.format.Check;

/** The current that a conductance carries at a read voltage. */
final class ReadCurrent {
  private ReadCurrent() {}

  /** G·V in amperes, of a conductance above 0 and a voltage other than 0. */
  static double amperes(double siemens, double readVolts) {
    return Check.positive("siemens", siemens) * NotZero.check("read_volts", readVolts);
  }
}
