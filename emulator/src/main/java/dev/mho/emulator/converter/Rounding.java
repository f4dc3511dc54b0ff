package dev.mho.emulator.converter;

import dev.mho.device.format.Check;
import dev.mho.device.random.NoiseStream;

/**
 * An ideal converter: {@link Quantiser}.
 *
 * @param levels where its levels lie
 * @param bits b, 2 to 16
 * @param stochastic whether it rounds up and down by chance, so that it is right on average,
 *     instead of to the nearest level
 */
public record Rounding(Levels levels, int bits, boolean stochastic) implements AdcModel {
  public Rounding {
    Check.present("levels", levels);
    Check.within("bits", bits, 2, 16);
  }

  @Override
  public double step(double low, double high) {
    return (high - low) / levels.steps(bits);
  }

  @Override
  public double margin() {
    return 0.5;
  }

  @Override
  public boolean isFlawed() {
    return false;
  }

  @Override
  public AdcModel ideal() {
    return this;
  }

  @Override
  public Transfer sample(
      double low, double high, int converters, int linesEach, NoiseStream stream) {
    RoundedRow row = RoundedRow.of(new Quantiser(levels, bits, low, high));
    return row::round;
  }
}
