package dev.mho.emulator.circuit;

/**
 * What an array with wires is to the outside: I = K V.
 *
 * <p>Read from the other side with the same terminals (columns driven through the sense
 * resistances, rows sensed through the driver resistances) the same array is Kᵀ, by reciprocity.
 *
 * <p>To leading order a device matters only to its own row and column: ∂K_ji/∂G_ij ≈ a_ij, the
 * {@link #attenuation}. It is the share of the driver's voltage that arrives along the row, times
 * the share of its current that leaves along the column, each with the other kind of wire at
 * ground, times (∂G_cell/∂G) of the access resistance; the error is of the order of what the
 * device's own current drops along its wires.
 */
public final class EffectiveConductance {
  private final int inputs;
  private final int outputs;
  private final double[][] siemens;
  private final double[][] attenuation;
  private final int iterations;
  private final double error;

  /**
   * Takes what was solved.
   *
   * @param siemens K of each layer on its own, output · inputs + input
   * @param attenuation likewise
   */
  EffectiveConductance(
      int inputs,
      int outputs,
      double[][] siemens,
      double[][] attenuation,
      int iterations,
      double error) {
    this.inputs = inputs;
    this.outputs = outputs;
    this.siemens = siemens;
    this.attenuation = attenuation;
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

  /**
   * K in siemens: the current of an output for one volt at an input (minus one volt at its second
   * wire, where there is one) and none elsewhere.
   */
  public double siemens(int output, int input) {
    double sum = 0;
    for (int layer = 0; layer < siemens.length; layer++) {
      sum += Topology.sign(layer) * siemens[layer][output * inputs + input];
    }
    return sum;
  }

  /**
   * About ∂K/∂G of the device where input and output cross, in [0, 1]; without its layer's sign.
   */
  public double attenuation(int layer, int output, int input) {
    return attenuation[layer][output * inputs + input];
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
        currents[j] += siemens(j, i) * volts[i];
      }
    }
    return currents;
  }

  /**
   * K of a circuit from that of its {@linkplain CrossbarCircuit#transposed() transposed} one, whose
   * inputs are the outputs here in the opposite order, and the other way round.
   */
  EffectiveConductance transposed() {
    return new EffectiveConductance(
        outputs,
        inputs,
        new double[][] {transposed(siemens[0])},
        new double[][] {transposed(attenuation[0])},
        iterations,
        error);
  }

  private double[] transposed(double[] matrix) {
    double[] transposed = new double[matrix.length];
    for (int j = 0; j < inputs; j++) {
      for (int i = 0; i < outputs; i++) {
        transposed[j * outputs + i] = matrix[(outputs - 1 - i) * inputs + inputs - 1 - j];
      }
    }
    return transposed;
  }
}
