package dev.mho.emulator.tile;

import dev.mho.emulator.converter.BoundManagement;
import dev.mho.emulator.converter.LineConverters;
import dev.mho.emulator.converter.LineDistortion;
import dev.mho.emulator.converter.RangeFinder;
import dev.mho.emulator.converter.ReadPath;
import java.util.Optional;

/** What becomes of the currents of one sample: shape, noise, ADC. It counts what saturates. */
final class LineReader {
  private final Optional<LineConverters> converters;
  private final Optional<RangeFinder> finder;
  private final LineDistortion distortion;
  private final ReadNoises noises;
  private final RandomRow random;
  private final int lines;
  private final float step;
  private final boolean aboveOnly;
  private final int[] saturated;
  private boolean hasSaturated;

  /**
   * A reader.
   *
   * @param finder looks at currents in place of the converters, which then do nothing
   */
  LineReader(
      ReadPath path,
      Optional<LineConverters> converters,
      Optional<RangeFinder> finder,
      LineDistortion distortion,
      ReadNoises noises,
      RandomRow random,
      int lines) {
    this.converters = converters;
    this.finder = finder;
    this.distortion = distortion;
    this.noises = noises;
    this.random = random;
    this.lines = lines;
    this.step = converters.map(c -> (float) c.adc().step()).orElse(0f);
    this.aboveOnly =
        path.boundManagement() instanceof BoundManagement.Iterative iterative && iterative.above();
    this.saturated = new int[lines];
  }

  /**
   * What the converters see of currents, in place.
   *
   * @param sigma of noise that has not been added yet
   */
  void bring(float[] y, int at, float sigma, int draw, long sample) {
    if (distortion.isPresent()) {
      distortion.shape(y, at);
    }
    if (sigma > 0) {
      random.add(noises.outputs(draw), sample, sigma, y, at, lines);
    }
    converters.ifPresent(adc -> adc.skew(y, at));
  }

  /** Whether the sample is to be read again for one of these currents, if it may be. */
  boolean isBeyond(float[] y, int at) {
    return converters.isPresent()
        && finder.isEmpty()
        && converters.get().saturates(y, at, aboveOnly);
  }

  /** Converts what was brought, in place. */
  void convert(float[] y, int at, int draw, long sample) {
    if (finder.isPresent()) {
      finder.get().see(y, at, lines);
      return;
    }
    if (converters.isEmpty()) {
      return;
    }
    LineConverters adc = converters.get();
    if (adc.saturates(y, at, false)) {
      adc.count(y, at, saturated);
      hasSaturated = true;
    }
    if (adc.isStochastic()) {
      random.dither(noises.outputRounding(draw), sample, step, y, at, lines);
    }
    adc.convert(y, at);
  }

  /** Adds the saturated conversions of each line, forgets them, and returns their sum. */
  long addSaturations(long[] to) {
    long sum = 0;
    for (int k = 0; k < lines && hasSaturated; k++) {
      to[k] += saturated[k];
      sum += saturated[k];
      saturated[k] = 0;
    }
    hasSaturated = false;
    return sum;
  }
}
