package dev.mho.emulator.converter;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How inputs of both signs reach lines. */
public enum SignedInputs {
  /** As voltages of both polarities, all at once. */
  @JsonProperty("bipolar")
  BIPOLAR,
  /**
   * In two phases, first the inputs below zero, then those above; both currents gather at the line
   * and are converted together.
   */
  @JsonProperty("two-phases")
  TWO_PHASES,
  /** In two phases, each converted on its own, and added digitally. */
  @JsonProperty("two-phases-digital")
  TWO_PHASES_DIGITAL;

  /** Reads of the cells for one sample. */
  public int phases() {
    return this == BIPOLAR ? 1 : 2;
  }

  /** Conversions of a line for one sample. */
  public int conversions() {
    return this == TWO_PHASES_DIGITAL ? 2 : 1;
  }
}
