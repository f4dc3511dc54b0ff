package dev.mho.emulator.converter;

import dev.mho.device.format.Check;
import java.util.OptionalDouble;

/**
 * What a sample x is divided by before it goes to the DAC, and multiplied with after the ADC: s. A
 * sample whose s is not above zero drives nothing and its outputs are exactly zero.
 *
 * <p>These are the forms of IBM aihwkit's noise management. A cap, where there is one, is the
 * largest s: what lies beyond it is clipped by the DAC.
 */
public sealed interface InputScaling {

  /** s = 1: inputs beyond ±1 are clipped by the DAC. */
  record None() implements InputScaling {}

  /**
   * s is a number.
   *
   * @param value > 0
   */
  record Constant(double value) implements InputScaling {
    public Constant {
      Check.positive("value", value);
    }
  }

  /**
   * s = max |x|.
   *
   * @param cap > 0 or empty
   */
  record AbsMax(OptionalDouble cap) implements InputScaling {
    public AbsMax {
      cap.ifPresent(c -> Check.positive("cap", c));
    }
  }

  /**
   * s = max x: only the inputs above zero use the whole range.
   *
   * @param cap > 0 or empty
   */
  record Max(OptionalDouble cap) implements InputScaling {
    public Max {
      cap.ifPresent(c -> Check.positive("cap", c));
    }
  }

  /**
   * s follows the samples: max |x| of the first one, then s ← (1 − rate) s + rate · max |x|.
   * Forward and backward reads share it, and it is never reset.
   *
   * @param rate above 0, at most 1
   */
  record AverageAbsMax(double rate) implements InputScaling {
    /** That of IBM aihwkit. */
    public static final double USUAL_RATE = 1e-3;

    public AverageAbsMax {
      Check.fraction("rate", rate);
    }
  }

  /**
   * s so large that no output can saturate as long as no weight is beyond the assumed one: with a =
   * max |x| (capped), S the larger of the sums of the inputs above and below zero, s = max(a, S ·
   * weight/bound), the second at most a quarter of a over the DAC's step, so that four steps of the
   * largest input are left.
   *
   * @param cap of a, > 0 or empty
   * @param weight assumed largest |g⁺ − g⁻|, above 0, at most 1
   * @param bound of the ADC, > 0
   */
  record WorstCase(OptionalDouble cap, double weight, double bound) implements InputScaling {
    /** That of IBM aihwkit. */
    public static final double USUAL_WEIGHT = 0.6;

    public WorstCase {
      cap.ifPresent(c -> Check.positive("cap", c));
      Check.fraction("weight", weight);
      Check.positive("bound", bound);
    }
  }

  /** The sample's own largest absolute value. */
  static InputScaling absMax() {
    return new AbsMax(OptionalDouble.empty());
  }
}
