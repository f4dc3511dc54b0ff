package dev.mho.emulator.circuit;

/**
 * Which wires an array has. Row wires run along a row and are driven at column 0; column wires run
 * along a column and are sensed, at virtual ground, behind the last row.
 */
public enum Topology {
  /** One device a crossing, between row wire and column wire; row i is driven by V_i. */
  SEPARATE(1, false),
  /**
   * Two devices a crossing that share one column wire, so that their currents cancel where they
   * arise; each row has two wires, driven by +V_i and −V_i.
   */
  INTERLEAVED(2, false),
  /**
   * One device a crossing, between a supply wire and the column wire beside it. Supply wires run
   * along the columns and are fed at row 0; inputs are bits that open the cells of a row.
   */
  SUPPLIED(1, true),
  /** Two devices a crossing on one column wire, from supplies of +V and −V; inputs are bits. */
  INTERLEAVED_SUPPLIED(2, true);

  private final int layers;
  private final boolean supplied;

  Topology(int layers, boolean supplied) {
    this.layers = layers;
    this.supplied = supplied;
  }

  /** Devices a crossing: 1, or 2 (the second one subtracts). */
  public int layers() {
    return layers;
  }

  /** Whether supply wires are driven and the inputs are bits, rather than the rows driven. */
  public boolean supplied() {
    return supplied;
  }

  /** The same pairs, fed by supply wires. */
  public Topology onSupplies() {
    return layers == 1 ? SUPPLIED : INTERLEAVED_SUPPLIED;
  }

  /** +1 for the first layer, −1 for the second. */
  public static int sign(int layer) {
    return layer == 0 ? 1 : -1;
  }
}
