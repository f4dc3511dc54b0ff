package dev.mho.emulator.circuit;

/** Solves linear circuits with sources; crossings and lines are in the circuit's own order. */
final class LinearSolve {
  private LinearSolve() {}

  /**
   * Solves a circuit in which cell c of layer l carries G (w − b) + h from driven wire to column.
   *
   * @param cells G by layer
   * @param drive terminal voltages of the driven wires, by layer and line
   * @param sources h by layer
   * @param start voltages of the columns to start from; empty for none
   */
  static OperatingPoint solve(
      CrossbarCircuit circuit,
      double[][] cells,
      double[][] drive,
      double[][] sources,
      double[] start) {
    LineNetwork network = new LineNetwork(circuit, cells);
    int layers = network.layers();
    double[][] terminals = new double[layers][];
    double[][] h = new double[layers][];
    double[][] drained = new double[layers][];
    for (int layer = 0; layer < layers; layer++) {
      terminals[layer] = circuit.topology().supplied() ? drive[layer] : reversed(drive[layer]);
      h[layer] = network.flipped(sources[layer]);
      drained[layer] = new double[network.size()];
      for (int i = 0; i < network.size(); i++) {
        drained[layer][i] = -h[layer][i];
      }
    }
    double[] grounded = new double[network.size()];
    double[] into = new double[network.size()];
    for (int layer = 0; layer < layers; layer++) {
      double[] w = network.drivenVoltages(layer, terminals[layer], grounded, drained[layer]);
      addFlow(network.conductance(layer), w, h[layer], into);
    }
    double[] source = new double[network.size()];
    network.throughColumns(into, source, new double[network.cols()]);
    ColumnSolve solve = new ColumnSolve(network);
    solve.solve(
        source, start.length == 0 ? start : network.flipped(start), ColumnSolve.dot(into, source));

    double[][] driven = new double[layers][];
    double[] flow = new double[network.size()];
    for (int layer = 0; layer < layers; layer++) {
      double[] w =
          network.drivenVoltages(layer, terminals[layer], solve.voltages(), drained[layer]);
      addFlow(network.conductance(layer), w, h[layer], flow);
      driven[layer] = network.flipped(w);
    }
    return new OperatingPoint(
        network.columnCurrents(flow),
        driven,
        network.flipped(solve.voltages()),
        solve.iterations(),
        solve.error());
  }

  /** What would flow into grounded columns. */
  private static void addFlow(double[] g, double[] w, double[] h, double[] into) {
    for (int i = 0; i < into.length; i++) {
      into[i] += g[i] * w[i] + h[i];
    }
  }

  private static double[] reversed(double[] values) {
    double[] reversed = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      reversed[i] = values[values.length - 1 - i];
    }
    return reversed;
  }
}
