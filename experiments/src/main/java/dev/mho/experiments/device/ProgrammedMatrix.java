package dev.mho.experiments.device;

import dev.mho.device.ConductanceRange;
import dev.mho.device.DeviceModel;
import dev.mho.device.array.DeviceArray;
import dev.mho.device.array.Placement;
import dev.mho.device.array.Workers;
import dev.mho.device.format.BadInputException;
import dev.mho.device.programming.ProgrammingReport;
import dev.mho.device.programming.PulseAndVerify;
import dev.mho.device.programming.VerifiedWriter;
import dev.mho.device.random.NoiseStream;
import dev.mho.experiments.export.CsvTable;
import dev.mho.experiments.table.NumberTable;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A matrix of conductances, programmed in a closed loop into a freshly sampled array, every device
 * of which starts in the middle of its own range.
 *
 * @param targets siemens, row after row
 * @param range nominal range of the devices
 * @param report what came of it
 */
public record ProgrammedMatrix(
    double[][] targets, ConductanceRange range, ProgrammingReport report) {

  /**
   * Programs the matrix that a file holds.
   *
   * @param file comma-separated siemens, one row of the array a line
   * @param seed decides devices and noise
   * @throws BadInputException if the file is not such a matrix, or all of it lies out of range
   */
  public static ProgrammedMatrix of(
      Path file, DeviceModel device, PulseAndVerify how, long seed, Workers workers) {
    double[][] targets = NumberTable.read(file);
    ConductanceRange range = device.conductance();
    requireConductances(targets, file, range, how.tolerance());
    int cols = targets[0].length;
    Placement placement = Placement.whole(targets.length, cols);
    float[] normalised = new float[placement.size()];
    for (int i = 0; i < normalised.length; i++) {
      normalised[i] = (float) range.normalised(targets[i / cols][i % cols]);
    }
    NoiseStream stream = NoiseStream.root(seed);
    DeviceArray devices = new DeviceArray(device, placement, stream.child("devices"), workers);
    ProgrammingReport report =
        new VerifiedWriter(how, devices, stream.child("reads"), workers).program(normalised, 0);
    return new ProgrammedMatrix(targets, range, report);
  }

  private static void requireConductances(
      double[][] targets, Path file, ConductanceRange range, double tolerance) {
    boolean anyWithin = false;
    for (int row = 0; row < targets.length; row++) {
      for (int col = 0; col < targets[row].length; col++) {
        double found = targets[row][col];
        if (found < 0) {
          throw BadInputException.at(
              file + ": row " + (row + 1) + ", column " + (col + 1),
              found + " S",
              "a conductance, not below 0");
        }
        double g = range.normalised(found);
        anyWithin |= g >= -tolerance && g <= 1 + tolerance;
      }
    }
    if (!anyWithin) {
      throw BadInputException.at(
          file.toString(),
          "no target within reach of the device",
          String.format(
              Locale.ROOT,
              "siemens, from %.4g to %.4g S (a microsiemens is written 1e-6)",
              range.minSiemens(),
              range.maxSiemens()));
    }
  }

  /** Rows of the matrix and the array. */
  public int rows() {
    return targets.length;
  }

  /** Columns of the matrix and the array. */
  public int cols() {
    return targets[0].length;
  }

  /** One row a device: where it should be, what it conducts at the end, pulses, outcome. */
  public String csv() {
    CsvTable table =
        new CsvTable(
            "row",
            "col",
            "target_siemens",
            "reached_siemens",
            "error_siemens",
            "pulses",
            "outcome");
    for (int row = 0; row < rows(); row++) {
      for (int col = 0; col < cols(); col++) {
        int device = row * cols() + col;
        double reached = range.siemens(report.reached(device));
        table.row(
            row,
            col,
            targets[row][col],
            reached,
            reached - targets[row][col],
            report.pulses(device),
            report.outcome(device).name().toLowerCase(Locale.ROOT).replace('_', '-'));
      }
    }
    return table.text();
  }
}
