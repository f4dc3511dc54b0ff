package dev.mho.emulator.tile;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A way in which an emulated array differs from exact arithmetic; each can be switched off alone.
 */
public enum Effect {
  /** Inputs are rounded and clipped. */
  @JsonProperty("dac")
  DAC("dac"),
  /** Outputs are rounded and clipped. */
  @JsonProperty("adc")
  ADC("adc"),
  /** What the DACs put onto the lines fluctuates. */
  @JsonProperty("input-noise")
  INPUT_NOISE("input-noise"),
  /** What comes to the ADCs fluctuates, whatever the cells do. */
  @JsonProperty("output-noise")
  OUTPUT_NOISE("output-noise"),
  /** The ADCs differ from ideal ones in offset, gain and linearity. */
  @JsonProperty("adc-mismatch")
  ADC_MISMATCH("adc-mismatch"),
  /** Currents are bent on their way: series resistance, voltage offsets, S-shape, asymmetries. */
  @JsonProperty("distortion")
  DISTORTION("distortion"),
  /** An approximate voltage drop along the lines. */
  @JsonProperty("static-drop")
  STATIC_DROP("static-drop"),
  /** Each read fluctuates, and traps switch devices between two levels. */
  @JsonProperty("read-noise")
  READ_NOISE("read-noise"),
  /** Voltage drops along the lines: an output depends on every device of the array. */
  @JsonProperty("wires")
  WIRES("wires"),
  /** Writes miss their target. */
  @JsonProperty("programming-error")
  PROGRAMMING_ERROR("programming-error"),
  /** What is seen after a write or pulse differs from the state beneath. */
  @JsonProperty("write-noise")
  WRITE_NOISE("write-noise"),
  /** A device holds a finite number of states. */
  @JsonProperty("levels")
  LEVELS("levels"),
  /** Conductance changes with time. */
  @JsonProperty("drift")
  DRIFT("drift"),
  /** Some devices are stuck. */
  @JsonProperty("faults")
  FAULTS("faults"),
  /** Devices differ in bounds and steps. */
  @JsonProperty("device-to-device")
  DEVICE_TO_DEVICE("device-to-device"),
  /** Pulses differ from each other. */
  @JsonProperty("cycle-to-cycle")
  CYCLE_TO_CYCLE("cycle-to-cycle"),
  /** Weights move by trains of finite steps within bounds; off: by exact changes without bounds. */
  @JsonProperty("pulses")
  PULSES("pulses");

  private final String label;

  Effect(String label) {
    this.label = label;
  }

  /** Name in files and reports. */
  public String label() {
    return label;
  }
}
