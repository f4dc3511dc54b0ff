package dev.mho.emulator.tile;

/**
 * What updates by pulses have asked for, given and brought about: absolute changes of all cells,
 * summed, in mean steps of a cell.
 *
 * <p>Less is given than asked for where trains are too short, or a count rounds small changes away.
 * Less comes about than was given where pulses of a batch cancel at a cell, where steps shrink and
 * where bounds are reached; more where steps are larger than their mean, or noise moves what is
 * seen.
 *
 * @param requested Σ |rate d_b x_b| over samples and cells
 * @param delivered coincidences: a step each
 * @param realised Σ |change of the cell as it is seen| over updates and cells
 */
public record ChangeTally(double requested, double delivered, double realised) {
  /** Nothing asked for. */
  public static final ChangeTally NONE = new ChangeTally(0, 0, 0);

  /** Both together. */
  public ChangeTally and(ChangeTally other) {
    return new ChangeTally(
        requested + other.requested, delivered + other.delivered, realised + other.realised);
  }
}
