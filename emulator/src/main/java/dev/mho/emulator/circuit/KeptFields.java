package dev.mho.emulator.circuit;

import dev.mho.device.state.Archive;
import dev.mho.device.state.Stateful;

/**
 * Column voltages of every adjoint solve of an array, in single precision, to start the next ones
 * from. They take 4 · rows · cols · min(rows, cols) bytes, and are kept only where that is at most
 * 8 MiB (128 × 128): a start from them saves 10 to 40 % of a solve, not more.
 */
public final class KeptFields implements Stateful {
  private static final long MOST_NUMBERS = 1L << 21;

  private final boolean keeping;
  private final float[][] fields;

  private KeptFields() {
    keeping = false;
    fields = new float[0][];
  }

  /** Keeps nothing. */
  public static KeptFields none() {
    return new KeptFields();
  }

  /** Nothing kept yet. */
  public KeptFields(CrossbarCircuit circuit) {
    int solves =
        circuit.topology() == Topology.SEPARATE
            ? Math.min(circuit.rows(), circuit.cols())
            : circuit.cols();
    this.keeping = (long) circuit.size() * solves <= MOST_NUMBERS;
    this.fields = new float[solves][0];
  }

  @Override
  public void keep(Archive archive) {
    for (int q = 0; q < fields.length; q++) {
      int length = archive.value("length " + q, fields[q].length);
      if (fields[q].length != length) {
        fields[q] = new float[length];
      }
      archive.floats("voltages " + q, fields[q]);
    }
  }

  /** Fields to start solve {@code q} from; empty if there are none. */
  double[] start(int q) {
    double[] start = new double[keeping ? fields[q].length : 0];
    for (int i = 0; i < start.length; i++) {
      start[i] = fields[q][i];
    }
    return start;
  }

  /** Keeps the fields of solve {@code q}. */
  void keep(int q, double[] voltages) {
    if (!keeping) {
      return;
    }
    if (fields[q].length == 0) {
      fields[q] = new float[voltages.length];
    }
    for (int i = 0; i < voltages.length; i++) {
      fields[q][i] = (float) voltages[i];
    }
  }
}
