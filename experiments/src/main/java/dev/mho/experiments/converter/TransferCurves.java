package dev.mho.experiments.converter;

import dev.mho.device.random.NoiseStream;
import dev.mho.emulator.converter.Adc;
import dev.mho.emulator.converter.LineConverters;
import java.util.Arrays;

/**
 * What many converters of one kind give for currents all over their range, swept upwards.
 *
 * <p>The currents are evenly spaced, at least 16 a step of a converter of 12 bits or fewer; a
 * transition is known to that width.
 */
public final class TransferCurves {
  private static final int CONVERTERS = 200;
  private static final int POINTS_A_CODE = 64;
  private static final int MOST_POINTS = 1 << 16;
  private static final int LIMITER_POINTS = 512;

  private final Adc adc;
  private final double[] currents;
  private final float[][] values;

  private TransferCurves(Adc adc, double[] currents, float[][] values) {
    this.adc = adc;
    this.currents = currents;
    this.values = values;
  }

  /** Sweeps sampled converters of an array, one if all are alike. */
  public static TransferCurves of(Adc adc, NoiseStream stream) {
    int converters = adc.isMismatched() ? CONVERTERS : 1;
    int each = adc.mismatch().linesEach();
    LineConverters sampled = new LineConverters(adc, converters * each, stream);
    double codes = adc.step() > 0 ? (adc.high() - adc.low()) / adc.step() : 0;
    int points = codes > 0 ? (int) Math.min(MOST_POINTS, POINTS_A_CODE * codes) : LIMITER_POINTS;
    double[] currents = new double[points];
    float[][] values = new float[converters][points];
    float[] lines = new float[converters * each];
    for (int i = 0; i < points; i++) {
      currents[i] = adc.low() + (i + 0.5) * (adc.high() - adc.low()) / points;
      Arrays.fill(lines, (float) currents[i]);
      sampled.skew(lines, 0);
      sampled.convert(lines, 0);
      for (int c = 0; c < converters; c++) {
        values[c][i] = lines[c * each];
      }
    }
    return new TransferCurves(adc, currents, values);
  }

  /** What was swept. */
  public Adc adc() {
    return adc;
  }

  /** Number of converters. */
  public int converters() {
    return values.length;
  }

  /** The currents; not to be modified. */
  double[] currents() {
    return currents;
  }

  /** What a converter gives for a current. */
  double value(int converter, int point) {
    return values[converter][point];
  }

  /** How far a converter's value is from the current, in steps; without steps in currents. */
  double error(int converter, int point) {
    double unit = adc.step() > 0 ? adc.step() : 1;
    return (values[converter][point] - currents[point]) / unit;
  }

  /** Largest distance of any value from its current, over all converters, in steps. */
  public double largestError() {
    double largest = 0;
    for (int c = 0; c < values.length; c++) {
      for (int i = 0; i < currents.length; i++) {
        largest = Math.max(largest, Math.abs(error(c, i)));
      }
    }
    return largest;
  }

  /** Codes between the ends of a converter's own values that it never gives: mean over all. */
  public double missingCodes() {
    long missing = 0;
    for (float[] curve : values) {
      long[] codes = new long[curve.length];
      for (int i = 0; i < curve.length; i++) {
        codes[i] = Math.round((curve[i] - adc.low()) / adc.step() * 2);
      }
      long[] given = Arrays.stream(codes).sorted().distinct().toArray();
      long span = (given[given.length - 1] - given[0]) / 2 + 1;
      missing += span - given.length;
    }
    return (double) missing / values.length;
  }

  /** Share of converters whose value falls somewhere though the current rises. */
  public double fallingShare() {
    int falling = 0;
    for (float[] curve : values) {
      boolean falls = false;
      for (int i = 1; i < curve.length; i++) {
        falls |= curve[i] < curve[i - 1];
      }
      falling += falls ? 1 : 0;
    }
    return (double) falling / values.length;
  }
}
