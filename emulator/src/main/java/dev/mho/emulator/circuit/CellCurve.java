package dev.mho.emulator.circuit;

import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;

/**
 * How the current of a device depends on its voltage; G is the slope at zero volts, what a device
 * model calls its conductance.
 */
public sealed interface CellCurve {

  /** Current in amperes at {@code volts} of a device of conductance {@code siemens}. */
  double current(double siemens, double volts);

  /**
   * dI/dV in siemens, > 0 where G > 0.
   *
   * @throws BadInputException if the curve falls at that voltage
   */
  double slope(double siemens, double volts);

  /** I = G V. */
  record Ohmic() implements CellCurve {
    @Override
    public double current(double siemens, double volts) {
      return siemens * volts;
    }

    @Override
    public double slope(double siemens, double volts) {
      return siemens;
    }
  }

  /**
   * I = G (V + a V³).
   *
   * @param perSquareVolt a in 1/V², −1000 to 1000; where it is negative, the curve falls beyond |V|
   *     = 1/√(3|a|), and a device driven there is refused
   */
  record Cubic(double perSquareVolt) implements CellCurve {
    public Cubic {
      Check.within("cubic coefficient (1/V^2)", perSquareVolt, -1000, 1000);
    }

    @Override
    public double current(double siemens, double volts) {
      return siemens * volts * (1 + perSquareVolt * volts * volts);
    }

    @Override
    public double slope(double siemens, double volts) {
      double relative = 1 + 3 * perSquareVolt * volts * volts;
      if (relative <= 0) {
        throw BadInputException.at(
            "voltage across a device with a cubic curve",
            volts + " V",
            "less than "
                + 1 / Math.sqrt(-3 * perSquareVolt)
                + " V, where the curve begins to fall");
      }
      return siemens * relative;
    }
  }

  /**
   * I = G sinh(κ V) / κ.
   *
   * @param perVolt κ in 1/V, > 0, at most 100
   */
  record Sinh(double perVolt) implements CellCurve {
    public Sinh {
      Check.positive("sinh coefficient (1/V)", perVolt);
      Check.within("sinh coefficient (1/V)", perVolt, 0, 100);
    }

    @Override
    public double current(double siemens, double volts) {
      return siemens * Math.sinh(perVolt * volts) / perVolt;
    }

    @Override
    public double slope(double siemens, double volts) {
      return siemens * Math.cosh(perVolt * volts);
    }
  }
}
