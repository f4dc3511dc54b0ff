package dev.mho.emulator.converter;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a sample is divided by before it goes to the DAC, and multiplied with after the ADC. */
public enum InputScaling {
  /** Nothing: inputs beyond ±1 are clipped by the DAC. */
  @JsonProperty("none")
  NONE,
  /** The sample's own largest absolute value. */
  @JsonProperty("abs-max")
  ABS_MAX
}
