package dev.mho.emulator.converter;

import dev.mho.device.random.NoiseStream;
import java.util.Arrays;

/**
 * The sampled ADCs of the lines of one array. Each line's current is first skewed by its
 * converter's gain and offset; whether it saturates, and which code it gets, is decided of what
 * comes out.
 */
public final class LineConverters {
  private final Adc adc;
  private final int lines;
  private final Transfer transfer;
  private final float[] gain;
  private final float[] offset;
  private final boolean skewed;
  private final float least;
  private final float most;

  /**
   * Samples converters.
   *
   * @param lines how many lines there are
   * @param stream decides their flaws
   */
  public LineConverters(Adc adc, int lines, NoiseStream stream) {
    this.adc = adc;
    this.lines = lines;
    Mismatch mismatch = adc.mismatch();
    int each = mismatch.linesEach();
    int converters = adc.isMismatched() ? (lines + each - 1) / each : 1;
    this.transfer =
        adc.model().sample(adc.low(), adc.high(), converters, each, stream.child("circuits"));
    this.gain = new float[lines];
    this.offset = new float[lines];
    double fixedGain = adc.model().gainError();
    double fixedOffset = adc.model().offsetSteps();
    NoiseStream skews = stream.child("mismatch");
    for (int line = 0; line < lines; line++) {
      int c = line / each;
      gain[line] = (float) (1 + fixedGain + mismatch.gainSpread() * skews.normal(c, 0));
      double steps = fixedOffset + mismatch.offsetSpread() * skews.normal(c, 1);
      offset[line] = (float) (steps * adc.step());
    }
    this.skewed = mismatch.isPresent() || fixedGain != 0 || fixedOffset != 0;
    double margin = adc.model().margin() * adc.step();
    this.least = (float) (adc.low() - margin);
    this.most = (float) (adc.high() + margin);
  }

  /** What they were sampled from. */
  public Adc adc() {
    return adc;
  }

  /** The current as each line's converter sees it, in place. */
  public void skew(float[] y, int at) {
    if (!skewed) {
      return;
    }
    for (int i = 0; i < lines; i++) {
      y[at + i] = gain[i] * y[at + i] + offset[i];
    }
  }

  /** Whether any of the currents lies beyond its converter's range, or above it. */
  public boolean saturates(float[] y, int at, boolean aboveOnly) {
    float highest = 0;
    float lowest = 0;
    for (int i = at; i < at + lines; i++) {
      highest = Math.max(highest, y[i]);
      lowest = Math.min(lowest, y[i]);
    }
    return highest > most || !aboveOnly && lowest < least;
  }

  /** Adds one to {@code counts[line]} for each line that saturates. */
  public void count(float[] y, int at, int[] counts) {
    for (int i = 0; i < lines; i++) {
      counts[i] += y[at + i] > most || y[at + i] < least ? 1 : 0;
    }
  }

  /** Whether rounding is by chance. */
  public boolean isStochastic() {
    return adc.model() instanceof Rounding rounding && rounding.stochastic();
  }

  /** Converts in place. */
  public void convert(float[] y, int at) {
    transfer.convert(y, at, lines);
  }

  /** The gains of the lines' converters; a copy. */
  public float[] gains() {
    return Arrays.copyOf(gain, lines);
  }

  /** The offsets of the lines' converters, in units of the current; a copy. */
  public float[] offsets() {
    return Arrays.copyOf(offset, lines);
  }
}
