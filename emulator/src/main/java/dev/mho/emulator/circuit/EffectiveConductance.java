package dev.mho.emulator.circuit;

/**
 * What an array with wires is to the outside: I = K V.
 *
 * <p>Read from the other side with the same terminals (columns driven through the sense
 * resistances, rows sensed through the driver resistances) the same array is Kᵀ, by reciprocity.
 */
public final class EffectiveConductance {
  private final int inputs;
  private final int outputs;
  private final double[] siemens;
  private final int iterations;
  private final double error;

  EffectiveConductance(int inputs, int outputs, double[] siemens, int iterations, double error) {
    this.inputs = inputs;
    this.outputs = outputs;
    this.siemens = siemens;
    this.iterations = iterations;
    this.error = error;
  }

  /** Number of inputs: rows of the array. */
  public int inputs() {
    return inputs;
  }

  /** Number of outputs: columns of the array. */
  public int outputs() {
    return outputs;
  }

  /** K, the current of an output for one volt at an input and none elsewhere, in siemens. */
  public double siemens(int output, int input) {
    return siemens[output * inputs + input];
  }

  /** Most iterations that one right-hand side took. */
  public int iterations() {
    return iterations;
  }

  /** Estimated relative error of the worst right-hand side, from its true residual. */
  public double error() {
    return error;
  }

  /** I = K V in amperes, for V in volts. */
  public double[] currents(double[] volts) {
    if (volts.length != inputs) {
      throw new IllegalArgumentException(volts.length + " voltages for " + inputs + " rows");
    }
    double[] currents = new double[outputs];
    for (int j = 0; j < outputs; j++) {
      for (int i = 0; i < inputs; i++) {
        currents[j] += siemens[j * inputs + i] * volts[i];
      }
    }
    return currents;
  }

  /**
   * K of a circuit from that of its {@linkplain CrossbarCircuit#transposed() transposed} one, whose
   * inputs are the outputs here in the opposite order, and the other way round.
   */
  EffectiveConductance transposed() {
    double[] transposed = new double[siemens.length];
    for (int j = 0; j < inputs; j++) {
      for (int i = 0; i < outputs; i++) {
        transposed[j * outputs + i] = siemens(outputs - 1 - i, inputs - 1 - j);
      }
    }
    return new EffectiveConductance(outputs, inputs, transposed, iterations, error);
  }
}
