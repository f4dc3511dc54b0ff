package dev.mho.emulator.update;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How the pulses of a batch follow one another on a device. */
public enum PulseOrder {
  /** One by one, sample after sample, as on the hardware. */
  @JsonProperty("sequential")
  SEQUENTIAL,
  /**
   * Counted over the batch and made at once, to first order in the step: an approximation, many
   * times faster where trains are long ({@link dev.mho.device.array.DeviceArray#pulseTogether}).
   * Exact for constant steps away from bounds; for soft bounds with 160 pulses a crossing and batch
   * the change is off by 3 % of itself at steps of 0.0003 of the range, by 30 % at 0.003.
   */
  @JsonProperty("aggregated")
  AGGREGATED
}
