package dev.mho.emulator.converter;

import dev.mho.device.random.NoiseStream;

/** No rounding at all: an amplifier that saturates at the ends of its range. */
public record Limiter() implements AdcModel {

  @Override
  public double step(double low, double high) {
    return 0;
  }

  @Override
  public double margin() {
    return 0;
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
    float least = (float) low;
    float most = (float) high;
    return (y, at, lines) -> {
      for (int i = at; i < at + lines; i++) {
        y[i] = Math.min(most, Math.max(least, y[i]));
      }
    };
  }
}
