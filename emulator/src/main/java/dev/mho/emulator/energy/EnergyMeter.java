package dev.mho.emulator.energy;

import dev.mho.device.ConductanceRange;
import dev.mho.device.array.DeviceArray;
import dev.mho.device.array.Placement;
import dev.mho.device.state.Archive;
import dev.mho.device.state.Stateful;
import dev.mho.emulator.cell.CellArray;
import dev.mho.emulator.cell.Role;
import java.util.Arrays;

/**
 * Counts the work of one array. Reads are counted line by line with the conductances at the
 * beginning of their batch. Pulses are counted device by device, each batch of updates with the
 * mean of what a device conducted before and after it; which of a batch's pulses went up and which
 * down is known of the array as a whole, so their conductances are shared out by number.
 *
 * <p>8 bytes a device.
 */
public final class EnergyMeter implements Stateful {
  private final CellArray cells;
  private final Placement placement;
  private final int[][] pulses;
  private final float[][] conductance;
  private final double[] inputLines;
  private final double[] outputLines;
  private long forwardReads;
  private long backwardReads;
  private long adcConversions;
  private long dacConversions;
  private double drivenSiemens;
  private double drivenCells;
  private double upSiemens;
  private double downSiemens;
  private double pulseSeconds;

  /** A meter that counts from now on. */
  public EnergyMeter(CellArray cells, Placement placement, double now) {
    this.cells = cells;
    this.placement = placement;
    this.pulses = new int[cells.roles().size()][placement.size()];
    this.conductance = new float[cells.roles().size()][placement.size()];
    this.inputLines = new double[placement.cols()];
    this.outputLines = new double[placement.rows()];
    for (Role role : cells.roles()) {
      DeviceArray devices = cells.devices(role);
      for (int i = 0; i < placement.size(); i++) {
        pulses[role.index()][i] = devices.pulseCount(i);
        conductance[role.index()][i] = devices.conductance(i, now);
      }
    }
  }

  @Override
  public void keep(Archive archive) {
    for (int r = 0; r < pulses.length; r++) {
      archive.ints("pulses " + r, pulses[r]);
      archive.floats("conductance " + r, conductance[r]);
    }
    archive.doubles("input lines", inputLines);
    archive.doubles("output lines", outputLines);
    forwardReads = archive.value("forward reads", forwardReads);
    backwardReads = archive.value("backward reads", backwardReads);
    adcConversions = archive.value("ADC conversions", adcConversions);
    dacConversions = archive.value("DAC conversions", dacConversions);
    drivenSiemens = archive.value("driven siemens", drivenSiemens);
    drivenCells = archive.value("driven cells", drivenCells);
    upSiemens = archive.value("up siemens", upSiemens);
    downSiemens = archive.value("down siemens", downSiemens);
    pulseSeconds = archive.value("pulse seconds", pulseSeconds);
  }

  /** Looks at the lines' conductances before a batch is read. */
  public void look(double now) {
    Arrays.fill(inputLines, 0);
    Arrays.fill(outputLines, 0);
    for (Role role : cells.roles()) {
      DeviceArray devices = cells.devices(role);
      ConductanceRange range = devices.model().conductance();
      for (int i = 0; i < placement.size(); i++) {
        double siemens = range.siemens(devices.conductance(i, now));
        inputLines[i % placement.cols()] += siemens;
        outputLines[i / placement.cols()] += siemens;
      }
    }
  }

  /** Σ G of the devices on each line that is driven, siemens, as last looked at. */
  public double[] lines(boolean fromOutputs) {
    return (fromOutputs ? outputLines : inputLines).clone();
  }

  /**
   * Counts the reads of a batch.
   *
   * @param fromOutputs whether the outputs are driven
   * @param siemens Σ over reads and driven lines of x'² Σ G
   * @param squares Σ over reads and driven lines of x'²
   * @param count reads of samples, phases and those read again counted each
   * @param dac conversions of inputs
   * @param adc conversions of outputs
   */
  public void read(
      boolean fromOutputs, double siemens, double squares, long count, long dac, long adc) {
    int read = fromOutputs ? inputLines.length : outputLines.length;
    drivenSiemens += siemens;
    drivenCells += squares * read * cells.roles().size();
    forwardReads += fromOutputs ? 0 : count;
    backwardReads += fromOutputs ? count : 0;
    dacConversions += dac;
    adcConversions += adc;
  }

  /**
   * Counts the pulses that devices have had since the last count.
   *
   * @param up share of them that went up, out of {@code up + down}
   * @param seconds emulated time that they took
   */
  public void pulsed(long up, long down, double seconds, double now) {
    double siemens = 0;
    for (Role role : cells.roles()) {
      siemens += pulsed(role, now);
    }
    double ofUp = up + down == 0 ? 1 : (double) up / (up + down);
    upSiemens += siemens * ofUp;
    downSiemens += siemens * (1 - ofUp);
    pulseSeconds += seconds;
  }

  private double pulsed(Role role, double now) {
    DeviceArray devices = cells.devices(role);
    ConductanceRange range = devices.model().conductance();
    double siemens = 0;
    for (int i = 0; i < placement.size(); i++) {
      int given = devices.pulseCount(i) - pulses[role.index()][i];
      float present = devices.conductance(i, now);
      if (given > 0) {
        double mean = (conductance[role.index()][i] + (double) present) / 2;
        siemens += given * range.siemens(mean);
        pulses[role.index()][i] += given;
      }
      conductance[role.index()][i] = present;
    }
    return siemens;
  }

  /** What has been counted. */
  public TileWork work() {
    return new TileWork(
        forwardReads,
        backwardReads,
        adcConversions,
        dacConversions,
        drivenSiemens,
        drivenCells,
        upSiemens,
        downSiemens,
        pulseSeconds);
  }
}
