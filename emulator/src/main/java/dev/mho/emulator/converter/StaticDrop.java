package dev.mho.emulator.converter;

import dev.mho.device.format.Check;

/**
 * A rough, static stand-in for the voltage drop along the read lines, as IBM aihwkit has it: with n
 * driven lines j = 0 … n − 1, weights w (differences of conductances) and the driven x',
 *
 * <pre>
 * a = n/ratio · Σ_j |w_j| |x'_j|,   c = a (a (0.05 a − 0.2) + 0.5)
 * y ← y − factor · c · Σ_j w_j x'_j (1 − (1 − j/n)²)
 * </pre>
 *
 * <p>It knows one line at a time, takes |w| for what the line carries, and is good only while a is
 * small (beyond about 1 the polynomial means nothing). Real wires are {@link
 * dev.mho.emulator.cell.Wiring}, exact; this exists to compare with numbers that were made so.
 *
 * @param factor 1 for the drop as it is, > 0
 * @param ratio conductance of a segment over the range of a device's, > 0; IBM aihwkit's is 571428
 */
public record StaticDrop(double factor, double ratio) {
  /** 1/(0.35 Ω · 5 µS). */
  public static final double USUAL_RATIO = 1 / 0.35 / 5e-6;

  public StaticDrop {
    Check.positive("factor", factor);
    Check.positive("ratio", ratio);
  }
}
