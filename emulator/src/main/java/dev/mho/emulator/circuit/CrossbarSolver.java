package dev.mho.emulator.circuit;

import dev.mho.device.array.Workers;
import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;
import java.util.Arrays;

/**
 * Solves the wires of an array exactly: to a relative error of 10⁻¹⁰, checked with the true
 * residual, or a refusal ({@link NoSolutionException}) that says how far it came.
 *
 * <p>Conductances are in siemens, one array of rows · cols (row-major) for each layer of the
 * topology. Time and memory: a right-hand side takes a few sweeps along all wires and memory of the
 * order of the number of crossings (see {@link ColumnSolve}).
 */
public final class CrossbarSolver {
  private static final int MOST_BLOCKS = 32;

  private final CrossbarCircuit circuit;
  private final Workers workers;

  /** A solver of one array; its work on many right-hand sides is shared among the workers. */
  public CrossbarSolver(CrossbarCircuit circuit, Workers workers) {
    this.circuit = circuit;
    this.workers = workers;
  }

  /** The wires. */
  public CrossbarCircuit circuit() {
    return circuit;
  }

  /**
   * K of I = K V for ohmic devices, by one adjoint solve a column (or a row, if there are fewer).
   *
   * @throws IllegalStateException if inputs are bits that open cells: then I is not linear in them
   */
  public EffectiveConductance effective(double[]... siemens) {
    return effective(KeptFields.none(), siemens);
  }

  /**
   * The same, starting from the fields of the last call with the same {@code kept}, where they are
   * kept: fewer sweeps when conductances have moved a little.
   */
  public EffectiveConductance effective(KeptFields kept, double[]... siemens) {
    Topology topology = circuit.topology();
    if (topology.supplied()) {
      throw new IllegalStateException("inputs of topology " + topology + " are bits");
    }
    circuit.requireConductances(siemens);
    if (topology == Topology.SEPARATE && circuit.rows() < circuit.cols()) {
      return adjoint(circuit.transposed(), kept, circuit.transposed(siemens[0])).transposed();
    }
    return adjoint(circuit, kept, siemens);
  }

  private EffectiveConductance adjoint(
      CrossbarCircuit array, KeptFields kept, double[]... siemens) {
    LineNetwork network = new LineNetwork(array, array.cells(siemens));
    int rows = array.rows();
    int cols = array.cols();
    double[][] k = new double[network.layers()][rows * cols];
    int[] iterations = new int[cols];
    double[] error = new double[cols];
    workers.forBlocks(
        cols,
        (cols + MOST_BLOCKS - 1) / MOST_BLOCKS,
        (from, to) -> {
          ColumnSolve solve = new ColumnSolve(network);
          double[] profile = new double[network.size()];
          for (int q = from; q < to; q++) {
            double power = network.columnProfile(q, profile);
            solve.solve(profile, kept.start(q), power);
            kept.keep(q, solve.voltages());
            for (int layer = 0; layer < network.layers(); layer++) {
              for (int i = 0; i < rows; i++) {
                k[layer][q * rows + i] = solve.terminals()[layer * rows + rows - 1 - i];
              }
            }
            iterations[q] = solve.iterations();
            error[q] = solve.error();
          }
        });
    return new EffectiveConductance(
        rows,
        cols,
        k,
        attenuation(network, array, siemens),
        Arrays.stream(iterations).max().orElseThrow(),
        Arrays.stream(error).max().orElseThrow());
  }

  private static double[][] attenuation(
      LineNetwork network, CrossbarCircuit array, double[][] siemens) {
    double[][] devices = array.devices(siemens);
    double[][] attenuation = new double[devices.length][array.size()];
    double[] leaving = network.flipped(network.columnShares());
    for (int layer = 0; layer < devices.length; layer++) {
      double[] arriving = network.flipped(network.drivenShares(layer));
      for (int i = 0; i < array.rows(); i++) {
        for (int j = 0; j < array.cols(); j++) {
          int crossing = i * array.cols() + j;
          double access = 1 / (1 + array.wires().access() * devices[layer][crossing]);
          attenuation[layer][j * array.rows() + i] =
              arriving[crossing] * leaving[crossing] * access * access;
        }
      }
    }
    for (Defects.Short cell : array.defects().shorts()) {
      attenuation[cell.layer()][cell.col() * array.rows() + cell.row()] = 0;
    }
    return attenuation;
  }

