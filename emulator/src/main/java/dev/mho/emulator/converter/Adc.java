package dev.mho.emulator.converter;

import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;

/**
 * An analogue-to-digital converter at the end of each line.
 *
 * <p>Its range is in units of the current of one device driven over its whole range at the full
 * input: the sum of {@code high} such devices is at its upper end.
 *
 * @param model what it does within its range; it clips what lies beyond
 * @param low lower end, below 0
 * @param high upper end, above 0
 * @param mismatch how the converters of the lines differ
 */
public record Adc(AdcModel model, double low, double high, Mismatch mismatch) {
  public Adc {
    Check.present("model", model);
    Check.finite("low", low);
    Check.positive("high", high);
    Check.present("mismatch", mismatch);
    if (low >= 0) {
      throw BadInputException.at("low", Double.toString(low), "a finite number < 0");
    }
  }

  /** Converters over ±bound that are all alike. */
  public Adc(AdcModel model, double bound) {
    this(model, -Check.positive("bound", bound), bound, Mismatch.NONE);
  }

  /** Ideal converters with 2^b − 2 equal steps over ±bound. */
  public Adc(int bits, double bound) {
    this(new Rounding(Levels.MID_TREAD, bits, false), bound);
  }

  /** Width of one step; 0 without rounding. */
  public double step() {
    return model.step(low, high);
  }

  /** The larger of the two ends' sizes. */
  public double bound() {
    return Math.max(-low, high);
  }

  /** The same kind of converter, its range stretched until this is its bound. */
  public Adc over(double otherBound) {
    double factor = Check.positive("bound", otherBound) / bound();
    return new Adc(model, low * factor, high * factor, mismatch);
  }

  /** Whether the converters of an array may differ from an ideal one. */
  public boolean isMismatched() {
    return mismatch.isPresent() || model.isFlawed();
  }

  /** Ideal converters in their place. */
  public Adc ideal() {
    Mismatch alike = new Mismatch(0, 0, mismatch.linesEach());
    return new Adc(model.ideal(), low, high, alike);
  }
}
