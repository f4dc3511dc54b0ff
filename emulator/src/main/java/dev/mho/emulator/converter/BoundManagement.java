package dev.mho.emulator.converter;

import dev.mho.device.format.Check;

/** What happens when an output saturates the ADC. */
public sealed interface BoundManagement {
  /** A DAC keeps four of its steps, whatever else is allowed. */
  double REST_OF_RANGE = 0.25;

  /** The outputs stay clipped. */
  record None() implements BoundManagement {}

  /**
   * The sample is read again with its input divided by 2, 4, 8, …, until nothing saturates, or its
   * input has been divided by more than {@code most}, or no more than four DAC steps are left of
   * it.
   *
   * @param most ≥ 1; usually 1000
   * @param worstCaseFirst whether the second read takes {@link InputScaling.WorstCase} in place of
   *     half the input; halving begins with the third
   * @param above whether only outputs beyond the upper end count
   */
  record Iterative(double most, boolean worstCaseFirst, boolean above) implements BoundManagement {
    /** That of IBM aihwkit. */
    public static final double USUAL_MOST = 1000;

    public Iterative {
      Check.within("most", most, 1, 1e6);
    }

    /** Whether a sample that saturates is read again once more. */
    public boolean repeats(double reduction, double dacStep) {
      return reduction <= most && (dacStep == 0 || reduction <= REST_OF_RANGE / dacStep);
    }
  }

  /** Halving with the usual limit. */
  static BoundManagement iterative() {
    return new Iterative(Iterative.USUAL_MOST, false, false);
  }

  /** Worst case first, with the usual limit. */
  static BoundManagement worstCase() {
    return new Iterative(Iterative.USUAL_MOST, true, false);
  }
}
