package dev.mho.emulator.energy;

/**
 * What an array has done, as far as energy and time depend on it. Cells that are not there do
 * nothing: the sums run over the devices of the array alone.
 *
 * @param forwardReads samples read from the inputs, those read again counted again
 * @param backwardReads samples read from the outputs
 * @param adcConversions numbers converted behind the array
 * @param dacConversions numbers converted before it
 * @param drivenSiemens Σ over reads and driven lines of x'² Σ G of the devices on the line, siemens
 * @param drivenCells Σ over reads and driven lines of x'² times the number of devices on the line
 * @param upSiemens Σ over pulses up of the device's conductance, siemens
 * @param downSiemens Σ over pulses down of the device's conductance, siemens
 * @param pulseSeconds emulated time of all pulse trains
 */
public record TileWork(
    long forwardReads,
    long backwardReads,
    long adcConversions,
    long dacConversions,
    double drivenSiemens,
    double drivenCells,
    double upSiemens,
    double downSiemens,
    double pulseSeconds) {

  /** No work. */
  public static final TileWork NONE = new TileWork(0, 0, 0, 0, 0, 0, 0, 0, 0);
}
