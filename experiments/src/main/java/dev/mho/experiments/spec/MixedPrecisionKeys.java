package dev.mho.experiments.spec;

import static dev.mho.device.format.LeftOut.leftOut;

import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;
import dev.mho.emulator.compound.MixedPrecisionSpec;

/**
 * {@link MixedPrecisionSpec}; every key may be left out.
 *
 * @param every batches between two transfers, 1 if left out
 * @param inputLevels levels of quantised inputs, an odd number from 3; 0, none, if left out
 * @param errorLevels levels of quantised errors, likewise
 * @param overflow what becomes of more pulses than the longest train has slots; keep if left out
 */
public record MixedPrecisionKeys(
    Integer every, Integer inputLevels, Integer errorLevels, MixedPrecisionSpec.Overflow overflow) {
  public MixedPrecisionKeys {
    every = Check.within("every", Defaults.or(every, 1), 1, Integer.MAX_VALUE);
    inputLevels = levels("input-levels", Defaults.or(inputLevels, 0));
    errorLevels = levels("error-levels", Defaults.or(errorLevels, 0));
    overflow = Defaults.or(overflow, MixedPrecisionSpec.Overflow.KEEP);
  }

  private static int levels(String key, int levels) {
    if (levels != 0 && (levels < 3 || levels % 2 == 0)) {
      throw BadInputException.at(
          key, Integer.toString(levels), "an odd number >= 3, or 0 for no quantisation");
    }
    return levels;
  }

  /** With everything left out. */
  static MixedPrecisionKeys usual() {
    return new MixedPrecisionKeys(leftOut(), leftOut(), leftOut(), leftOut());
  }

  boolean quantises() {
    return inputLevels > 0 || errorLevels > 0;
  }

  /** The settings for the emulator. */
  public MixedPrecisionSpec settings() {
    return new MixedPrecisionSpec(every, inputLevels, errorLevels, overflow);
  }
}
