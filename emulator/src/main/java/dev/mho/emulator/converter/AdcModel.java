package dev.mho.emulator.converter;

import dev.mho.device.random.NoiseStream;

/**
 * A kind of analogue-to-digital converter: which value in its range it gives for a current.
 *
 * <p>{@link Rounding} has levels at both ends of the range. The circuits and the measured one cut
 * the range into 2^b cells of one step each and give a cell's middle, low + (k + ½) step for code
 * k, so that none of their levels is zero in a range about zero.
 */
public sealed interface AdcModel permits Rounding, Limiter, CellModel {

  /** Width of one step over a range. */
  double step(double low, double high);

  /** How far beyond the range a current may lie without counting as saturated, in steps. */
  double margin();

  /** Relative error of the gain that all converters of this kind have. */
  default double gainError() {
    return 0;
  }

  /** Offset that all converters of this kind have, in steps. */
  default double offsetSteps() {
    return 0;
  }

  /** Whether sampled converters may differ from the ideal one of this kind. */
  boolean isFlawed();

  /** The same kind without flaws. */
  AdcModel ideal();

  /**
   * Samples converters.
   *
   * @param converters how many
   * @param linesEach how many neighbouring lines share one
   * @param stream decides their flaws: converter c draws row c
   */
  Transfer sample(double low, double high, int converters, int linesEach, NoiseStream stream);
}
