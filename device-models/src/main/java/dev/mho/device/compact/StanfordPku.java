package dev.mho.device.compact;

import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;

/**
 * Stanford–PKU: an electron tunnels through the gap between a filament's tip and the electrode, and
 * ions that hop in the field, heated by the current, grow and shrink the gap. The state g is the
 * gap in metres, its least (on) to its most (off):
 *
 * <pre>
 * I     = I₀ e^(−g/g₀) sinh(V/V₀)
 * T     = T₀ + R_th |V I|
 * γ     = γ₀ − β (g / 1 nm)³,   0 where γ |V| / t_ox &lt; F_min
 * dg/dt = −v₀ e^(−E_a/kT) sinh(γ a₀ q V / (t_ox k T))
 * </pre>
 *
 * A positive voltage sets. T follows the power at once. The sources also let the gap fluctuate, by
 * a normal draw each time step; this is the mean motion alone, for a step here draws nothing.
 *
 * <p>The rates span decades: an explicit step must be short against the time that the gap takes to
 * change by g₀, or it leaps from end to end.
 *
 * <p>Source: Guan, Yu and Wong, IEEE Electron Device Lett. 33:1405 (2012); Jiang et al., IEEE
 * Trans. Electron Devices 63:1884 (2016).
 *
 * @param minGapMetres least gap ≥ 0
 * @param maxGapMetres most gap, above the least
 * @param currentAmperes I₀ above 0
 * @param currentGapMetres g₀ above 0
 * @param currentVolts V₀ above 0
 * @param kelvin T₀ above 0, of the surroundings
 * @param kelvinPerWatt R_th ≥ 0
 * @param fieldFactor γ₀ above 0
 * @param fieldFactorLoss β ≥ 0
 * @param oxideMetres t_ox above 0
 * @param minVoltsPerMetre F_min ≥ 0
 * @param metresPerSecond v₀ above 0
 * @param electronvolts E_a in [0, 10], activation energy of a hop
 * @param hopMetres a₀ above 0
 */
public record StanfordPku(
    double minGapMetres,
    double maxGapMetres,
    double currentAmperes,
    double currentGapMetres,
    double currentVolts,
    double kelvin,
    double kelvinPerWatt,
    double fieldFactor,
    double fieldFactorLoss,
    double oxideMetres,
    double minVoltsPerMetre,
    double metresPerSecond,
    double electronvolts,
    double hopMetres)
    implements CompactModel {
  /** k/q, volts per kelvin: both are exact since the SI of 2019. */
  private static final double THERMAL_VOLTS_PER_KELVIN = 1.380649e-23 / 1.602176634e-19;

  private static final double NANOMETRE = 1e-9;

  public StanfordPku {
    Check.notNegative("min_gap_metres", minGapMetres);
    Check.positive("max_gap_metres", maxGapMetres);
    if (maxGapMetres <= minGapMetres) {
      throw BadInputException.at(
          "max_gap_metres",
          Double.toString(maxGapMetres),
          "more than min_gap_metres, " + minGapMetres);
    }
    Check.positive("current_amperes", currentAmperes);
    Check.positive("current_gap_metres", currentGapMetres);
    Check.positive("current_volts", currentVolts);
    Check.positive("kelvin", kelvin);
    Check.notNegative("kelvin_per_watt", kelvinPerWatt);
    Check.positive("field_factor", fieldFactor);
    Check.notNegative("field_factor_loss", fieldFactorLoss);
    Check.positive("oxide_metres", oxideMetres);
    Check.notNegative("min_volts_per_metre", minVoltsPerMetre);
    Check.positive("metres_per_second", metresPerSecond);
    Check.within("electronvolts", electronvolts, 0, 10);
    Check.positive("hop_metres", hopMetres);
  }

  @Override
  public double offState() {
    return maxGapMetres;
  }

  @Override
  public double onState() {
    return minGapMetres;
  }

  @Override
  public double current(double state, double volts) {
    return currentAmperes
        * StrictMath.exp(-state / currentGapMetres)
        * StrictMath.sinh(volts / currentVolts);
  }

  /** T in kelvin while the voltage is on. */
  public double temperature(double state, double volts) {
    return kelvin + kelvinPerWatt * Math.abs(volts * current(state, volts));
  }

  @Override
  public double speed(double state, double volts) {
    double thermalVolts = THERMAL_VOLTS_PER_KELVIN * temperature(state, volts);
    double hopVolts = fieldFactor(state, volts) * hopMetres / oxideMetres * volts;
    return -metresPerSecond * hops(electronvolts / thermalVolts, hopVolts / thermalVolts);
  }

  private double fieldFactor(double state, double volts) {
    double gap = state / NANOMETRE;
    double factor = fieldFactor - fieldFactorLoss * gap * gap * gap;
    boolean tooWeak = factor * Math.abs(volts) / oxideMetres < minVoltsPerMetre;
    return factor <= 0 || tooWeak ? 0 : factor;
  }

  /** e^(−barrier) sinh(drive), also where the first vanishes and the second overflows. */
  private static double hops(double barrier, double drive) {
    if (Math.abs(drive) < 20) {
      return StrictMath.exp(-barrier) * StrictMath.sinh(drive);
    }
    return Math.copySign(StrictMath.exp(Math.abs(drive) - barrier) / 2, drive);
  }

  @Override
  public double stateAt(double siemens, double readVolts) {
    double wanted = ReadCurrent.amperes(siemens, readVolts);
    double closed = currentAmperes * StrictMath.sinh(readVolts / currentVolts);
    return bounded(currentGapMetres * StrictMath.log(closed / wanted));
  }
}
