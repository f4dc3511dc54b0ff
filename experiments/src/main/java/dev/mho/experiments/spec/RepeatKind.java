package dev.mho.experiments.spec;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What happens when an output saturates the ADC. */
public enum RepeatKind {
  /** It stays clipped. */
  @JsonProperty("none")
  NONE,
  /** The sample is read again with its input halved. */
  @JsonProperty("iterative")
  ITERATIVE,
  /** The sample is read again so that no output can saturate, then with its input halved. */
  @JsonProperty("worst-case")
  WORST_CASE
}
