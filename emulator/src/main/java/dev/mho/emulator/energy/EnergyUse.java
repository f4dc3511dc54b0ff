package dev.mho.emulator.energy;

/**
 * What some work takes by an {@link EnergyModel}.
 *
 * @param arrayJoules currents through the devices while they are read
 * @param lineJoules charging of driven lines
 * @param adcJoules conversions behind the array
 * @param dacJoules conversions before it
 * @param pulseJoules currents through devices while pulses move them
 * @param readSeconds reads, conversions excluded
 * @param conversionSeconds conversions of columns that share a converter, one after the other
 * @param pulseSeconds pulse trains
 */
public record EnergyUse(
    double arrayJoules,
    double lineJoules,
    double adcJoules,
    double dacJoules,
    double pulseJoules,
    double readSeconds,
    double conversionSeconds,
    double pulseSeconds) {

  /** Nothing. */
  public static final EnergyUse NONE = new EnergyUse(0, 0, 0, 0, 0, 0, 0, 0);

  /** All of it. */
  public double joules() {
    return arrayJoules + lineJoules + adcJoules + dacJoules + pulseJoules;
  }

  /** Time from beginning to end if nothing overlaps. */
  public double seconds() {
    return readSeconds + conversionSeconds + pulseSeconds;
  }

  /** Both together, by arrays that work side by side: the longer times count. */
  public EnergyUse beside(EnergyUse other) {
    boolean longer = other.seconds() > seconds();
    return new EnergyUse(
        arrayJoules + other.arrayJoules,
        lineJoules + other.lineJoules,
        adcJoules + other.adcJoules,
        dacJoules + other.dacJoules,
        pulseJoules + other.pulseJoules,
        longer ? other.readSeconds : readSeconds,
        longer ? other.conversionSeconds : conversionSeconds,
        longer ? other.pulseSeconds : pulseSeconds);
  }
}
