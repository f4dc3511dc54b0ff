package dev.mho.emulator.cell;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;
import dev.mho.emulator.matrix.Matrix;
import java.util.Arrays;

/**
 * How the range of an array's cells is fitted to the weights that are programmed. With p the given
 * percentile of |w| over the scope (nearest rank: the smallest value that at least p % do not
 * exceed) the cells span the smallest range that holds all weights within ±p, divided by the fill.
 * The fit sits in the digital scale of the outputs, so the cell itself stays as it is. A scope of
 * nothing but zeros keeps the cell's own range.
 *
 * @param scope what shares a range
 * @param fill part of the range that the largest weight uses, above 0 and at most 1: less leaves
 *     room to learn
 * @param percentile p, above 0 and at most 100; weights beyond are clipped and counted
 */
public record WeightScaling(Scope scope, double fill, double percentile) {
  /** The cell's own range, whatever the weights. */
  public static final WeightScaling NONE = new WeightScaling(Scope.NONE, 1, 100);

  /** What shares a range. */
  public enum Scope {
    /** All: the range is that of the cell. */
    @JsonProperty("none")
    NONE,
    /** The weights of an array. */
    @JsonProperty("tile")
    TILE,
    /** The weights of an output in an array. */
    @JsonProperty("column")
    COLUMN
  }

  public WeightScaling {
    Check.present("scope", scope);
    Check.fraction("fill", fill);
    if (!(percentile > 0 && percentile <= 100)) {
      throw BadInputException.at(
          "percentile", Double.toString(percentile), "above 0 and at most 100");
    }
    if (scope == Scope.NONE && (fill != 1 || percentile != 100)) {
      throw new BadInputException("fill and percentile cannot act: the range is not fitted");
    }
  }

  /** Whether ranges are fitted at all. */
  public boolean isFitted() {
    return scope != Scope.NONE;
  }

  /**
   * Fits the range to an array's weights.
   *
   * @param weights outputs × inputs, finite
   * @return digital scale of each output, > 0, by which its weights are to be divided
   */
  public double[] scales(UnitCell cell, Matrix weights) {
    double[] scales = new double[weights.rows()];
    Arrays.fill(scales, 1);
    switch (scope) {
      case NONE -> {}
      case TILE -> Arrays.fill(scales, scale(cell, weights.toArray()));
      case COLUMN -> Arrays.setAll(scales, k -> scale(cell, weights.row(k)));
    }
    return scales;
  }

  private double scale(UnitCell cell, double[] weights) {
    double within = percentile == 100 ? Double.MAX_VALUE : percentileOf(weights);
    double lowest = 0;
    double highest = 0;
    for (double w : weights) {
      lowest = Math.min(lowest, Math.max(-within, w));
      highest = Math.max(highest, Math.min(within, w));
    }
    double range = cell.rangeFor(lowest, highest) / fill;
    // A range too small to be divided by is none.
    return range < Float.MIN_NORMAL ? 1 : range / cell.weightRange();
  }

  private double percentileOf(double[] weights) {
    double[] sizes = new double[weights.length];
    Arrays.setAll(sizes, i -> Math.abs(weights[i]));
    Arrays.sort(sizes);
    return sizes[(int) Math.ceil(percentile / 100 * sizes.length) - 1];
  }
}
