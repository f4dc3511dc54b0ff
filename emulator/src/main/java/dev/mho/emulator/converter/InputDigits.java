package dev.mho.emulator.converter;

import dev.mho.device.format.Check;

/**
 * Inputs as whole numbers that reach the lines digit by digit, each read and converted by itself,
 * then shifted and added:
 *
 * <pre>
 * |x| → rint(|x| (2^m − 1)) = Σ_k 2^(sk) d_k        line k = sign(x) d_k/(2^s − 1)
 * y = (2^s − 1)/(2^m − 1) Σ_k 2^(sk) y_k
 * </pre>
 *
 * x is in [−1, 1]; the sign costs no digit, for lines are driven either way.
 *
 * @param bits m, 1 to 24, without sign
 * @param digitBits s, 1 to m; 1: lines are on or off
 */
public record InputDigits(int bits, int digitBits) {
  public InputDigits {
    Check.within("input-bits", bits, 1, 24);
    Check.within("input-digit-bits", digitBits, 1, bits);
  }

  /** Number of digits, ⌈m/s⌉. */
  public int digits() {
    return (bits + digitBits - 1) / digitBits;
  }

  /** What drives a line for digit k of x, in [−1, 1]; beyond ±1, x is taken for ±1. */
  public double line(double x, int k) {
    long whole = (long) Math.rint(Math.min(1, Math.abs(x)) * ((1 << bits) - 1));
    long digit = (whole >> (k * digitBits)) & ((1 << digitBits) - 1);
    return Math.signum(x) * digit / ((1 << digitBits) - 1);
  }

  /** What the read of digit k counts. */
  public double significance(int k) {
    double largestDigit = (1 << digitBits) - 1;
    return largestDigit / ((1 << bits) - 1) * (1L << (k * digitBits));
  }
}
