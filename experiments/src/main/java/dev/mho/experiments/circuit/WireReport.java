package dev.mho.experiments.circuit;

import dev.mho.emulator.circuit.Drive;
import dev.mho.emulator.circuit.OperatingPoint;
import dev.mho.emulator.circuit.Topology;
import dev.mho.experiments.export.CsvTable;
import java.util.ArrayList;
import java.util.List;

/**
 * What wires do to one read of an array: how much voltage each device is left with, and how far the
 * currents are from those of ideal conductors.
 */
public final class WireReport {

  /**
   * The device that lost most of the voltage meant for it.
   *
   * @param array number of the array
   * @param layer which device of the crossing
   * @param lost V_given − V_cell over the largest |V_given|
   */
  public record WorstCell(int array, int layer, int row, int col, double lost) {}

  /**
   * How good the read is.
   *
   * @param rms root of the mean square of I − I_ideal over the columns, of the largest |I_ideal|
   * @param gain c of the common factor that fits best, I ≈ c I_ideal
   * @param rmsAfterGain what is left of rms when c is divided out
   * @param bitsLost ½ log₂(1 + rms²/q²): what an ideal converter loses in effective bits, q being
   *     the rms rounding 2^(1−bits)/√12 of its full scale ± largest |I_ideal|
   * @param bitsLostAfterGain the same with rmsAfterGain
   */
  public record Quality(
      double rms, double gain, double rmsAfterGain, double bitsLost, double bitsLostAfterGain) {}

  private final ProgrammedArrays arrays;
  private final Drive drive;
  private final List<OperatingPoint> points = new ArrayList<>();
  private final double[] currents;
  private final double[] ideal;
  private final double largestVolts;

  /** Solves the arrays under one input. */
  public WireReport(ProgrammedArrays arrays, Drive drive) {
    this.arrays = arrays;
    this.drive = drive;
    int rows = arrays.circuit().rows();
    this.currents = new double[arrays.circuit().cols()];
    this.ideal = new double[currents.length];
    double largest = 0;
    for (int i = 0; i < rows; i++) {
      largest = Math.max(largest, Math.abs(given(0, i)));
    }
    this.largestVolts = largest;
    for (int a = 0; a < arrays.count(); a++) {
      OperatingPoint point = arrays.solve(a, drive);
      points.add(point);
      for (int j = 0; j < currents.length; j++) {
        currents[j] += arrays.significance(a) * point.currents()[j];
        ideal[j] += arrays.significance(a) * ideal(a, j);
      }
    }
  }

  /** Current of a column of an array if wires were ideal and whole, and nothing shorted. */
  private double ideal(int array, int col) {
    double[][] layers = arrays.siemens(array);
    double sum = 0;
    for (int layer = 0; layer < layers.length; layer++) {
      for (int i = 0; i < arrays.circuit().rows(); i++) {
        sum += arrays.curve().current(layers[layer][i * currents.length + col], given(layer, i));
      }
    }
    return sum;
  }

  /** Voltage that is meant for the devices of a row, 0 where a bit keeps them closed. */
  private double given(int layer, int row) {
    if (drive instanceof Drive.Supply supply) {
      return supply.open()[row] ? Topology.sign(layer) * supply.volts() : 0;
    }
    return Topology.sign(layer) * ((Drive.Rows) drive).volts()[row];
  }

  /** The arrays. */
  public ProgrammedArrays arrays() {
    return arrays;
  }

  /** Currents of the outputs (of all devices of a cell, each as it counts) in amperes. */
  public double[] currents() {
    return currents.clone();
  }

  /** The same without wires. */
  public double[] ideal() {
    return ideal.clone();
  }

  /** Voltage lost on the way to each device and behind it, of the largest |V|. */
  public double lost(int array, int layer, int row, int col) {
    double across = points.get(array).cellVolts(layer, row * arrays.circuit().cols() + col);
    double given = given(layer, row);
    return largestVolts == 0 ? 0 : Math.signum(given) * (given - across) / largestVolts;
  }

  /** The device that lost most. */
  public WorstCell worst() {
    WorstCell worst = new WorstCell(0, 0, 0, 0, Double.NEGATIVE_INFINITY);
    for (int a = 0; a < points.size(); a++) {
      for (int layer = 0; layer < arrays.circuit().topology().layers(); layer++) {
        for (int i = 0; i < arrays.circuit().rows(); i++) {
          for (int j = 0; j < currents.length; j++) {
            double lost = lost(a, layer, i, j);
            worst = lost > worst.lost() ? new WorstCell(a, layer, i, j, lost) : worst;
          }
        }
      }
    }
    return worst;
  }

  /** The largest (sign 1) or the least (sign −1) voltage lost by devices of one layer. */
  double extreme(int array, int layer, int sign) {
    double extreme = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < arrays.circuit().rows(); i++) {
      for (int j = 0; j < currents.length; j++) {
        extreme = Math.max(extreme, sign * lost(array, layer, i, j));
      }
    }
    return sign * extreme;
  }

  /** I − I_ideal of a column over the largest |I_ideal|. */
  public double error(int col) {
    double largest = largest();
    return largest == 0 ? 0 : (currents[col] - ideal[col]) / largest;
  }

  private double largest() {
    double largest = 0;
    for (double current : ideal) {
      largest = Math.max(largest, Math.abs(current));
    }
    return largest;
  }

  /** How good the read is, for a converter of so many bits. */
  public Quality quality(int bits) {
    double largest = largest();
    double power = 0;
    double overlap = 0;
    double square = 0;
    for (int j = 0; j < ideal.length; j++) {
      power += ideal[j] * ideal[j];
      overlap += ideal[j] * currents[j];
      square += error(j) * error(j);
    }
    double gain = power == 0 ? 1 : overlap / power;
    double left = 0;
    for (int j = 0; j < ideal.length && largest > 0 && gain != 0; j++) {
      left += Math.pow((currents[j] / gain - ideal[j]) / largest, 2);
    }
    double rms = Math.sqrt(square / ideal.length);
    double rmsAfterGain = Math.sqrt(left / ideal.length);
    return new Quality(rms, gain, rmsAfterGain, lost(rms, bits), lost(rmsAfterGain, bits));
  }

  private static double lost(double rms, int bits) {
    double rounding = Math.pow(2, 1 - bits) / Math.sqrt(12);
    return 0.5 * Math.log1p(Math.pow(rms / rounding, 2)) / Math.log(2);
  }

  /** One row a device. */
  public String cellsTable() {
    CsvTable table =
        new CsvTable("array", "layer", "row", "col", "siemens", "row_volts", "cell_volts", "lost");
    int cols = currents.length;
    for (int a = 0; a < points.size(); a++) {
      for (int layer = 0; layer < arrays.circuit().topology().layers(); layer++) {
        for (int i = 0; i < arrays.circuit().rows(); i++) {
          for (int j = 0; j < cols; j++) {
            table.row(
                a,
                layer,
                i,
                j,
                arrays.siemens(a)[layer][i * cols + j],
                given(layer, i),
                points.get(a).cellVolts(layer, i * cols + j),
                lost(a, layer, i, j));
          }
        }
      }
    }
    return table.text();
  }

  /** One row an output. */
  public String columnsTable() {
    CsvTable table =
        new CsvTable("col", "amperes", "amperes_without_wires", "error_of_own", "error_of_largest");
    for (int j = 0; j < currents.length; j++) {
      double own = ideal[j] == 0 ? 0 : (currents[j] - ideal[j]) / Math.abs(ideal[j]);
      table.row(j, currents[j], ideal[j], own, error(j));
    }
    return table.text();
  }
}
