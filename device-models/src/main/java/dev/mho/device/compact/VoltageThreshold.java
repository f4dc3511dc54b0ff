package dev.mho.device.compact;

import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;

/**
 * VTEAM: beyond a threshold voltage the state moves with a power of the excess. The state x is a
 * length in metres, 0 (on) to d (off):
 *
 * <pre>
 * dx/dt = +k_off (V/v_off − 1)^α_off   where V/v_off > 1
 *         −k_on  (V/v_on  − 1)^α_on    where V/v_on  > 1
 *          0                           between
 * I     = V / (R_on + (R_off − R_on) x/d)
 * </pre>
 *
 * At constant voltage the speed is constant, so steps are exact. There is no window: the speed is
 * the same up to the end. The source gives k_on a negative sign; here both are magnitudes.
 *
 * <p>Source: Kvatinsky, Ramadan, Friedman and Kolodny, "VTEAM: a general model for
 * voltage-controlled memristors", IEEE Trans. Circuits Syst. II 62:786 (2015), with the linear
 * current-voltage relation.
 *
 * @param resistance R_on, R_off
 * @param lengthMetres d above 0
 * @param on motion towards on
 * @param off motion towards off; its threshold has the other sign
 */
public record VoltageThreshold(
    ResistanceRange resistance, double lengthMetres, Branch on, Branch off)
    implements CompactModel {

  /**
   * One direction.
   *
   * @param thresholdVolts v, not 0; its sign is that of the voltages that move this way
   * @param metresPerSecond k above 0, speed at twice the threshold
   * @param exponent α above 0
   */
  public record Branch(double thresholdVolts, double metresPerSecond, double exponent) {
    public Branch {
      NotZero.check("threshold_volts", thresholdVolts);
      Check.positive("metres_per_second", metresPerSecond);
      Check.positive("exponent", exponent);
    }

    private double speed(double volts) {
      double excess = volts / thresholdVolts - 1;
      return excess > 0 ? metresPerSecond * StrictMath.pow(excess, exponent) : 0;
    }
  }

  public VoltageThreshold {
    Check.present("resistance", resistance);
    Check.positive("length_metres", lengthMetres);
    Check.present("on", on);
    Check.present("off", off);
    if (on.thresholdVolts() > 0 == off.thresholdVolts() > 0) {
      throw BadInputException.at(
          "off.threshold_volts",
          Double.toString(off.thresholdVolts()),
          "the other sign than on.threshold_volts, " + on.thresholdVolts());
    }
  }

  @Override
  public double offState() {
    return lengthMetres;
  }

  @Override
  public double onState() {
    return 0;
  }

  @Override
  public double current(double state, double volts) {
    return volts / resistance.ohms(state / lengthMetres);
  }

  @Override
  public double speed(double state, double volts) {
    return off.speed(volts) - on.speed(volts);
  }

  @Override
  public double stateAt(double siemens, double readVolts) {
    double ohms = readVolts / ReadCurrent.amperes(siemens, readVolts);
    return bounded(lengthMetres * resistance.fraction(ohms));
  }
}
