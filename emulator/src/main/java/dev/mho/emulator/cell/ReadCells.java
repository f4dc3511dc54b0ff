package dev.mho.emulator.cell;

import dev.mho.emulator.matrix.Matrix;
import java.util.Optional;

/** What a read sees of the cells of an array; both matrices are outputs × inputs. */
public interface ReadCells {

  /** Output for one unit of input, in units of a device's conductance range; not to be modified. */
  Matrix difference();

  /** Variance of one read of it; empty without read noise. */
  Optional<Matrix> variance();

  /**
   * What is taken off every output as a number, once it is converted, for one unit on one driven
   * line; same unit as {@link #difference}.
   */
  default double digitalOffset() {
    return 0;
  }

  /** Reads rows of inputs for which no matrix stands; many threads may do so at once. */
  @FunctionalInterface
  interface Rows {
    /**
     * Reads.
     *
     * @param x {@code count} rows of what the driven lines carry
     * @param currents receives means, {@code count} rows of the lines that are read, in units of a
     *     device's conductance range
     * @param variances receives their variances if there is read noise
     */
    void read(float[] x, int count, float[] currents, float[] variances);
  }

  /**
   * What takes the place of the two matrices where cells are not linear; then they only tell shapes
   * and whether there is noise. Empty as a rule.
   *
   * @param fromOutputs whether the outputs are driven and the inputs read
   */
  default Optional<Rows> circuits(boolean fromOutputs) {
    return Optional.empty();
  }
}
