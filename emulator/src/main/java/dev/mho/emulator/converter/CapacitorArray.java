package dev.mho.emulator.converter;

import dev.mho.device.random.NoiseStream;

/**
 * The binary-weighted capacitors of one converter: C_k = 2^k (1 + σ ξ/√2^k) for bit k, and one unit
 * more to end with. Code n switches those of its bits, which makes
 *
 * <pre>
 * v(n) = (2 Σ_{k in n} C_k / Σ C − 1) / (1 + 1/A)
 * </pre>
 *
 * of half the range, A the gain of the buffer behind it.
 */
final class CapacitorArray {
  private final double[] capacitor;
  private final double total;
  private final double gain;

  CapacitorArray(int bits, CircuitFlaws flaws, NoiseStream stream, int converter) {
    capacitor = new double[bits];
    double sum = 1 + flaws.capacitorSpread() * stream.normal(converter, 0);
    for (int k = 0; k < bits; k++) {
      double units = 1 << k;
      double off = flaws.capacitorSpread() * Math.sqrt(units) * stream.normal(converter, k + 1);
      capacitor[k] = Math.max(0, units + off);
      sum += capacitor[k];
    }
    total = sum;
    gain = flaws.gain();
  }

  /** v(n); half a unit more where {@code middle}. */
  double level(int code, boolean middle) {
    double switched = middle ? 0.5 : 0;
    for (int k = 0; k < capacitor.length; k++) {
      switched += (code >> k & 1) * capacitor[k];
    }
    return (2 * switched / total - 1) / (1 + 1 / gain);
  }
}
