package dev.mho.emulator.converter;

import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;

/**
 * An S-shaped transfer before the ADC: y ← f y/(1 + ν |y|), ν = strength/bound, so that a current
 * of that size loses the share strength/(1 + strength), and f = (1 + (ν + R) · calibration ·
 * bound)², which brings large outputs back up; R is the resistance of {@link SenseStage}.
 *
 * <p>Source: IBM aihwkit, {@code out_nonlinearity}, {@code slope_calibration}, where the bound is
 * the ADC's.
 *
 * @param strength ≥ 0
 * @param calibration ≥ 0; 0 leaves f at 1
 * @param bound > 0, a current in units of one device driven over its whole range
 */
public record OutputShape(double strength, double calibration, double bound) {
  public OutputShape {
    Check.notNegative("strength", strength);
    Check.notNegative("calibration", calibration);
    Check.positive("bound", bound);
    if (strength == 0 && calibration == 0) {
      throw new BadInputException("shape cannot act: neither strength nor calibration is above 0");
    }
  }
}
