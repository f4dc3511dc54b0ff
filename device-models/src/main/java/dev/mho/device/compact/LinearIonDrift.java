package dev.mho.device.compact;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;

/**
 * The boundary between a doped and an undoped region drifts with the current. The state x is the
 * doped fraction, 0 (off) to 1 (on):
 *
 * <pre>
 * I     = V / (R_on x + R_off (1 − x))
 * dx/dt = µ R_on / D² · I · f(x)   where V ≥ v_set or V ≤ v_reset, 0 between
 * </pre>
 *
 * The window f slows the boundary near an end; see {@link Window}.
 *
 * <p>Source: Strukov, Snider, Stewart and Williams, Nature 453:80 (2008), here with thresholds.
 *
 * @param resistance R_on, R_off
 * @param lengthMetres D above 0, thickness of the film
 * @param mobility µ above 0, of the dopants, m²/(V·s)
 * @param setThresholdVolts v_set ≥ 0
 * @param resetThresholdVolts v_reset ≤ 0
 * @param window f
 * @param windowExponent p above 0, a whole number in the sources; large p makes f nearly flat
 */
public record LinearIonDrift(
    ResistanceRange resistance,
    double lengthMetres,
    double mobility,
    double setThresholdVolts,
    double resetThresholdVolts,
    Window window,
    double windowExponent)
    implements CompactModel {

  /** Shape of f(x) in [0, 1]. */
  public enum Window {
    /**
     * f = 1 − |2x − 1|^(2p): zero at both ends, so a state that has reached an end, or starts
     * there, never leaves it. Joglekar and Wolf, Eur. J. Phys. 30:661 (2009).
     */
    @JsonProperty("joglekar")
    JOGLEKAR {
      @Override
      double at(double x, double current, double exponent) {
        return 1 - power(2 * x - 1, exponent);
      }
    },
    /**
     * f = 1 − x^(2p) towards on, 1 − (1 − x)^(2p) towards off: zero at the end ahead only, so a
     * device can be set and reset again. Biolek, Biolek and Biolkova, Radioengineering 18:210
     * (2009).
     */
    @JsonProperty("biolek")
    BIOLEK {
      @Override
      double at(double x, double current, double exponent) {
        return 1 - power(current > 0 ? x : 1 - x, exponent);
      }
    };

    abstract double at(double x, double current, double exponent);

    private static double power(double base, double exponent) {
      return StrictMath.pow(Math.abs(base), 2 * exponent);
    }
  }

  public LinearIonDrift {
    Check.present("resistance", resistance);
    Check.positive("length_metres", lengthMetres);
    Check.positive("mobility", mobility);
    Check.notNegative("set_threshold_volts", setThresholdVolts);
    Check.finite("reset_threshold_volts", resetThresholdVolts);
    if (resetThresholdVolts > 0) {
      throw BadInputException.at(
          "reset_threshold_volts", Double.toString(resetThresholdVolts), "a finite number <= 0");
    }
    Check.present("window", window);
    Check.positive("window_exponent", windowExponent);
  }

  @Override
  public double offState() {
    return 0;
  }

  @Override
  public double onState() {
    return 1;
  }

  @Override
  public double current(double state, double volts) {
    return volts / resistance.ohms(1 - state);
  }

  @Override
  public double speed(double state, double volts) {
    if (volts < setThresholdVolts && volts > resetThresholdVolts) {
      return 0;
    }
    double current = current(state, volts);
    return mobility
        * resistance.onOhms()
        / (lengthMetres * lengthMetres)
        * current
        * window.at(state, current, windowExponent);
  }

  @Override
  public double stateAt(double siemens, double readVolts) {
    double ohms = readVolts / ReadCurrent.amperes(siemens, readVolts);
    return bounded(1 - resistance.fraction(ohms));
  }
}
