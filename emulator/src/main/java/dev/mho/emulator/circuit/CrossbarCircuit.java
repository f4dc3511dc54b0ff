package dev.mho.emulator.circuit;

import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;
import java.util.Arrays;
import java.util.List;

/**
 * The wires of an array, without its devices: m rows (inputs) and n columns (outputs).
 *
 * <pre>
 *   V_i ─ driver + row segment ─ w_i0 ─ row segment ─ w_i1 ─ …              (open at the far end)
 *                                 │ G_i0              │ G_i1
 *   column wire j, from the top:  b_0j ─ column segment ─ b_1j ─ … ─ b_(m−1)j ─ column segment + sense ─ 0 V
 * </pre>
 *
 * <p>The current of column j, positive into the virtual ground, is I_j.
 *
 * @param rows m ≥ 1
 * @param cols n ≥ 1
 * @param wires resistances in ohms
 * @param topology which wires there are
 * @param defects what is broken
 */
public record CrossbarCircuit(
    int rows, int cols, WireResistance wires, Topology topology, Defects defects) {

  public CrossbarCircuit {
    Check.within("rows", rows, 1, 1 << 16);
    Check.within("cols", cols, 1, 1 << 16);
    Check.present("wires", wires);
    Check.present("topology", topology);
    Check.present("defects", defects);
    int layers = topology.layers();
    int driven = topology.supplied() ? cols : rows;
    int drivenSegments = topology.supplied() ? rows : cols;
    for (Defects.Break broken : defects.breaks()) {
      boolean sensed = broken.wire() == Defects.Wire.SENSED;
      below("layer of a break", broken.layer(), sensed ? 1 : layers);
      below("line of a break", broken.line(), sensed ? cols : driven);
      below("segment of a break", broken.segment(), sensed ? rows : drivenSegments);
    }
    for (Defects.Short shorted : defects.shorts()) {
      below("layer of a short", shorted.layer(), layers);
      below("row of a short", shorted.row(), rows);
      below("column of a short", shorted.col(), cols);
    }
  }

  private static void below(String key, int value, int bound) {
    Check.within(key, value, 0, bound - 1);
  }

  /** An array without defects, one device a crossing. */
  public static CrossbarCircuit of(int rows, int cols, WireResistance wires) {
    return new CrossbarCircuit(rows, cols, wires, Topology.SEPARATE, Defects.NONE);
  }

  /** Number of crossings. */
  public int size() {
    return Math.multiplyExact(rows, cols);
  }

  /**
   * What sits in every cell beside the access resistance: the device, or the short in its place.
   *
   * @param siemens of the devices by layer, row-major; finite and ≥ 0
   * @throws BadInputException naming the first device that is not
   */
  double[][] devices(double[]... siemens) {
    requireConductances(siemens);
    double[][] devices = new double[siemens.length][];
    Arrays.setAll(devices, layer -> siemens[layer].clone());
    for (Defects.Short shorted : defects.shorts()) {
      devices[shorted.layer()][shorted.row() * cols + shorted.col()] = 1 / shorted.ohms();
    }
    return devices;
  }

  /** Which cells are shorted, by layer, row-major. */
  boolean[][] shorted() {
    boolean[][] shorted = new boolean[topology.layers()][size()];
    for (Defects.Short cell : defects.shorts()) {
      shorted[cell.layer()][cell.row() * cols + cell.col()] = true;
    }
    return shorted;
  }

  /** Checks number and range of conductances. */
  void requireConductances(double[]... siemens) {
    if (siemens.length != topology.layers()) {
      throw new IllegalArgumentException(
          siemens.length + " layers of devices in topology " + topology);
    }
    for (double[] layer : siemens) {
      requireConductancesOfLayer(layer);
    }
  }

  private void requireConductancesOfLayer(double[] siemens) {
    if (siemens.length != size()) {
      throw new IllegalArgumentException(siemens.length + " devices at " + size() + " crossings");
    }
    for (int i = 0; i < siemens.length; i++) {
      if (!(siemens[i] >= 0 && siemens[i] <= Double.MAX_VALUE)) {
        throw BadInputException.at(
            "conductance of device (" + i / cols + ", " + i % cols + ") in siemens",
            Double.toString(siemens[i]),
            "a finite number >= 0");
      }
    }
  }

  /** Conductance of every cell from wire to wire, device and access resistance in series. */
  double[][] cells(double[]... siemens) {
    double[][] cells = devices(siemens);
    for (double[] layer : cells) {
      for (int i = 0; i < layer.length; i++) {
        layer[i] /= 1 + wires.access() * layer[i];
      }
    }
    return cells;
  }

  /**
   * The same circuit seen from the other side: columns driven through the sense resistances, rows
   * sensed through the driver resistances. Its row i is column n − 1 − i here, its column j is row
   * m − 1 − j.
   *
   * @throws IllegalStateException if devices share a wire, or the inputs are bits
   */
  public CrossbarCircuit transposed() {
    if (topology != Topology.SEPARATE) {
      throw new IllegalStateException("topology " + topology + " has no other side");
    }
    WireResistance swapped =
        new WireResistance(
            wires.colSegment(), wires.rowSegment(), wires.sense(), wires.driver(), wires.access());
    List<Defects.Break> breaks =
        defects.breaks().stream()
            .map(
                b ->
                    b.wire() == Defects.Wire.DRIVEN
                        ? new Defects.Break(
                            Defects.Wire.SENSED, 0, rows - 1 - b.line(), b.segment())
                        : new Defects.Break(
                            Defects.Wire.DRIVEN, 0, cols - 1 - b.line(), b.segment()))
            .toList();
    List<Defects.Short> shorts =
        defects.shorts().stream()
            .map(s -> new Defects.Short(0, cols - 1 - s.col(), rows - 1 - s.row(), s.ohms()))
            .toList();
    return new CrossbarCircuit(cols, rows, swapped, topology, new Defects(breaks, shorts));
  }

  /** Numbers of this circuit's crossings in the order of the transposed one. */
  public double[] transposed(double[] siemens) {
    double[] transposed = new double[siemens.length];
    for (int i = 0; i < cols; i++) {
      for (int j = 0; j < rows; j++) {
        transposed[i * rows + j] = siemens[(rows - 1 - j) * cols + cols - 1 - i];
      }
    }
    return transposed;
  }

  /** Resistance of each segment of a wire, counted from its terminal; infinite if broken. */
  double[] segments(Defects.Wire wire, int layer, int line) {
    boolean driven = wire == Defects.Wire.DRIVEN;
    double[] ohms = new double[driven && !topology.supplied() ? cols : rows];
    Arrays.fill(ohms, driven ? wires.rowSegment() : wires.colSegment());
    ohms[0] += driven ? wires.driver() : wires.sense();
    for (Defects.Break broken : defects.breaks()) {
      if (broken.wire() == wire && broken.layer() == layer && broken.line() == line) {
        ohms[broken.segment()] = Double.POSITIVE_INFINITY;
      }
    }
    return ohms;
  }
}
