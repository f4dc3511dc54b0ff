package dev.mho.device.compact;

import dev.mho.device.format.Check;

/**
 * Switching as measured: resistance nears a target that depends on the voltage, with the square of
 * the way still to go. The state R is the resistance in ohms, R_on to R_off; with the branch of the
 * voltage's sign
 *
 * <pre>
 * I     = (a/R) sinh(b V)
 * r     = r₀ + r₁ V
 * s     = A (e^(|V|/t) − 1)
 * dR/dt = s (r − R)²   where s leads towards r, else 0
 * </pre>
 *
 * Resistance rises where s > 0 and R &lt; r, and falls where s &lt; 0 and R > r. With t below 0, as
 * published, s has the sign of −A and levels off at −A. At constant voltage y = |r − R| has the
 * solution y = y₀/(1 + |s| y₀ t), so steps are exact.
 *
 * <p>Source: the compact model of arXiv:2012.02267 (2020).
 *
 * @param resistance R_on, R_off
 * @param conduction a, b
 * @param positive branch of V above 0
 * @param negative branch of V below 0
 */
public record QuadraticDataDriven(
    ResistanceRange resistance, SinhConduction conduction, Branch positive, Branch negative)
    implements MeasuredSwitching {

  /**
   * One sign of voltage.
   *
   * @param perOhmSecond A, not 0, 1/(Ω·s)
   * @param scaleVolts t, not 0
   * @param target r(V)
   */
  public record Branch(double perOhmSecond, double scaleVolts, TargetOhms target)
      implements MeasuredSwitching.Branch {
    public Branch {
      NotZero.check("per_ohm_second", perOhmSecond);
      NotZero.check("scale_volts", scaleVolts);
      Check.present("target", target);
    }

    /** s, 1/(Ω·s). */
    private double drive(double volts) {
      return perOhmSecond * StrictMath.expm1(Math.abs(volts) / scaleVolts);
    }

    @Override
    public double speed(double ohms, double volts) {
      double drive = drive(volts);
      double way = target.way(ohms, volts, drive);
      return way > 0 ? drive * way * way : 0;
    }

    @Override
    public double advance(double ohms, double volts, double seconds) {
      double drive = drive(volts);
      double way = target.way(ohms, volts, drive);
      if (way <= 0) {
        return ohms;
      }
      double gone = Math.abs(drive) * way * seconds;
      return ohms + Math.copySign(way - way / (1 + gone), drive);
    }
  }

  public QuadraticDataDriven {
    Check.present("resistance", resistance);
    Check.present("conduction", conduction);
    Check.present("positive", positive);
    Check.present("negative", negative);
  }
}
