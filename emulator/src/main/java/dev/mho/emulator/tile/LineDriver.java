package dev.mho.emulator.tile;

import dev.mho.emulator.converter.Dac;
import dev.mho.emulator.converter.ReadPath;
import dev.mho.emulator.converter.RoundedRow;
import java.util.Arrays;
import java.util.Optional;

/** Puts samples onto the lines that are driven: scale, DAC, noise, asymmetry. */
final class LineDriver {
  private final Optional<RoundedRow> rounded;
  private final boolean stochastic;
  private final float step;
  private final float noise;
  private final float belowZero;
  private final ReadNoises noises;
  private final RandomRow random;

  LineDriver(ReadPath path, ReadNoises noises, RandomRow random) {
    this.rounded = path.dac().map(dac -> RoundedRow.of(dac.quantiser()));
    this.stochastic = path.dac().map(Dac::stochastic).orElse(false);
    this.step = path.dac().map(dac -> (float) dac.step()).orElse(0f);
    this.noise = (float) path.inputNoise();
    this.belowZero = (float) (1 - path.inputAsymmetry());
    this.noises = noises;
    this.random = random;
  }

  /**
   * Drives lines by one sample.
   *
   * @param x the sample, from {@code from}
   * @param scale what it is divided by; 0: nothing is driven
   * @param onto receives x', from {@code at}
   */
  void drive(
      float[] x, int from, float scale, float[] onto, int at, int lines, int draw, long sample) {
    if (scale == 0) {
      Arrays.fill(onto, at, at + lines, 0);
      return;
    }
    for (int j = 0; j < lines; j++) {
      onto[at + j] = x[from + j] / scale;
    }
    if (stochastic) {
      random.dither(noises.inputRounding(draw), sample, step, onto, at, lines);
    }
    if (rounded.isPresent()) {
      rounded.get().round(onto, at, lines);
    }
    if (noise > 0) {
      random.add(noises.inputs(draw), sample, noise, onto, at, lines);
    }
    if (belowZero != 1) {
      for (int j = at; j < at + lines; j++) {
        onto[j] = Math.max(0, onto[j]) + belowZero * Math.min(0, onto[j]);
      }
    }
  }
}
