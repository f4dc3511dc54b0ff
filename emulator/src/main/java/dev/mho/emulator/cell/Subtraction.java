package dev.mho.emulator.cell;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Where the current that belongs to a weight of zero is taken off a line of single devices. Only
 * differences reach the ADC in the first case; in the others it converts the whole current, the
 * leakage of devices at G_min with it, and must have the range for that.
 */
public enum Subtraction {
  /** Before the ADC, as a reference current or device. */
  @JsonProperty("in-array")
  IN_ARRAY,
  /** After the ADC, as a number: (ρ + G_min/(G_max − G_min)) Σ_j x'_j. Exact. */
  @JsonProperty("digital")
  DIGITAL,
  /**
   * After the ADC, as what a further line of devices at a weight of zero has brought. The devices
   * of that line have flaws of their own, which then are in every output; it serves forward reads
   * alone.
   */
  @JsonProperty("unit-column")
  UNIT_COLUMN
}
