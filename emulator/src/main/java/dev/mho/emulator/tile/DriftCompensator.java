package dev.mho.emulator.tile;

import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import java.util.Arrays;

/**
 * Makes up for the drift of an array by a factor on its outputs (Joshi et al., Nat. Commun.
 * 11:2473, 2020; per column as in IBM aihwkit):
 *
 * <pre>
 * α = mean |Y(t₀)| / mean |Y(t)|
 * </pre>
 *
 * Y(t) is what the array answers at t, through its converters and with all its noise, when each
 * input alone is driven with 1, and the mean is over all inputs and outputs or over the inputs of
 * each output. The n reads cost what other reads cost.
 */
public final class DriftCompensator {
  private final Tile tile;
  private final boolean perColumn;
  private final double[] reference;
  private final double[] factor;

  /**
   * Reads the array as it is now, which is what later reads are compared with.
   *
   * @param perColumn whether each output has a factor of its own
   */
  public DriftCompensator(Tile tile, boolean perColumn) {
    this.tile = tile;
    this.perColumn = perColumn;
    this.factor = new double[tile.outputs()];
    Arrays.fill(factor, 1);
    this.reference = answer();
  }

  /**
   * Reads the array and scales its outputs so that they answer on average as they once did. An
   * output that answers nothing keeps its scale.
   *
   * @return α of each output, against the array as it was first read
   */
  public double[] compensate() {
    double[] present = answer();
    double[] more = new double[factor.length];
    for (int k = 0; k < more.length; k++) {
      boolean heard = present[k] > 0 && reference[k] > 0;
      more[k] = heard ? reference[k] / present[k] : 1;
      factor[k] *= more[k];
    }
    tile.scaleOutputs(more);
    return factor.clone();
  }

  /** Mean size of the answers, output by output; all alike if there is one factor. */
  private double[] answer() {
    Matrix read = tile.forward(Matrix.identity(tile.inputs(), Precision.FLOAT64));
    double[] mean = new double[tile.outputs()];
    for (int j = 0; j < read.rows(); j++) {
      for (int k = 0; k < mean.length; k++) {
        mean[k] += Math.abs(read.get(j, k)) / read.rows();
      }
    }
    if (!perColumn) {
      Arrays.fill(mean, Arrays.stream(mean).average().orElseThrow());
    }
    return mean;
  }
}
