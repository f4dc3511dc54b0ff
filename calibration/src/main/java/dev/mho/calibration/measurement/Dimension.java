package dev.mho.calibration.measurement;

/** What a unit measures. */
enum Dimension {
  CONDUCTANCE("S", "S, mS, uS, nS, pS, or a.u."),
  RESISTANCE("ohm", "ohm, kohm, Mohm"),
  CURRENT("A", "A, mA, uA, nA, pA"),
  VOLTAGE("V", "V, mV, uV"),
  TIME("s", "s, ms, us, ns, min, h, d"),
  TEMPERATURE("C", "C, K"),
  CODES("LSB", "LSB"),
  ARBITRARY("a.u.", "a.u."),
  /** A count or a name, which has no unit. */
  NONE("", "no unit");

  private final String symbol;
  private final String units;

  Dimension(String symbol, String units) {
    this.symbol = symbol;
    this.units = units;
  }

  /** Its unit in SI, without a prefix. */
  String symbol() {
    return symbol;
  }

  /** Its units, for messages. */
  String units() {
    return units;
  }
}
