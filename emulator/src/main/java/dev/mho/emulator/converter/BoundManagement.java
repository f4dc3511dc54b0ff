package dev.mho.emulator.converter;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What happens when an output saturates the ADC. */
public enum BoundManagement {
  /** The output stays clipped. */
  @JsonProperty("none")
  NONE,
  /**
   * The sample is read again with its input halved, until nothing saturates or four DAC steps are
   * all that is left of the input.
   */
  @JsonProperty("iterative")
  ITERATIVE
}
