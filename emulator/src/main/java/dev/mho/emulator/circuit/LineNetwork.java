package dev.mho.emulator.circuit;

import dev.mho.emulator.circuit.Defects.Wire;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * The linear circuit of an array, factorised wire by wire.
 *
 * <p>With T the Laplacian of the driven wires (rows, or supplies) and S that of the column wires,
 * terminals included, G the cells' conductances and D their sum over the layers, Kirchhoff's law
 * for the voltages w of the driven wires and b of the columns reads
 *
 * <pre>
 * (T + G) w − G b = currents into the driven wires
 * (S + D) b − G w = currents into the columns
 * </pre>
 *
 * Both left-hand matrices are tridiagonal, one block a wire. They are kept as ladders: from the far
 * end of a wire towards its terminal, with y the conductance that lies behind a node and r the
 * segment before it,
 *
 * <pre>
 * y_k = G_k + t_(k+1) y_(k+1),    t_k = 1/(1 + r_k y_k),    s_k = r_k t_k
 * solve:  c_k = f_k + t_(k+1) c_(k+1),    v_k = t_k v_(k−1) + s_k c_k,    v_(−1) = terminal voltage
 * </pre>
 *
 * which adds and multiplies nothing but what is positive, so nothing cancels, and takes ideal (r =
 * 0) and broken (r = ∞) segments as they are. t_0 c_0 is the current out of a grounded terminal.
 *
 * <p>Arrays are crossing after crossing, p · cols + q, where p counts rows from the sensed end and
 * q columns from the driven end: then rows and columns have their terminals at index 0.
 */
final class LineNetwork {
  private final int rows;
  private final int cols;
  private final int layers;
  private final boolean supplied;
  private final double[][] conductance;
  private final double[][] drivenT;
  private final double[][] drivenS;
  private final double[] sum;
  private final double[] colT;
  private final double[] colS;