  /** Solves for one input, whatever it is that drives the array. */
  public OperatingPoint solve(CellCurve curve, Drive drive, double[]... siemens) {
    if (drive instanceof Drive.Supply supply) {
      return solveSupplied(curve, supply.volts(), supply.open(), siemens);
    }
    return solve(curve, ((Drive.Rows) drive).volts(), siemens);
  }

  /**
   * Solves for one input of an array whose rows are driven.
   *
   * @param curve of the devices; shorts are ohmic
   * @param volts one a row; the second wires of interleaved pairs get −V
   * @throws BadInputException if a voltage or a conductance is not finite, or a device is driven
   *     where its curve falls
   */
  public OperatingPoint solve(CellCurve curve, double[] volts, double[]... siemens) {
    if (circuit.topology().supplied()) {
      throw new IllegalStateException("topology " + circuit.topology() + " is driven by supplies");
    }
    if (volts.length != circuit.rows()) {
      throw new IllegalArgumentException(
          volts.length + " voltages for " + circuit.rows() + " rows");
    }
    double[][] drive = new double[circuit.topology().layers()][volts.length];
    for (int layer = 0; layer < drive.length; layer++) {
      for (int i = 0; i < volts.length; i++) {
        drive[layer][i] = Topology.sign(layer) * Check.finite("voltage of row " + i, volts[i]);
      }
    }
    return solve(curve, drive, circuit.devices(siemens));
  }

  /**
   * Solves for one input of an array with supply wires.
   *
   * @param curve of the devices; shorts are ohmic
   * @param supplyVolts of the first layer's supplies; the second layer's get −V
   * @param open whether the cells of a row conduct; closed ones carry nothing, shorted or not
   */
  public OperatingPoint solveSupplied(
      CellCurve curve, double supplyVolts, boolean[] open, double[]... siemens) {
    if (!circuit.topology().supplied()) {
      throw new IllegalStateException("topology " + circuit.topology() + " has no supplies");
    }
    if (open.length != circuit.rows()) {
      throw new IllegalArgumentException(open.length + " bits for " + circuit.rows() + " rows");
    }
    double[][] devices = circuit.devices(siemens);
    double[][] drive = new double[devices.length][circuit.cols()];
    for (int layer = 0; layer < drive.length; layer++) {
      Arrays.fill(drive[layer], Topology.sign(layer) * Check.finite("supply (V)", supplyVolts));
      for (int i = 0; i < open.length; i++) {
        if (!open[i]) {
          Arrays.fill(devices[layer], i * circuit.cols(), (i + 1) * circuit.cols(), 0);
        }
      }
    }
    return solve(curve, drive, devices);
  }

  private OperatingPoint solve(CellCurve curve, double[][] drive, double[][] devices) {
    return new Newton(circuit, curve, devices, circuit.shorted(), drive).solve();
  }

  /**
   * About ∂I/∂G of every device at an operating point, in volts, I being the current of its own
   * column: (f(u)/G) / (1 + R f'(u)) of the cell, with u the voltage across the device and R the
   * access resistance, times the share of the cell's current that leaves along the column. That
   * share is taken with the row wires at ground and devices as they are at zero volts; the error is
   * of the order of what the device's own current drops along its wires. 0 for a short.
   *
   * @return by layer, row-major, without the layer's sign
   */
  public double[][] sensitivities(CellCurve curve, OperatingPoint point, double[]... siemens) {
    LineNetwork network = new LineNetwork(circuit, circuit.cells(siemens));
    double[] leaving = network.flipped(network.columnShares());
    boolean[][] shorted = circuit.shorted();
    Cell cell = new Cell(curve, circuit.wires().access());
    double[][] sensitivities = new double[siemens.length][circuit.size()];
    for (int layer = 0; layer < siemens.length; layer++) {
      for (int i = 0; i < circuit.size(); i++) {
        double u = cell.deviceVolts(siemens[layer][i], point.cellVolts(layer, i));
        double access = 1 + circuit.wires().access() * curve.slope(siemens[layer][i], u);
        sensitivities[layer][i] = shorted[layer][i] ? 0 : leaving[i] * curve.current(1, u) / access;
      }
    }
    return sensitivities;
  }
}
