package dev.mho.emulator.converter;

import dev.mho.device.format.Check;

/**
 * A digital-to-analogue converter for inputs in [−1, 1]: x' = clip(rint(x/r)·r, ±1), as {@link
 * Quantiser} says.
 *
 * @param levels where its levels lie
 * @param bits b, 2 to 16
 * @param stochastic whether it rounds up and down by chance, so that x' is right on average,
 *     instead of to the nearest level
 */
public record Dac(Levels levels, int bits, boolean stochastic) {
  public Dac {
    Check.present("levels", levels);
    Check.within("bits", bits, 2, 16);
  }

  /** A mid-tread converter that rounds to the nearest level: 2^b − 2 equal steps. */
  public Dac(int bits) {
    this(Levels.MID_TREAD, bits, false);
  }

  /** How it rounds. */
  public Quantiser quantiser() {
    return new Quantiser(levels, bits, -1, 1);
  }

  /** Width of one step r. */
  public double step() {
    return quantiser().step();
  }

  /** The level nearest to {@code x}. */
  public float convert(double x) {
    return (float) quantiser().round(x);
  }
}
