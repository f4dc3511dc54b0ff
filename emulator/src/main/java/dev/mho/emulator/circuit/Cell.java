package dev.mho.emulator.circuit;

/**
 * A device with a curved I–V in series with the access resistance R: I = f(u) where u + R f(u) = V.
 */
record Cell(CellCurve curve, double accessOhms) {
  private static final int MOST_STEPS = 200;

  /** Voltage across the device alone when the cell is at {@code volts}. */
  double deviceVolts(double siemens, double volts) {
    if (accessOhms == 0 || siemens == 0 || volts == 0) {
      return volts;
    }
    // Newton from the side on which the curve bends towards the root, so that it never overshoots.
    boolean bendsUp =
        Math.abs(curve.current(siemens, volts)) >= siemens * Math.abs(volts) * (1 - 1e-15);
    double u = bendsUp ? volts : 0;
    for (int step = 0; step < MOST_STEPS; step++) {
      double off = u + accessOhms * curve.current(siemens, u) - volts;
      double next = u - off / (1 + accessOhms * curve.slope(siemens, u));
      if (Math.abs(next - u) <= 2 * Math.ulp(volts)) {
        return next;
      }
      u = next;
    }
    return u;
  }

  /** Current when the device itself is at {@code deviceVolts}. */
  double current(double siemens, double deviceVolts) {
    return curve.current(siemens, deviceVolts);
  }

  /** dI/dV of the whole cell when the device itself is at {@code deviceVolts}. */
  double slope(double siemens, double deviceVolts) {
    double slope = curve.slope(siemens, deviceVolts);
    return slope / (1 + accessOhms * slope);
  }
}
