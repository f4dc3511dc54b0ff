package dev.mho.emulator.converter;

import dev.mho.device.format.Check;

/**
 * What the parts of a converter's circuit are off by, drawn once per converter.
 *
 * @param capacitorSpread standard deviation of a unit capacitor, relative; one of k units has √k
 *     times that of one; 0 to 0.3
 * @param comparatorSpread standard deviation of a comparator's offset, in units of half the range;
 *     0 to 1
 * @param gainDecibels open-loop gain A of the amplifier, A = 10^(dB/20); 20 to 400
 */
public record CircuitFlaws(double capacitorSpread, double comparatorSpread, double gainDecibels) {
  /** Equal capacitors, exact comparators, and an amplifier of 100 dB. */
  public static final CircuitFlaws NONE = new CircuitFlaws(0, 0, 100);

  public CircuitFlaws {
    Check.within("capacitor-spread", capacitorSpread, 0, 0.3);
    Check.within("comparator-spread", comparatorSpread, 0, 1);
    Check.within("gain-db", gainDecibels, 20, 400);
  }

  /** A. */
  double gain() {
    return Math.pow(10, gainDecibels / 20);
  }

  /** Whether converters differ from each other or from an ideal one by anything that matters. */
  boolean isPresent() {
    return capacitorSpread > 0 || comparatorSpread > 0 || gainDecibels < NONE.gainDecibels;
  }
}
