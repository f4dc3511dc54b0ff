package dev.mho.emulator.tile;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether the digital scale of outputs makes up for what drift has taken off the weights. */
public enum DriftCompensation {
  /** It does not. */
  @JsonProperty("none")
  NONE,
  /** One factor an array. */
  @JsonProperty("global")
  GLOBAL,
  /** One factor an output of an array. */
  @JsonProperty("per-column")
  PER_COLUMN
}
