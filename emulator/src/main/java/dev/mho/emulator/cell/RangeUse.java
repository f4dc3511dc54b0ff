package dev.mho.emulator.cell;

import dev.mho.device.state.Archive;
import java.util.Locale;

/**
 * How programmed weights use the range of their cells.
 *
 * @param weights number of weights
 * @param large how many use more than a tenth of the range
 * @param restShare largest part of the range, 0 to 0.1, that any other weight uses
 */
public record RangeUse(long weights, long large, double restShare) {
  private static final double LARGE = 0.1;

  /** Nothing programmed. */
  public static final RangeUse NONE = new RangeUse(0, 0, 0);

  /**
   * Looks at weights.
   *
   * @param range of the cell, same unit
   */
  public static RangeUse of(double[] weights, double range) {
    long large = 0;
    double rest = 0;
    for (double w : weights) {
      double share = Math.abs(w) / range;
      if (share > LARGE) {
        large++;
      } else {
        rest = Math.max(rest, share);
      }
    }
    return new RangeUse(weights.length, large, rest);
  }

  /** Both together. */
  public RangeUse and(RangeUse other) {
    return new RangeUse(
        weights + other.weights, large + other.large, Math.max(restShare, other.restShare));
  }

  /** This use as an archive keeps it. */
  public RangeUse kept(Archive archive) {
    return new RangeUse(
        archive.value("weights", weights),
        archive.value("large", large),
        archive.value("rest", restShare));
  }

  /** What there is to say of outliers. */
  public String told() {
    return String.format(
        Locale.ROOT,
        "%d of %d weights use%s more than a tenth of the cells' range, the others %.2g %% of it or"
            + " less",
        large,
        weights,
        large == 1 ? "s" : "",
        100 * restShare);
  }

  /**
   * Whether outliers set the range: one weight, or up to one in a hundred, uses more than a tenth
   * of it, and the others, not all of them zero, do not.
   */
  public boolean hasOutliers() {
    return large > 0 && large <= Math.max(1, weights / 100) && large < weights && restShare > 0;
  }
}
