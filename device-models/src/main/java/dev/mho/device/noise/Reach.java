package dev.mho.device.noise;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a conductance that an error or time moves comes to a halt. */
public enum Reach {
  /** At the device's own bounds. */
  @JsonProperty("bounds")
  BOUNDS,
  /** At no conductance at all: a current cannot turn round. The upper bound may be passed. */
  @JsonProperty("zero")
  ZERO;

  /**
   * The conductance at which it halts.
   *
   * @param g normalised conductance, wherever it would be
   * @param zero normalised conductance of G = 0
   * @param low the device's lower bound
   * @param high the device's upper bound
   */
  public double halt(double g, double zero, double low, double high) {
    return this == ZERO ? Math.max(zero, g) : Math.min(high, Math.max(low, g));
  }
}
