package dev.mho.emulator.circuit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.DMatrixSparseCSC;
import org.ejml.data.DMatrixSparseTriplet;
import org.ejml.interfaces.linsol.LinearSolverSparse;
import org.ejml.ops.DConvertMatrixStruct;
import org.ejml.sparse.FillReducing;
import org.ejml.sparse.csc.factory.LinearSolverFactory_DSCC;

/**
 * A circuit of named nodes solved by sparse LU on all of them: the slow exact twin of everything in
 * this package. It knows nothing of lines, ladders or Schur complements.
 */
final class NodalTwin {
  private record Branch(int from, int to, double siemens) {}

  private final Map<String, Integer> numbers = new HashMap<>();
  private final Map<Integer, Double> fixed = new HashMap<>();
  private final List<Branch> branches = new ArrayList<>();
  private double[] voltages = new double[0];

  private int number(String node) {
    return numbers.computeIfAbsent(node, name -> numbers.size());
  }

  void fix(String node, double volts) {
    fixed.put(number(node), volts);
  }

  void resistor(String from, String to, double ohms) {
    branches.add(new Branch(number(from), number(to), 1 / ohms));
  }

  void conductance(String from, String to, double siemens) {
    branches.add(new Branch(number(from), number(to), siemens));
  }

  /** Solves; nodes without any conductance sit at 0 V. */
  void solve() {
    int size = numbers.size();
    double[] diagonal = new double[size];
    double[] rhs = new double[size];
    DMatrixSparseTriplet triplet = new DMatrixSparseTriplet(size, size, 4 * size);
    for (Branch branch : branches) {
      stamp(triplet, diagonal, rhs, branch.from(), branch.to(), branch.siemens());
      stamp(triplet, diagonal, rhs, branch.to(), branch.from(), branch.siemens());
    }
    for (int i = 0; i < size; i++) {
      boolean isFixed = fixed.containsKey(i);
      triplet.addItem(i, i, isFixed || diagonal[i] == 0 ? 1 : diagonal[i]);
      rhs[i] = isFixed ? fixed.get(i) : rhs[i];
    }
    DMatrixSparseCSC matrix = DConvertMatrixStruct.convert(triplet, (DMatrixSparseCSC) null);
    matrix.sortIndices(null);
    LinearSolverSparse<DMatrixSparseCSC, DMatrixRMaj> lu =
        LinearSolverFactory_DSCC.lu(FillReducing.NONE);
    if (!lu.setA(matrix)) {
      throw new AssertionError("the twin's matrix is singular");
    }
    DMatrixRMaj b = new DMatrixRMaj(rhs);
    DMatrixRMaj x = new DMatrixRMaj(size, 1);
    lu.solve(b, x);
    voltages = Arrays.copyOf(x.data, size);
  }

  private void stamp(
      DMatrixSparseTriplet triplet, double[] diagonal, double[] rhs, int at, int other, double g) {
    if (fixed.containsKey(at) || g == 0) {
      return;
    }
    diagonal[at] += g;
    if (fixed.containsKey(other)) {
      rhs[at] += g * fixed.get(other);
    } else {
      triplet.addItem(at, other, -g);
    }
  }

  double voltage(String node) {
    return voltages[numbers.get(node)];
  }

  /** Sum of the currents that flow out of a node's branches into it. */
  double currentInto(String node) {
    int number = numbers.get(node);
    double sum = 0;
    for (Branch branch : branches) {
      if (branch.from() == number) {
        sum += branch.siemens() * (voltages[branch.to()] - voltages[number]);
      } else if (branch.to() == number) {
        sum += branch.siemens() * (voltages[branch.from()] - voltages[number]);
      }
    }
    return sum;
  }

