package dev.mho.emulator.converter;

import dev.mho.device.format.Check;

/** How the bound of an ADC is found from the currents that come to it. */
public sealed interface RangeRule {

  /** The largest size of a current. */
  record MinMax() implements RangeRule {}

  /**
   * The size below which a share of all currents stay.
   *
   * @param percent 1 to 100
   */
  record Percentile(double percent) implements RangeRule {
    public Percentile {
      Check.within("percentile", percent, 1, 100);
    }
  }

  /**
   * A running mean of the batches' percentiles, m ← (1 − rate) m + rate · p, beginning with the
   * first one's.
   *
   * @param percent 1 to 100
   * @param rate above 0, at most 1
   */
  record Moving(double percent, double rate) implements RangeRule {
    /** A mean over about ten batches. */
    public static final double USUAL_RATE = 0.1;

    public Moving {
      Check.within("percentile", percent, 1, 100);
      Check.fraction("rate", rate);
    }
  }
}
