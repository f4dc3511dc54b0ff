package dev.mho.emulator.converter;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where the evenly spaced levels of a converter of b bits lie between its two ends. */
public enum Levels {
  /**
   * 2^b − 1 levels, one of them in the middle, so that zero stays zero: a sign and b − 1 bits of
   * magnitude, or two's complement without its lone lowest code.
   */
  @JsonProperty("mid-tread")
  MID_TREAD,
  /** 2^b levels, none in the middle: zero becomes half a step up or down. */
  @JsonProperty("mid-rise")
  MID_RISE;

  /** Steps between the lowest and the highest level. */
  public int steps(int bits) {
    return (1 << bits) - (this == MID_TREAD ? 2 : 1);
  }
}