  /** Nodes of one array whose rows are driven, of either kind; terminals are not yet fixed. */
  static NodalTwin array(CrossbarCircuit circuit, double[]... siemens) {
    NodalTwin twin = new NodalTwin();
    double[][] cells = cells(circuit, siemens);
    WireResistance wires = circuit.wires();
    for (int layer = 0; layer < cells.length; layer++) {
      for (int i = 0; i < circuit.rows(); i++) {
        for (int j = 0; j < circuit.cols(); j++) {
          double ohms = wires.rowSegment() + (j == 0 ? wires.driver() : 0);
          String before = j == 0 ? "in" + layer + "_" + i : w(layer, i, j - 1);
          if (!broken(circuit, Defects.Wire.DRIVEN, layer, i, j)) {
            twin.resistor(before, w(layer, i, j), ohms);
          }
          twin.conductance(w(layer, i, j), b(i, j), cells[layer][i * circuit.cols() + j]);
        }
      }
    }
    twin.columns(circuit);
    return twin;
  }

  /** Nodes of one array with supply wires. */
  static NodalTwin supplied(CrossbarCircuit circuit, boolean[] open, double[]... siemens) {
    NodalTwin twin = new NodalTwin();
    double[][] cells = cells(circuit, siemens);
    WireResistance wires = circuit.wires();
    for (int layer = 0; layer < cells.length; layer++) {
      for (int j = 0; j < circuit.cols(); j++) {
        for (int i = 0; i < circuit.rows(); i++) {
          double ohms = wires.rowSegment() + (i == 0 ? wires.driver() : 0);
          String before = i == 0 ? "in" + layer + "_" + j : w(layer, i - 1, j);
          if (!broken(circuit, Defects.Wire.DRIVEN, layer, j, i)) {
            twin.resistor(before, w(layer, i, j), ohms);
          }
          double g = open[i] ? cells[layer][i * circuit.cols() + j] : 0;
          twin.conductance(w(layer, i, j), b(i, j), g);
        }
      }
    }
    twin.columns(circuit);
    return twin;
  }

  private void columns(CrossbarCircuit circuit) {
    WireResistance wires = circuit.wires();
    int last = circuit.rows() - 1;
    for (int j = 0; j < circuit.cols(); j++) {
      for (int i = 0; i <= last; i++) {
        double ohms = wires.colSegment() + (i == last ? wires.sense() : 0);
        if (!broken(circuit, Defects.Wire.SENSED, 0, j, last - i)) {
          resistor(b(i, j), i == last ? "out" + j : b(i + 1, j), ohms);
        }
      }
    }
  }

  private static double[][] cells(CrossbarCircuit circuit, double[][] siemens) {
    double access = circuit.wires().access();
    DoubleUnaryOperator inSeries = g -> g == 0 ? 0 : 1 / (1 / g + access);
    double[][] cells = new double[siemens.length][];
    for (int layer = 0; layer < cells.length; layer++) {
      cells[layer] = Arrays.stream(siemens[layer]).map(inSeries).toArray();
    }
    for (Defects.Short s : circuit.defects().shorts()) {
      cells[s.layer()][s.row() * circuit.cols() + s.col()] = 1 / (s.ohms() + access);
    }
    return cells;
  }

  private static boolean broken(
      CrossbarCircuit circuit, Defects.Wire wire, int layer, int line, int segment) {
    return circuit.defects().breaks().contains(new Defects.Break(wire, layer, line, segment));
  }

  static String w(int layer, int i, int j) {
    return "w" + layer + "_" + i + "_" + j;
  }

  static String b(int i, int j) {
    return "b" + i + "_" + j;
  }

  /** Column currents with these row voltages. */
  static double[] currents(CrossbarCircuit circuit, double[] volts, double[]... siemens) {
    NodalTwin twin = array(circuit, siemens);
    for (int layer = 0; layer < siemens.length; layer++) {
      for (int i = 0; i < volts.length; i++) {
        twin.fix("in" + layer + "_" + i, Topology.sign(layer) * volts[i]);
      }
    }
    return twin.sensed(circuit.cols());
  }

  double[] sensed(int cols) {
    for (int j = 0; j < cols; j++) {
      fix("out" + j, 0);
    }
    solve();
    double[] currents = new double[cols];
    Arrays.setAll(currents, j -> currentInto("out" + j));
    return currents;
  }
}
