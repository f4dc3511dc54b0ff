package dev.mho.emulator.circuit;

import dev.mho.device.format.Check;
import java.util.List;

/**
 * The circuit of one or more equal arrays under one input, as a deck for ngspice that prints the
 * current of every column. The same circuit and numbers give the same bytes.
 *
 * <p>Array a, row i, column j: the row wire of layer l has node {@code a<a>_w<l>_<i>_<j>} at its
 * crossing with column j, the column wire has {@code a<a>_b_<i>_<j>}. The current of column j is
 * that of the voltage source {@code v_a<a>_out_<j>}, which holds it at virtual ground. An ideal
 * segment is a voltage source of 0 V; a device of 0 S and a broken segment are left out.
 */
public final class SpiceDeck {
  private final CrossbarCircuit circuit;
  private final StringBuilder text = new StringBuilder();

  private SpiceDeck(CrossbarCircuit circuit) {
    this.circuit = circuit;
  }

  /**
   * Writes a deck.
   *
   * @param title lines for people that come first, as comments
   * @param circuit a topology whose rows are driven
   * @param volts of the rows, the same for every array
   * @param arrays conductances in siemens of each array, by layer, row-major
   */
  public static String of(
      List<String> title, CrossbarCircuit circuit, double[] volts, List<double[][]> arrays) {
    if (circuit.topology().supplied()) {
      throw new IllegalStateException("no deck for topology " + circuit.topology());
    }
    if (volts.length != circuit.rows()) {
      throw new IllegalArgumentException(
          volts.length + " voltages for " + circuit.rows() + " rows");
    }
    SpiceDeck deck = new SpiceDeck(circuit);
    deck.header(title, arrays.size());
    deck.sources(volts);
    for (int a = 0; a < arrays.size(); a++) {
      deck.array("a" + a, arrays.get(a));
    }
    deck.analysis(arrays.size());
    return deck.text.toString();
  }

  /** Name of the vector that holds the current of a column, in amperes. */
  public static String current(int array, int column) {
    return "i(v_a" + array + "_out_" + column + ")";
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private void header(List<String> title, int arrays) {
    WireResistance wires = circuit.wires();
    title.forEach(line -> line("* " + line.replaceAll("\\R", " ")));
    line("* " + arrays + (arrays == 1 ? " array" : " arrays"));
    line(
        "* geometry: "
            + circuit.rows()
            + " rows (inputs) x "
            + circuit.cols()
            + " columns (outputs)");
    line(
        "* row i is driven at column 0, column j is sensed at 0 V behind row "
            + (circuit.rows() - 1));
    line("* each row segment (ohm): " + wires.rowSegment());
    line("* each column segment (ohm): " + wires.colSegment());
    line("* driver, besides the first row segment (ohm): " + wires.driver());
    line("* sense, besides the last column segment (ohm): " + wires.sense());
    line("* access, in series with each device (ohm): " + wires.access());
    line("* units: volts, amperes, ohms; a device of G siemens is a resistor of 1/G");
    line("* i(v_a<array>_out_<column>) is the current into the virtual ground");
  }

  private void sources(double[] volts) {
    for (int i = 0; i < volts.length; i++) {
      double v = Check.finite("voltage of row " + i, volts[i]);
      line("v_in0_" + i + " in0_" + i + " 0 dc " + v);
      if (circuit.topology().layers() == 2) {
        line("v_in1_" + i + " in1_" + i + " 0 dc " + -v);
      }
    }
  }

  private void array(String a, double[][] siemens) {
    double[][] devices = circuit.devices(siemens);
    for (int layer = 0; layer < devices.length; layer++) {
      for (int i = 0; i < circuit.rows(); i++) {
        row(a, layer, i, devices[layer]);
      }
    }
    for (int j = 0; j < circuit.cols(); j++) {
      column(a, j);
    }
  }

  private void row(String a, int layer, int i, double[] devices) {
    double[] ohms = circuit.segments(Defects.Wire.DRIVEN, layer, i);
    for (int j = 0; j < circuit.cols(); j++) {
      String crossing = layer + "_" + i + "_" + j;
      String node = a + "_w" + crossing;
      String before = j == 0 ? "in" + layer + "_" + i : a + "_w" + layer + "_" + i + "_" + (j - 1);
      segment(a + "_row" + crossing, before, node, ohms[j]);
      double g = devices[i * circuit.cols() + j];
      if (g > 0) {
        double cell = 1 / g + circuit.wires().access();
        line(
            "r_" + a + "_cell" + crossing + " " + node + " " + a + "_b_" + i + "_" + j + " "
                + cell);
      }
    }
  }

  private void column(String a, int j) {
    double[] ohms = circuit.segments(Defects.Wire.SENSED, 0, j);
    int last = circuit.rows() - 1;
    for (int i = 0; i <= last; i++) {
      String next = i == last ? a + "_out_" + j : a + "_b_" + (i + 1) + "_" + j;
      segment(a + "_col_" + i + "_" + j, a + "_b_" + i + "_" + j, next, ohms[last - i]);
    }
    line("v_" + a + "_out_" + j + " " + a + "_out_" + j + " 0 dc 0");
  }

  private void segment(String name, String from, String to, double ohms) {
    if (ohms == 0) {
      line("v_" + name + " " + from + " " + to + " dc 0");
    } else if (ohms < Double.POSITIVE_INFINITY) {
      line("r_" + name + " " + from + " " + to + " " + ohms);
    }
  }

  private void analysis(int arrays) {
    line(".options reltol=1e-12 abstol=1e-18 vntol=1e-15");
    line(".control");
    line("set numdgt=15");
    line("op");
    for (int a = 0; a < arrays; a++) {
      for (int j = 0; j < circuit.cols(); j++) {
        line("print " + current(a, j));
      }
    }
    line(".endc");
    line(".end");
  }
}
