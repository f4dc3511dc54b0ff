package dev.mho.emulator.circuit;

/**
 * A solved circuit for one input. Crossings are numbered row-major, row · cols + col.
 *
 * @param currents into the virtual ground of each column, in amperes
 * @param driven voltage of the driven wire at each crossing, by layer
 * @param sensed voltage of the column wire at each crossing
 * @param iterations line sweeps that it took (of all Newton steps together)
 * @param error estimated relative error of the voltages, from the true residual
 */
public record OperatingPoint(
    double[] currents, double[][] driven, double[] sensed, int iterations, double error) {

  /** Voltage across the cell at a crossing, device and access resistance together. */
  public double cellVolts(int layer, int crossing) {
    return driven[layer][crossing] - sensed[crossing];
  }
}