  /**
   * Factorises the wires.
   *
   * @param cells conductance from wire to wire, by layer, row-major
   */
  LineNetwork(CrossbarCircuit circuit, double[][] cells) {
    this.rows = circuit.rows();
    this.cols = circuit.cols();
    this.layers = cells.length;
    this.supplied = circuit.topology().supplied();
    this.conductance = new double[layers][];
    this.drivenT = new double[layers][rows * cols];
    this.drivenS = new double[layers][rows * cols];
    this.sum = new double[rows * cols];
    this.colT = new double[rows * cols];
    this.colS = new double[rows * cols];
    for (int layer = 0; layer < layers; layer++) {
      conductance[layer] = flipped(cells[layer]);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += conductance[layer][i];
      }
      for (int wire = 0; wire < drivenWires(); wire++) {
        int line = wire;
        int number = supplied ? line : rows - 1 - line;
        factor(
            k -> index(line, k),
            drivenLength(),
            circuit.segments(Wire.DRIVEN, layer, number),
            conductance[layer],
            drivenT[layer],
            drivenS[layer]);
      }
    }
    for (int q = 0; q < cols; q++) {
      int col = q;
      double[] ohms = circuit.segments(Wire.SENSED, 0, q);
      factor(k -> k * cols + col, rows, ohms, sum, colT, colS);
    }
  }

  private static void factor(
      IntUnaryOperator index, int length, double[] ohms, double[] g, double[] t, double[] s) {
    double behind = 0;
    for (int k = length - 1; k >= 0; k--) {
      int i = index.applyAsInt(k);
      double y = g[i] + behind;
      if (ohms[k] == Double.POSITIVE_INFINITY) {
        t[i] = 0;
        s[i] = y > 0 ? 1 / y : 0; // a piece without any conductance may sit anywhere: at 0 V
      } else {
        t[i] = 1 / (1 + ohms[k] * y);
        s[i] = ohms[k] * t[i];
      }
      behind = t[i] * y;
    }
  }

  /** Number of driven wires in a layer. */
  int drivenWires() {
    return supplied ? cols : rows;
  }

  /** Crossings of a driven wire. */
  private int drivenLength() {
    return supplied ? rows : cols;
  }

  /** Crossing number k, from the terminal, of a driven wire: supplies are fed at row 0. */
  private int index(int line, int k) {
    return supplied ? (rows - 1 - k) * cols + line : line * cols + k;
  }

  /** Row-major crossings with the rows in the opposite order; its own inverse. */
  double[] flipped(double[] crossings) {
    double[] flipped = new double[crossings.length];
    for (int p = 0; p < rows; p++) {
      System.arraycopy(crossings, (rows - 1 - p) * cols, flipped, p * cols, cols);
    }
    return flipped;
  }

  int rows() {
    return rows;
  }

  int cols() {
    return cols;
  }

  int layers() {
    return layers;
  }

  int size() {
    return rows * cols;
  }

  /** Conductance from wire to wire of a layer's cells. */
  double[] conductance(int layer) {
    return conductance[layer];
  }

  /**
   * out = Σ_layers G (T + G)⁻¹ G b: what flows back into the columns when they sit at b and the
   * driven wires are grounded.
   *
   * @param scratch as long as b, overwritten
   * @param terminals overwritten with the current out of each driven wire's terminal, layer · wires
   *     + line
   */
  void throughDriven(double[] b, double[] out, double[] scratch, double[] terminals) {
    for (int layer = 0; layer < layers; layer++) {
      int line = 0;
      for (; !supplied && line + 4 <= rows; line += 4) {
        fourRows(layer, line, b, out, scratch, terminals);
      }
      for (; line < drivenWires(); line++) {
        oneWire(layer, line, b, out, scratch, terminals);
      }
    }
  }

  /** Four independent recurrences side by side hide each other's latency. */
  private void fourRows(
      int layer, int p, double[] b, double[] out, double[] c, double[] terminals) {
    double[] g = conductance[layer];
    double[] t = drivenT[layer];
    double[] s = drivenS[layer];
    int i0 = p * cols;
    int i1 = i0 + cols;
    int i2 = i1 + cols;
    int i3 = i2 + cols;
    double a0 = 0;
    double a1 = 0;
    double a2 = 0;
    double a3 = 0;
    for (int q = cols - 1; q >= 0; q--) {
      a0 += g[i0 + q] * b[i0 + q];
      a1 += g[i1 + q] * b[i1 + q];
      a2 += g[i2 + q] * b[i2 + q];
      a3 += g[i3 + q] * b[i3 + q];
      c[i0 + q] = a0;
      c[i1 + q] = a1;
      c[i2 + q] = a2;
      c[i3 + q] = a3;
      a0 *= t[i0 + q];
      a1 *= t[i1 + q];
      a2 *= t[i2 + q];
      a3 *= t[i3 + q];
    }
    int line = layer * rows + p;
    terminals[line] = a0;
    terminals[line + 1] = a1;
    terminals[line + 2] = a2;
    terminals[line + 3] = a3;
    boolean first = layer == 0;
    a0 = 0;
    a1 = 0;
    a2 = 0;
    a3 = 0;
    for (int q = 0; q < cols; q++) {
      a0 = t[i0 + q] * a0 + s[i0 + q] * c[i0 + q];
      a1 = t[i1 + q] * a1 + s[i1 + q] * c[i1 + q];
      a2 = t[i2 + q] * a2 + s[i2 + q] * c[i2 + q];
      a3 = t[i3 + q] * a3 + s[i3 + q] * c[i3 + q];
      out[i0 + q] = g[i0 + q] * a0 + (first ? 0 : out[i0 + q]);
      out[i1 + q] = g[i1 + q] * a1 + (first ? 0 : out[i1 + q]);
      out[i2 + q] = g[i2 + q] * a2 + (first ? 0 : out[i2 + q]);
      out[i3 + q] = g[i3 + q] * a3 + (first ? 0 : out[i3 + q]);
    }
  }

  private void oneWire(
      int layer, int line, double[] b, double[] out, double[] c, double[] terminals) {
    double[] g = conductance[layer];
    double[] t = drivenT[layer];
    double[] s = drivenS[layer];
    int length = drivenLength();
    double carried = 0;
    for (int k = length - 1; k >= 0; k--) {
      int i = index(line, k);
      c[i] = g[i] * b[i] + carried;
      carried = t[i] * c[i];
    }
    terminals[layer * drivenWires() + line] = carried;
    double w = 0;
    for (int k = 0; k < length; k++) {
      int i = index(line, k);
      w = t[i] * w + s[i] * c[i];
      out[i] = g[i] * w + (layer == 0 ? 0 : out[i]);
    }
  }

  /**
   * out = (S + D)⁻¹ f: where the columns sit when currents f flow into them and their terminals are
   * grounded. All columns advance together, so the inner loops are free of recurrences.
   *
   * @param carry one number a column, overwritten
   */
  void throughColumns(double[] f, double[] out, double[] carry) {
    double[] t = colT;
    double[] s = colS;
    int n = cols;
    for (int q = 0; q < n; q++) {
      carry[q] = 0;
    }
    for (int from = (rows - 1) * n; from >= 0; from -= n) {
      for (int q = 0; q < n; q++) {
        double c = f[from + q] + carry[q];
        out[from + q] = c;
        carry[q] = t[from + q] * c;
      }
    }
    for (int q = 0; q < n; q++) {
      carry[q] = 0;
    }
    for (int from = 0; from < rows * n; from += n) {
      for (int q = 0; q < n; q++) {
        double v = t[from + q] * carry[q] + s[from + q] * out[from + q];
        out[from + q] = v;
        carry[q] = v;
      }
    }
  }

  /**
   * Where the driven wires of one layer sit.
   *
   * @param drive voltage of each wire's terminal, by line
   * @param b voltages of the columns
   * @param injected current into each node besides
   */
  double[] drivenVoltages(int layer, double[] drive, double[] b, double[] injected) {
    double[] w = new double[size()];
    double[] g = conductance[layer];
    for (int line = 0; line < drivenWires(); line++) {
      double carried = 0;
      for (int k = drivenLength() - 1; k >= 0; k--) {
        int i = index(line, k);
        w[i] = g[i] * b[i] + injected[i] + carried;
        carried = drivenT[layer][i] * w[i];
      }
      double before = drive[line];
      for (int k = 0; k < drivenLength(); k++) {
        int i = index(line, k);
        before = drivenT[layer][i] * before + drivenS[layer][i] * w[i];
        w[i] = before;
      }
    }
    return w;
  }

  /** Current out of each column's grounded terminal when currents f flow into the columns. */
  double[] columnCurrents(double[] f) {
    double[] carry = new double[cols];
    for (int from = (rows - 1) * cols; from >= 0; from -= cols) {
      for (int q = 0; q < cols; q++) {
        carry[q] = colT[from + q] * (f[from + q] + carry[q]);
      }
    }
    return carry;
  }

  /**
   * Fills {@code out} with the voltages of the columns when the terminal of column q is at 1 V and
   * everything else is grounded, rows included: zero outside that column.
   *
   * @return the power that the column takes, in watts
   */
  double columnProfile(int q, double[] out) {
    Arrays.fill(out, 0);
    double v = 1;
    double power = 0;
    for (int i = q; i < out.length; i += cols) {
      v *= colT[i];
      out[i] = v;
      power += sum[i] * v;
    }
    return power;
  }

  /** Voltage of each column node for one volt at its terminal, all driven wires grounded. */
  double[] columnShares() {
    double[] shares = new double[size()];
    for (int i = 0; i < shares.length; i++) {
      shares[i] = colT[i] * (i < cols ? 1 : shares[i - cols]);
    }
    return shares;
  }

  /** Voltage of each driven node for one volt at its terminal, all columns grounded. */
  double[] drivenShares(int layer) {
    double[] shares = new double[size()];
    for (int line = 0; line < drivenWires(); line++) {
      double share = 1;
      for (int k = 0; k < drivenLength(); k++) {
        int i = index(line, k);
        share *= drivenT[layer][i];
        shares[i] = share;
      }
    }
    return shares;
  }
}
