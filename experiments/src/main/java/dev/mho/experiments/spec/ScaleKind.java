package dev.mho.experiments.spec;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a sample is divided by before the DAC. */
public enum ScaleKind {
  /** Nothing. */
  @JsonProperty("none")
  NONE,
  /** Its largest absolute value. */
  @JsonProperty("abs-max")
  ABS_MAX,
  /** Its largest value. */
  @JsonProperty("max")
  MAX,
  /** A number. */
  @JsonProperty("constant")
  CONSTANT,
  /** A running mean of largest absolute values. */
  @JsonProperty("average-abs-max")
  AVERAGE_ABS_MAX,
  /** So much that no output can saturate. */
  @JsonProperty("worst-case")
  WORST_CASE
}
