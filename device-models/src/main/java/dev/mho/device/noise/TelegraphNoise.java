package dev.mho.device.noise;

import dev.mho.device.curve.Curve;
import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;
import dev.mho.device.random.NoiseStream;

/**
 * Random telegraph noise: a trap switches the conductance between two levels, A(x) apart, which it
 * holds for exponentially distributed times of mean τ_h (high) and τ_l (low). The written
 * conductance is the mean of the two: high is +A τ_l/(τ_h + τ_l), low is −A τ_h/(τ_h + τ_l).
 *
 * <p>The level at a time is a function of device and time alone, not of when it was asked before:
 * the two-state Markov process is drawn by bisection in time, each midpoint from its probability
 * given the two ends,
 *
 * <pre>
 * P(s_m = 1 | s_a, s_b) = P_h(s_a → 1) P_h(1 → s_b) / P_2h(s_a → s_b)
 * P_h(1 → 1) = p + (1 − p) e^(−λh),   λ = 1/τ_h + 1/τ_l,   p = τ_h/(τ_h + τ_l)
 * </pre>
 *
 * down to a 64th of the correlation time 1/λ, from ends 64/λ apart, which are independent to 1e-27.
 *
 * @param amplitude A in fractions of G_max against G/G_max, ≥ 0 everywhere and above 0 somewhere
 * @param highSeconds τ_h > 0
 * @param lowSeconds τ_l > 0
 * @param share fraction of the devices that show it, above 0 and at most 1
 */
public record TelegraphNoise(Curve amplitude, double highSeconds, double lowSeconds, double share) {
  private static final int BISECTIONS = 12;
  private static final double CORRELATION_TIMES = 64;

  public TelegraphNoise {
    Check.present("amplitude", amplitude);
    if (!(amplitude.smallest() >= 0 && amplitude.largest() > 0)) {
      throw BadInputException.at(
          "amplitude",
          "values from " + amplitude.smallest() + " to " + amplitude.largest(),
          "at least 0 everywhere and above 0 somewhere from G = 0 to G_max");
    }
    Check.positive("high_seconds", highSeconds);
    Check.positive("low_seconds", lowSeconds);
    Check.fraction("share", share);
  }

  /** Share of the time that is spent high, p. */
  public double highShare() {
    return highSeconds / (highSeconds + lowSeconds);
  }

  /**
   * Offset of the conductance at a time in fractions of G_max.
   *
   * @param x G/G_max beneath
   * @param seconds emulated time, ≥ 0
   * @param stream the population's own
   * @param device global index
   */
  public double offset(double x, double seconds, NoiseStream stream, long device) {
    return amplitude.at(x) * ((isHigh(seconds, stream, device) ? 1 : 0) - highShare());
  }

  /** Whether the trap of a device is high at a time. */
  boolean isHigh(double seconds, NoiseStream stream, long device) {
    double rate = 1 / highSeconds + 1 / lowSeconds;
    double block = CORRELATION_TIMES / rate;
    double position = seconds / block;
    long first = (long) position << BISECTIONS;
    long last = first + (1L << BISECTIONS);
    long wanted = first + (long) ((position - Math.floor(position)) * (1L << BISECTIONS));
    boolean before = stream.uniform(device, first) < highShare();
    boolean after = stream.uniform(device, last) < highShare();
    double half = CORRELATION_TIMES / 2;
    while (last - first > 1) {
      long middle = (first + last) >>> 1;
      double memory = Math.exp(-half);
      double up = moves(before, true, memory) * moves(true, after, memory);
      double down = moves(before, false, memory) * moves(false, after, memory);
      boolean high = stream.uniform(device, middle) * (up + down) < up;
      if (wanted < middle) {
        last = middle;
        after = high;
      } else {
        first = middle;
        before = high;
      }
      half /= 2;
    }
    return before;
  }

  /** Probability to be at {@code to} after a time over which e^(−λh) of the memory is left. */
  private double moves(boolean from, boolean to, double memory) {
    double stationary = to ? highShare() : 1 - highShare();
    return from == to ? stationary + (1 - stationary) * memory : stationary * (1 - memory);
  }
}
