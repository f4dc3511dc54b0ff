package dev.mho.calibration.measurement;

/** What a unit measures. */
enum Dimension {
  CONDUCTANCE("S, mS, uS, nS, pS, or a.u."),
  RESISTANCE("ohm, kohm, Mohm"),
  CURRENT("A, mA, uA, nA, pA"),
  VOLTAGE("V, mV, uV"),
  TIME("s, ms, us, ns, min, h, d"),
  TEMPERATURE("C, K"),
  CODES("LSB"),
  ARBITRARY("a.u."),
  /** A count or a name, which has no unit. */
  NONE("no unit");

  private final String units;

  Dimension(String units) {
    this.units = units;
  }

  /** Its units, for messages. */
  String units() {
    return units;
  }
}
