package dev.mho.experiments.chart;

import dev.mho.experiments.page.Measure;
import java.util.ArrayList;
import java.util.List;

/**
 * Equal factors are equally long. Numbers of 0 and below, where there are any, stand apart at the
 * low end.
 *
 * @param low end, common logarithm
 * @param high end, common logarithm
 * @param apart share of the axis that is kept for 0
 * @param times whether numbers are seconds
 */
record LogScale(double low, double high, double apart, boolean times) implements Scale {
  private static final int MOST_TICKS = 6;
  private static final double APART = 0.14;
  private static final double MARGIN = 0.05;
  private static final double DAY = 86_400;
  private static final double YEAR = 365.25 * DAY;
  private static final double[] TIMES = {
    1e-9, 1e-6, 1e-3, 1, 60, 3600, DAY, 30 * DAY, YEAR, 10 * YEAR, 100 * YEAR
  };

  /** The scale that holds two numbers above 0 between its ends. */
  static LogScale around(double least, double most) {
    return margin(least, most, 0, false);
  }

  /** The same for seconds. */
  static LogScale ofTimes(double least, double most, boolean withZero) {
    return margin(least, most, withZero ? APART : 0, true);
  }

  private static LogScale margin(double least, double most, double apart, boolean times) {
    double from = Math.log10(least);
    double to = Math.log10(most);
    double margin = to > from ? MARGIN * (to - from) : 0.5;
    return new LogScale(from - margin, to + margin, apart, times);
  }

  @Override
  public double at(double number) {
    if (number <= 0) {
      return apart / 4;
    }
    return apart + (1 - apart) * (Math.log10(number) - low) / (high - low);
  }

  @Override
  public List<Tick> ticks() {
    List<Tick> ticks = new ArrayList<>();
    if (apart > 0) {
      ticks.add(new Tick(at(0), times ? "0 s" : "0"));
    }
    if (times) {
      for (double time : TIMES) {
        add(ticks, time, Measure.time(time).text());
      }
      return ticks;
    }
    int every = (int) Math.max(1, Math.ceil((high - low) / MOST_TICKS));
    double[] within = high - low < 2 ? new double[] {1, 2, 5} : new double[] {1};
    for (int decade = (int) Math.floor(low); decade <= high; decade++) {
      for (double factor : within) {
        double number = factor * Math.pow(10, decade);
        if (Math.floorMod(decade, every) == 0) {
          add(ticks, number, Measure.digits(number));
        }
      }
    }
    return ticks;
  }

  private void add(List<Tick> ticks, double number, String label) {
    double at = at(number);
    if (Math.log10(number) >= low && at <= 1) {
      ticks.add(new Tick(at, label));
    }
  }
}
