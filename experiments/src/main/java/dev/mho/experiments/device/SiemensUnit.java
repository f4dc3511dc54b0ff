package dev.mho.experiments.device;

import java.math.BigDecimal;
import java.math.MathContext;

/** A unit of conductance that makes readable numbers. */
public enum SiemensUnit {
  /** 10⁻⁹ S. */
  NANO("nS", 1e-9),
  /** 10⁻⁶ S. */
  MICRO("µS", 1e-6),
  /** 10⁻³ S. */
  MILLI("mS", 1e-3);

  private static final MathContext DIGITS = new MathContext(3);

  private final String symbol;
  private final double siemens;

  SiemensUnit(String symbol, double siemens) {
    this.symbol = symbol;
    this.siemens = siemens;
  }

  /** The unit for numbers up to {@code largest}: µS from 0.1 µS to 10 mS. */
  public static SiemensUnit upTo(double largest) {
    if (largest < 0.1 * MICRO.siemens) {
      return NANO;
    }
    return largest < 10 * MILLI.siemens ? MICRO : MILLI;
  }

  /** The symbol, for example µS. */
  public String symbol() {
    return symbol;
  }

  /** A conductance in this unit. */
  public double of(double inSiemens) {
    return inSiemens / siemens;
  }

  /** A conductance in this unit with three digits, without the symbol. */
  public String text(double inSiemens) {
    return digits(of(inSiemens));
  }

  /** A number with three digits, without an exponent where it can be read without. */
  public static String digits(double number) {
    if (number == 0) {
      return "0";
    }
    BigDecimal rounded = new BigDecimal(number).round(DIGITS).stripTrailingZeros();
    double size = Math.abs(number);
    return size >= 1e-4 && size < 1e6
        ? rounded.toPlainString()
        : rounded.toString().replace("E+", "e").replace('E', 'e');
  }
}
