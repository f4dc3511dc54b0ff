package dev.mho.emulator.compound;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;

/**
 * Settings of a {@link MixedPrecisionTile}.
 *
 * @param every batches between two transfers, ≥ 1. aihwkit: transfer_every
 * @param inputLevels levels of a quantised x, an odd number ≥ 3 of them symmetric about zero, up to
 *     the largest |x| of the sample; 0: x as it is. aihwkit: n_x_bins
 * @param errorLevels levels of a quantised δ; 0: as it is. aihwkit: n_d_bins
 * @param overflow what becomes of pulses beyond the longest train
 */
public record MixedPrecisionSpec(int every, int inputLevels, int errorLevels, Overflow overflow) {

  /** What becomes of a change that is larger than the longest train of pulses. */
  public enum Overflow {
    /** The rest waits for the next transfer. */
    @JsonProperty("keep")
    KEEP,
    /** The row's train is scaled down to its length and the rest forgotten, as IBM aihwkit does. */
    @JsonProperty("drop")
    DROP
  }

  public MixedPrecisionSpec {
    Check.within("every", every, 1, Integer.MAX_VALUE);
    checkLevels("input_levels", inputLevels);
    checkLevels("error_levels", errorLevels);
    Check.present("overflow", overflow);
  }

  private static void checkLevels(String key, int levels) {
    if (levels != 0 && (levels < 3 || levels % 2 == 0)) {
      throw BadInputException.at(
          key, Integer.toString(levels), "an odd number >= 3, or 0 for no quantisation");
    }
  }

  /** Transfers after every batch, nothing quantised, nothing lost. */
  public static MixedPrecisionSpec usual() {
    return new MixedPrecisionSpec(1, 0, 0, Overflow.KEEP);
  }
}
