package dev.mho.emulator.circuit;

import dev.mho.device.format.Check;
import java.util.Arrays;
import java.util.List;

/**
 * The circuits of one or more arrays under one input, as a deck for ngspice that prints the current
 * of every column. The same circuits and numbers give the same bytes.
 *
 * <p>Array a, row i, column j: the row or supply wire of layer l has node {@code a<a>_w<l>_<i>_<j>}
 * at its crossing, the column wire has {@code a<a>_b_<i>_<j>}. The current of column j is that of
 * the voltage source {@code v_a<a>_out_<j>}, which holds it at virtual ground. An ideal segment is
 * a voltage source of 0 V; a device of 0 S, a broken segment and a cell that its row's bit keeps
 * closed are left out. A curved device is a current source that depends on its own voltage.
 */
public final class SpiceDeck {

  /**
   * An array in a deck.
   *
   * @param siemens of its devices, by layer, row-major
   */
  public record Array(CrossbarCircuit circuit, double[][] siemens) {}

  private final List<Array> arrays;
  private final CellCurve curve;
  private final Drive drive;
  private final StringBuilder text = new StringBuilder();

  private SpiceDeck(List<Array> arrays, CellCurve curve, Drive drive) {
    this.arrays = arrays;
    this.curve = curve;
    this.drive = drive;
  }

  /**
   * Writes a deck.
   *
   * @param title lines for people that come first, as comments
   * @param arrays at least one; they differ in devices and defects alone
   * @param curve of the devices; shorts are ohmic
   * @param drive what drives every array: supplies where there are some, else rows
   */
  public static String of(List<String> title, List<Array> arrays, CellCurve curve, Drive drive) {
    CrossbarCircuit first = arrays.get(0).circuit();
    if (drive.rows() != first.rows()) {
      throw new IllegalArgumentException(
          "an input of " + drive.rows() + " for " + first.rows() + " rows");
    }
    if (first.topology().supplied() != drive instanceof Drive.Supply) {
      throw new IllegalArgumentException("topology " + first.topology() + " driven by " + drive);
    }
    SpiceDeck deck = new SpiceDeck(arrays, curve, drive);
    deck.header(title, first);
    deck.sources(first);
    for (int a = 0; a < arrays.size(); a++) {
      deck.array("a" + a, arrays.get(a));
    }
    deck.analysis(first.cols());
    return deck.text.toString();
  }

