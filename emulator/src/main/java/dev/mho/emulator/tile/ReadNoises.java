package dev.mho.emulator.tile;

import dev.mho.device.random.NoiseStream;

/**
 * The random numbers of one side's reads. A row of numbers is addressed by what it is for, the draw
 * (attempt and phase) in which it is needed, and the sample, counted from the first one ever read.
 */
final class ReadNoises {
  private final NoiseStream inputs;
  private final NoiseStream cells;
  private final NoiseStream outputs;
  private final NoiseStream inputRounding;
  private final NoiseStream outputRounding;

  ReadNoises(NoiseStream stream) {
    inputs = stream.child("input-noise");
    cells = stream.child("read-noise");
    outputs = stream.child("output-noise");
    inputRounding = stream.child("dac-rounding");
    outputRounding = stream.child("adc-rounding");
  }

  /** Noise of the driven lines. */
  NoiseStream inputs(int draw) {
    return inputs.child(draw);
  }

  /** Noise of the cells, one number a line. */
  NoiseStream cells(int draw) {
    return cells.child(draw);
  }

  /** Noise of what stands behind the cells. */
  NoiseStream outputs(int draw) {
    return outputs.child(draw);
  }

  /** Bits with which a DAC rounds. */
  NoiseStream inputRounding(int draw) {
    return inputRounding.child(draw);
  }

  /** Bits with which an ADC rounds. */
  NoiseStream outputRounding(int draw) {
    return outputRounding.child(draw);
  }
}
