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
}