  /** Name of the vector that holds the current of a column, in amperes. */
  public static String current(int array, int column) {
    return "i(v_a" + array + "_out_" + column + ")";
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private void header(List<String> title, CrossbarCircuit circuit) {
    WireResistance wires = circuit.wires();
    boolean supplied = circuit.topology().supplied();
    int last = circuit.rows() - 1;
    title.forEach(line -> line("* " + line.replaceAll("\\R", " ")));
    line("* " + arrays.size() + (arrays.size() == 1 ? " array" : " arrays"));
    line(
        "* geometry: "
            + circuit.rows()
            + " rows (inputs) x "
            + circuit.cols()
            + " columns (outputs)");
    line(
        supplied
            ? "* supply j runs along column j and is fed at row 0, column j is sensed at 0 V behind"
                + " row "
                + last
                + "; a row's bit opens its cells"
            : "* row i is driven at column 0, column j is sensed at 0 V behind row " + last);
    line("* each " + (supplied ? "supply" : "row") + " segment (ohm): " + wires.rowSegment());
    line("* each column segment (ohm): " + wires.colSegment());
    line(
        "* driver, besides the first "
            + (supplied ? "supply" : "row")
            + " segment (ohm): "
            + wires.driver());
    line("* sense, besides the last column segment (ohm): " + wires.sense());
    line("* access, in series with each device (ohm): " + wires.access());
    line("* units: volts, amperes, ohms; " + device());
    line("* i(v_a<array>_out_<column>) is the current into the virtual ground");
  }

  private String device() {
    if (curve instanceof CellCurve.Cubic cubic) {
      return "a device of G siemens carries G (v + " + cubic.perSquareVolt() + " v^3)";
    }
    if (curve instanceof CellCurve.Sinh sinh) {
      return "a device of G siemens carries G sinh(k v)/k, k = " + sinh.perVolt();
    }
    return "a device of G siemens is a resistor of 1/G";
  }

  private void sources(CrossbarCircuit circuit) {
    double[] volts = terminals(circuit);
    for (int i = 0; i < volts.length; i++) {
      String name = drive instanceof Drive.Supply ? "supply " : "voltage of row ";
      double v = Check.finite(name + i, volts[i]);
      line("v_in0_" + i + " in0_" + i + " 0 dc " + v);
      if (circuit.topology().layers() == 2) {
        line("v_in1_" + i + " in1_" + i + " 0 dc " + -v);
      }
    }
  }

  /** Voltage of each driven wire's terminal. */
  private double[] terminals(CrossbarCircuit circuit) {
    if (drive instanceof Drive.Supply supply) {
      double[] volts = new double[circuit.cols()];
      Arrays.fill(volts, supply.volts());
      return volts;
    }
    return ((Drive.Rows) drive).volts();
  }

  private void array(String a, Array array) {
    CrossbarCircuit circuit = array.circuit();
    double[][] devices = circuit.devices(array.siemens());
    boolean[][] shorted = circuit.shorted();
    for (int layer = 0; layer < devices.length; layer++) {
      double[][] ohms = drivenOhms(circuit, layer);
      for (int i = 0; i < circuit.rows(); i++) {
        for (int j = 0; j < circuit.cols(); j++) {
          driven(a, ohms, layer, i, j);
          int crossing = i * circuit.cols() + j;
          if (devices[layer][crossing] > 0 && isOpen(i)) {
            cell(a, circuit, layer, i, j, devices[layer][crossing], shorted[layer][crossing]);
          }
        }
      }
    }
    for (int j = 0; j < circuit.cols(); j++) {
      column(a, circuit, j);
    }
  }

  private boolean isOpen(int row) {
    return !(drive instanceof Drive.Supply supply) || supply.open()[row];
  }

  private static double[][] drivenOhms(CrossbarCircuit circuit, int layer) {
    double[][] ohms = new double[circuit.topology().supplied() ? circuit.cols() : circuit.rows()][];
    Arrays.setAll(ohms, line -> circuit.segments(Defects.Wire.DRIVEN, layer, line));
    return ohms;
  }

  /** The segment of a row or supply wire that ends at a crossing. */
  private void driven(String a, double[][] ohms, int layer, int i, int j) {
    boolean supplied = drive instanceof Drive.Supply;
    int line = supplied ? j : i;
    int along = supplied ? i : j;
    String crossing = layer + "_" + i + "_" + j;
    String neighbour = layer + (supplied ? "_" + (i - 1) + "_" + j : "_" + i + "_" + (j - 1));
    String before = along == 0 ? "in" + layer + "_" + line : a + "_w" + neighbour;
    String name = a + (supplied ? "_supply" : "_row") + crossing;
    segment(name, before, a + "_w" + crossing, ohms[line][along]);
  }

  private void cell(
      String a, CrossbarCircuit circuit, int layer, int i, int j, double g, boolean shorted) {
    String crossing = layer + "_" + i + "_" + j;
    String from = a + "_w" + crossing;
    String to = a + "_b_" + i + "_" + j;
    double access = circuit.wires().access();
    if (shorted || curve instanceof CellCurve.Ohmic) {
      line("r_" + a + "_cell" + crossing + " " + from + " " + to + " " + (1 / g + access));
      return;
    }
    if (access > 0) {
      String inner = a + "_d" + crossing;
      line("r_" + a + "_access" + crossing + " " + from + " " + inner + " " + access);
      from = inner;
    }
    line("b_" + a + "_cell" + crossing + " " + from + " " + to + " i=" + current(g, from, to));
  }

  /** The current of a curved device as an expression. */
  private String current(double g, String from, String to) {
    String v = "v(" + from + "," + to + ")";
    if (curve instanceof CellCurve.Cubic cubic) {
      return g + "*(" + v + "+(" + cubic.perSquareVolt() + ")*" + v + "*" + v + "*" + v + ")";
    }
    double k = ((CellCurve.Sinh) curve).perVolt();
    return g + "*sinh(" + k + "*" + v + ")/" + k;
  }

  private void column(String a, CrossbarCircuit circuit, int j) {
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

  private void analysis(int columns) {
    line(".options reltol=1e-12 abstol=1e-18 vntol=1e-15");
    line(".control");
    line("set numdgt=15");
    line("op");
    for (int a = 0; a < arrays.size(); a++) {
      for (int j = 0; j < columns; j++) {
        line("print " + current(a, j));
      }
    }
    line(".endc");
    line(".end");
  }
}
