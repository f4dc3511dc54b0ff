package dev.mho.emulator.converter;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Looks at currents on their way to ADCs and finds a bound for them. It counts sizes in bins of
 * relative width 2⁻¹¹, so it needs no memory for the currents, and the order in which threads show
 * them does not matter.
 */
public final class RangeFinder {
  private static final int DROPPED_BITS = 12;

  private final RangeRule rule;
  private final long[] counts = new long[1 << (31 - DROPPED_BITS)];
  private float largest;
  private OptionalDouble mean = OptionalDouble.empty();

  /** A finder that has not seen anything. */
  public RangeFinder(RangeRule rule) {
    this.rule = rule;
  }

  /** Sees currents {@code y[at … at + length − 1]}, finite. */
  public synchronized void see(float[] y, int at, int length) {
    for (int i = at; i < at + length; i++) {
      float size = Math.abs(y[i]);
      largest = Math.max(largest, size);
      counts[Float.floatToRawIntBits(size) >>> DROPPED_BITS]++;
    }
  }

  /** Ends a batch. */
  public synchronized void batchEnded() {
    if (rule instanceof RangeRule.Moving moving) {
      double now = percentile(moving.percent());
      if (now > 0) {
        double before = mean.orElse(now);
        mean = OptionalDouble.of((1 - moving.rate()) * before + moving.rate() * now);
      }
      Arrays.fill(counts, 0);
    }
  }

  /** The bound; empty if nothing was seen, or zeros alone. */
  public synchronized OptionalDouble bound() {
    double bound;
    if (rule instanceof RangeRule.Percentile percentile) {
      bound = Math.min(largest, percentile(percentile.percent()));
    } else if (rule instanceof RangeRule.Moving) {
      bound = mean.orElse(0);
    } else {
      bound = largest;
    }
    return bound > 0 ? OptionalDouble.of(bound) : OptionalDouble.empty();
  }

  /** Upper end of the bin in which a share of all sizes is reached; 0 if that is the first. */
  private double percentile(double percent) {
    long all = 0;
    for (long count : counts) {
      all += count;
    }
    double wanted = all * percent / 100;
    long below = 0;
    for (int bin = 0; bin < counts.length && all > 0; bin++) {
      below += counts[bin];
      if (below >= wanted) {
        return bin == 0 ? 0 : Float.intBitsToFloat((bin + 1) << DROPPED_BITS);
      }
    }
    return 0;
  }
}
