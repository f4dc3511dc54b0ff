package dev.mho.emulator.circuit;

import java.util.Locale;

/**
 * Solves an array whose devices have a curved I–V by Newton's method: each step is one linear
 * circuit, in which a cell at v is the conductance i'(v) and the source i(v) − i'(v) v.
 *
 * <p>The wires are linear, so on the way from one linear solution to the next they carry cell
 * currents that are interpolated likewise, and Kirchhoff's law holds but for the difference between
 * those and the devices' own currents: the true residual. Its product with the step is the slope of
 * the circuit's content along the step, which is convex where all curves rise (W. Millar, Phil.
 * Mag. 42, 1150, 1951), so a step is halved until that slope shows that it does not overshoot.
 */
final class Newton {
  private static final int MOST_STEPS = 100;
  private static final int MOST_HALVINGS = 40;

  private final CrossbarCircuit circuit;
  private final double[][] devices;
  private final boolean[][] shorted;
  private final double[][] drive;
  private final Cell curved;
  private final Cell ohmic;
  private final double[][] volts;
  private final double[][] carried;
  private OperatingPoint fields;
  private int iterations;

  /**
   * Prepares a solve.
   *
   * @param devices conductances at zero volts, by layer, shorts in place
   * @param shorted cells that are ohmic whatever the curve
   * @param drive terminal voltages of the driven wires, by layer and line
   */
  Newton(
      CrossbarCircuit circuit,
      CellCurve curve,
      double[][] devices,
      boolean[][] shorted,
      double[][] drive) {
    this.circuit = circuit;
    this.devices = devices;
    this.shorted = shorted;
    this.drive = drive;
    this.curved = new Cell(curve, circuit.wires().access());
    this.ohmic = new Cell(new CellCurve.Ohmic(), circuit.wires().access());
    this.volts = new double[devices.length][circuit.size()];
    this.carried = new double[devices.length][circuit.size()];
    this.fields = begin();
  }

  /** The solution; its error is at least the largest residual over the largest cell current. */
  OperatingPoint solve() {
    double residual = residual();
    for (int step = 0; residual > ColumnSolve.PROMISED; step++) {
      if (step == MOST_STEPS) {
        throw new NoSolutionException(
            String.format(
                Locale.ROOT,
                "an array of %d x %d curved devices could not be solved: after %d Newton steps"
                    + " Kirchhoff's law is still violated by %.2g of the largest cell current,"
                    + " promised %.0g",
                circuit.rows(),
                circuit.cols(),
                MOST_STEPS,
                residual,
                ColumnSolve.PROMISED));
      }
      step();
      residual = residual();
    }
    return new OperatingPoint(
        fields.currents(),
        fields.driven(),
        fields.sensed(),
        iterations,
        Math.max(fields.error(), residual));
  }

  /** Ohmic devices. */
  private OperatingPoint begin() {
    double[][] cells = new double[devices.length][circuit.size()];
    for (int layer = 0; layer < cells.length; layer++) {
      for (int i = 0; i < cells[layer].length; i++) {
        cells[layer][i] = ohmic.slope(devices[layer][i], 0);
      }
    }
    OperatingPoint ohms =
        LinearSolve.solve(
            circuit, cells, drive, new double[cells.length][circuit.size()], new double[0]);
    iterations = ohms.iterations();
    for (int layer = 0; layer < cells.length; layer++) {
      for (int i = 0; i < cells[layer].length; i++) {
        volts[layer][i] = ohms.cellVolts(layer, i);
        carried[layer][i] = cells[layer][i] * volts[layer][i];
      }
    }
    return ohms;
  }

  private void step() {
    double[][] slopes = new double[devices.length][circuit.size()];
    double[][] sources = new double[devices.length][circuit.size()];
    for (int layer = 0; layer < devices.length; layer++) {
      for (int i = 0; i < circuit.size(); i++) {
        double g = devices[layer][i];
        Cell cell = cell(layer, i);
        double u = cell.deviceVolts(g, volts[layer][i]);
        slopes[layer][i] = cell.slope(g, u);
        sources[layer][i] = cell.current(g, u) - slopes[layer][i] * volts[layer][i];
      }
    }
    OperatingPoint tangent = LinearSolve.solve(circuit, slopes, drive, sources, fields.sensed());
    iterations += tangent.iterations();
    double[][] towards = new double[devices.length][circuit.size()];
    double[][] added = new double[devices.length][circuit.size()];
    for (int layer = 0; layer < devices.length; layer++) {
      for (int i = 0; i < circuit.size(); i++) {
        double v = tangent.cellVolts(layer, i);
        towards[layer][i] = v - volts[layer][i];
        added[layer][i] = slopes[layer][i] * v + sources[layer][i] - carried[layer][i];
      }
    }
    move(tangent, towards, added, length(towards, added));
  }

  /** The longest of 1, ½, ¼ … after which the content does not rise steeply. */
  private double length(double[][] towards, double[][] added) {
    double allowed = 0.5 * Math.abs(contentSlope(0, towards, added));
    double length = 1;
    for (int halving = 0; halving < MOST_HALVINGS; halving++) {
      if (contentSlope(length, towards, added) <= allowed) {
        return length;
      }
      length /= 2;
    }
    return length;
  }

  private double contentSlope(double length, double[][] towards, double[][] added) {
    double slope = 0;
    for (int layer = 0; layer < devices.length; layer++) {
      for (int i = 0; i < circuit.size(); i++) {
        double own = current(layer, i, volts[layer][i] + length * towards[layer][i]);
        slope += (own - carried[layer][i] - length * added[layer][i]) * towards[layer][i];
      }
    }
    return slope;
  }

  private void move(OperatingPoint tangent, double[][] towards, double[][] added, double length) {
    double[][] driven = new double[devices.length][];
    for (int layer = 0; layer < devices.length; layer++) {
      driven[layer] = between(fields.driven()[layer], tangent.driven()[layer], length);
      for (int i = 0; i < circuit.size(); i++) {
        volts[layer][i] += length * towards[layer][i];
        carried[layer][i] += length * added[layer][i];
      }
    }
    fields =
        new OperatingPoint(
            between(fields.currents(), tangent.currents(), length),
            driven,
            between(fields.sensed(), tangent.sensed(), length),
            iterations,
            Math.max((1 - length) * fields.error(), tangent.error()));
  }

  private static double[] between(double[] from, double[] to, double length) {
    double[] between = new double[from.length];
    for (int i = 0; i < between.length; i++) {
      between[i] = length == 1 ? to[i] : from[i] + length * (to[i] - from[i]);
    }
    return between;
  }

  /** Largest difference of a device's own and its carried current, over the largest current. */
  private double residual() {
    double largest = 0;
    double off = 0;
    for (int layer = 0; layer < devices.length; layer++) {
      for (int i = 0; i < circuit.size(); i++) {
        double own = current(layer, i, volts[layer][i]);
        largest = Math.max(largest, Math.abs(own));
        off = Math.max(off, Math.abs(own - carried[layer][i]));
      }
    }
    return largest == 0 ? 0 : off / largest;
  }

  private double current(int layer, int i, double cellVolts) {
    Cell cell = cell(layer, i);
    double g = devices[layer][i];
    return cell.current(g, cell.deviceVolts(g, cellVolts));
  }

  private Cell cell(int layer, int i) {
    return shorted[layer][i] ? ohmic : curved;
  }
}
