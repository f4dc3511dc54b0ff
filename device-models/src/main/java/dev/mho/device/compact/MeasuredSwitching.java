package dev.mho.device.compact;

/**
 * What the models that were fitted to measured switching have in common: the state is the
 * resistance, conduction is a sinh, and each sign of voltage has a branch of its own along which
 * the resistance nears a target. At constant voltage a branch is solved exactly.
 */
sealed interface MeasuredSwitching extends CompactModel permits DataDriven, QuadraticDataDriven {

  /** What one sign of voltage does. */
  interface Branch {
    /** dR/dt, ohms per second. */
    double speed(double ohms, double volts);

    /** Resistance after a time at constant voltage, in seconds, as if there were no ends. */
    double advance(double ohms, double volts, double seconds);
  }

  /** R_on, R_off. */
  ResistanceRange resistance();

  /** a, b. */
  SinhConduction conduction();

  /** Branch of V above 0. */
  Branch positive();

  /** Branch of V below 0. */
  Branch negative();

  @Override
  default double offState() {
    return resistance().offOhms();
  }

  @Override
  default double onState() {
    return resistance().onOhms();
  }

  @Override
  default double current(double state, double volts) {
    return conduction().amperes(state, volts);
  }

  @Override
  default double speed(double state, double volts) {
    return branch(volts).speed(state, volts);
  }

  /** The exact solution at constant voltage, however long the step. */
  @Override
  default double advance(double state, double volts, double seconds) {
    return bounded(branch(volts).advance(state, volts, seconds));
  }

  @Override
  default double stateAt(double siemens, double readVolts) {
    return bounded(conduction().ohms(ReadCurrent.amperes(siemens, readVolts), readVolts));
  }

  /** At 0 V both branches rest. */
  private Branch branch(double volts) {
    return volts > 0 ? positive() : negative();
  }
}
