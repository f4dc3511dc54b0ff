package dev.mho.device.fault;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.mho.device.format.Check;
import dev.mho.device.spread.Spread;

/**
 * How many pulses a device lives through. One more, and it is stuck for good.
 *
 * @param pulses nominal number of pulses and writes in a life, at least 1
 * @param spread of that number over the population
 * @param failsAt where a worn-out device is stuck
 */
public record Endurance(double pulses, Spread spread, End failsAt) {

  /** Where a worn-out device is stuck. */
  public enum End {
    /** At g = 0, an open device. */
    @JsonProperty("minimum")
    MINIMUM,
    /** At g = 1, a shorted device. */
    @JsonProperty("maximum")
    MAXIMUM,
    /** Where it was. */
    @JsonProperty("in-place")
    IN_PLACE
  }

  public Endurance {
    Check.within("pulses", pulses, 1, 1e15);
    Check.present("spread", spread);
    Check.present("fails_at", failsAt);
  }

  /** Pulses in the life of the device whose draw is {@code xi}. */
  public double life(double xi) {
    return pulses * spread.multiplier(xi);
  }
}
