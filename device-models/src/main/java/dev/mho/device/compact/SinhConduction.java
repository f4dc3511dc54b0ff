package dev.mho.device.compact;

import dev.mho.device.format.Check;

/**
 * I = (a/R) sinh(b V): an odd current-voltage curve scaled by the resistance. At a·b = 1, R is the
 * resistance at small voltages.
 *
 * @param volts a above 0
 * @param perVolt b above 0
 */
public record SinhConduction(double volts, double perVolt) {
  public SinhConduction {
    Check.positive("volts", volts);
    Check.positive("per_volt", perVolt);
  }

  double amperes(double ohms, double appliedVolts) {
    return volts * StrictMath.sinh(perVolt * appliedVolts) / ohms;
  }

  /** R of a current, the inverse of {@link #amperes}. */
  double ohms(double amperes, double appliedVolts) {
    return volts * StrictMath.sinh(perVolt * appliedVolts) / amperes;
  }
}
