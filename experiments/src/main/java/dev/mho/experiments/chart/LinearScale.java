package dev.mho.experiments.chart;

import dev.mho.experiments.page.Measure;
import java.util.ArrayList;
import java.util.List;

/**
 * Equal steps are equally long.
 *
 * @param low end
 * @param high end
 * @param step between two ticks
 */
record LinearScale(double low, double high, double step) implements Scale {
  private static final int ABOUT = 5;

  /** A billionth of a step beyond a tick is on it. */
  private static final double HAIR = 1e-9;

  /** The scale that holds two numbers, between ends that are round numbers. */
  static LinearScale around(double least, double most, boolean whole) {
    double step = step(least, most, whole);
    double from = Math.floor(least / step + HAIR);
    double to = Math.max(from + 1, Math.ceil(most / step - HAIR));
    return new LinearScale(from * step, to * step, step);
  }

  /** The scale from one whole number to another. */
  static LinearScale between(double least, double most) {
    return new LinearScale(least, Math.max(least + 1, most), step(least, most, true));
  }

  private static double step(double least, double most, boolean whole) {
    double size = Math.max(Math.abs(least), Math.abs(most));
    // Numbers that all but coincide are drawn as one: steps between them would have no digits left.
    double room = most - least > HAIR * size ? most - least : Math.max(1e-12, size * 0.1);
    double step = round(room / ABOUT);
    return whole ? Math.max(1, step) : step;
  }

  /** The round number (1, 2 or 5 times a power of ten) at or above a number. */
  private static double round(double rough) {
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    for (double factor : new double[] {1, 2, 5}) {
      if (factor * power >= rough * (1 - HAIR)) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  @Override
  public double at(double number) {
    return (number - low) / (high - low);
  }

  @Override
  public List<Tick> ticks() {
    List<Tick> ticks = new ArrayList<>();
    // Multiples of the step, so that 0 is 0.
    for (double n = Math.ceil(low / step - HAIR); n <= high / step + HAIR; n++) {
      ticks.add(new Tick(at(n * step), Measure.digits(n * step)));
    }
    return ticks;
  }
}
