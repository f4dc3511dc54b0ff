package dev.mho.experiments.device;

import dev.mho.experiments.figure.Curve;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;

/** What many devices show at several positions, as a curve: the median, and 5 to 95 % around it. */
final class Population {
  private final double[] x;
  private final double[] median;
  private final double[] low;
  private final double[] high;

  /** A population of which nothing is seen yet. */
  Population(double[] x) {
    this.x = x;
    this.median = new double[x.length];
    this.low = new double[x.length];
    this.high = new double[x.length];
  }

  /**
   * Notes what devices 0 … {@code devices} − 1 show at a position; those that show NaN do not
   * count.
   */
  void see(int position, int devices, IntToDoubleFunction shown) {
    double[] values = new double[devices];
    int count = 0;
    for (int device = 0; device < devices; device++) {
      double value = shown.applyAsDouble(device);
      if (!Double.isNaN(value)) {
        values[count++] = value;
      }
    }
    Percentile percentile = new Percentile();
    percentile.setData(values, 0, count);
    median[position] = percentile.evaluate(50);
    low[position] = percentile.evaluate(5);
    high[position] = percentile.evaluate(95);
  }

  /** The largest distance of the band from the median. */
  double halfWidth() {
    double widest = 0;
    for (int i = 0; i < x.length; i++) {
      widest = Math.max(widest, Math.max(high[i] - median[i], median[i] - low[i]));
    }
    return widest;
  }

  /** The largest magnitude of the median. */
  double largestMedian() {
    double largest = 0;
    for (double value : median) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  /** The median of this population with the band of another at the same positions. */
  Curve curve(String name, Population around) {
    return new Curve(name, x, median, around.curve(name).band(), false);
  }

  /** The curve; without a band where all devices are alike. */
  Curve curve(String name) {
    Optional<Curve.Band> band =
        halfWidth() > 0 ? Optional.of(new Curve.Band(low, high)) : Optional.empty();
    return new Curve(name, x, median, band, false);
  }
}
