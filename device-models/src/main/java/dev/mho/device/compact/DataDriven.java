package dev.mho.device.compact;

import dev.mho.device.format.Check;

/**
 * Switching as measured: resistance nears a target that depends on the voltage, exponentially in
 * the way still to go. The state R is the resistance in ohms, R_on to R_off; with the branch of the
 * voltage's sign
 *
 * <pre>
 * I     = (a/R) sinh(b V)
 * r     = r₀ + r₁ V
 * s     = A (e^(t |V|) − 1)
 * dR/dt = s (e^(k |r − R|) − 1)   where s leads towards r, else 0
 * </pre>
 *
 * Resistance rises where s > 0 and R &lt; r, and falls where s &lt; 0 and R > r; so the signs of A
 * say which voltage sets (the source's η). At constant voltage y = |r − R| has the solution e^(−ky)
 * = 1 − (1 − e^(−ky₀)) e^(−k|s|t), so steps are exact.
 *
 * <p>Source: Messaris et al., "A data-driven Verilog-A ReRAM model", IEEE Trans. Comput.-Aided Des.
 * Integr. Circuits Syst. 37:3151 (2018).
 *
 * @param resistance R_on, R_off
 * @param conduction a, b
 * @param positive branch of V above 0
 * @param negative branch of V below 0
 */
public record DataDriven(
    ResistanceRange resistance, SinhConduction conduction, Branch positive, Branch negative)
    implements MeasuredSwitching {

  /**
   * One sign of voltage.
   *
   * @param ohmsPerSecond A, not 0
   * @param perVolt t above 0
   * @param perOhm k above 0
   * @param target r(V)
   */
  public record Branch(double ohmsPerSecond, double perVolt, double perOhm, TargetOhms target)
      implements MeasuredSwitching.Branch {
    public Branch {
      NotZero.check("ohms_per_second", ohmsPerSecond);
      Check.positive("per_volt", perVolt);
      Check.positive("per_ohm", perOhm);
      Check.present("target", target);
    }

    /** s, ohms per second. */
    private double drive(double volts) {
      return ohmsPerSecond * StrictMath.expm1(perVolt * Math.abs(volts));
    }

    @Override
    public double speed(double ohms, double volts) {
      double drive = drive(volts);
      double way = target.way(ohms, volts, drive);
      return way > 0 ? drive * StrictMath.expm1(perOhm * way) : 0;
    }

    @Override
    public double advance(double ohms, double volts, double seconds) {
      double drive = drive(volts);
      double way = target.way(ohms, volts, drive);
      if (way <= 0) {
        return ohms;
      }
      double gone = -StrictMath.expm1(-perOhm * Math.abs(drive) * seconds);
      double start = StrictMath.exp(-perOhm * way);
      double left = -StrictMath.log(start + (1 - start) * gone) / perOhm;
      return ohms + Math.copySign(way - left, drive);
    }
  }

  public DataDriven {
    Check.present("resistance", resistance);
    Check.present("conduction", conduction);
    Check.present("positive", positive);
    Check.present("negative", negative);
  }
}
