package dev.mho.device.noise;

import dev.mho.device.format.Check;

/**
 * A normal offset of the conductance that is seen after each write or pulse, new after the next
 * one, the same at every read in between. The state beneath is not touched, so that the offset of
 * one pulse is forgotten at the next: what Gong et al. (Nat. Commun. 9:2102, 2018) separate from
 * the spread of the step.
 *
 * @param ofRange σ in (0, 10], fraction of the nominal range
 */
public record WriteNoise(double ofRange) {
  public WriteNoise {
    Check.positive("of_range", ofRange);
    Check.within("of_range", ofRange, 0, 10);
  }
}
