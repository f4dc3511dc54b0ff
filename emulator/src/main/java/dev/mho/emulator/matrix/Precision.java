package dev.mho.emulator.matrix;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How the numbers of a matrix are stored and multiplied. */
public enum Precision {
  /** 32-bit: half the memory, twice the speed, relative error about 6e-8 an operation. */
  @JsonProperty("float32")
  FLOAT32,
  /** 64-bit: the exact reference. */
  @JsonProperty("float64")
  FLOAT64
}
