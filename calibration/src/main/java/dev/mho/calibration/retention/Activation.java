package dev.mho.calibration.retention;

import dev.mho.calibration.report.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.univariate.BrentOptimizer;
import org.apache.commons.math3.optim.univariate.SearchInterval;
import org.apache.commons.math3.optim.univariate.UnivariateObjectiveFunction;
import org.apache.commons.math3.stat.regression.OLSMultipleLinearRegression;

/**
 * The activation energy of what time does, from time series at several temperatures. Heat makes
 * time run faster, so the mean of ln(G/G(0)) at all temperatures lies on one curve against
 *
 * <pre>
 * z = ln t + E_a/k_B · (1/T₀ − 1/T),   T₀ the lowest temperature
 * </pre>
 *
 * The curve is a polynomial of degree 2 in z and E_a the one by which the points come nearest to
 * it. The interval is that of a jackknife over cells, a twentieth of each temperature's left out at
 * a time where there are more than twenty: a cell that drifts fast does so at all times, which
 * residuals about the curve do not show.
 *
 * @param electronVolts E_a
 * @param interval its 95 % interval
 * @param celsius T₀
 */
record Activation(double electronVolts, Interval interval, double celsius) {
  private static final double BOLTZMANN_EV_PER_KELVIN = 8.617333262e-5;
  private static final double ZERO_CELSIUS = 273.15;
  private static final int LEAST_TIMES = 3;
  private static final int PARAMETERS = 4;
  private static final double HIGHEST = 5;
  private static final double STEP = 0.1;
  private static final int PARTS = 20;

  /** Mean of ln(G/G(0)) at a time and a temperature. */
  private record Point(double celsius, double logSeconds, double change) {
    double kelvin() {
      return celsius + ZERO_CELSIUS;
    }
  }

  /** T₀ in kelvin. */
  double kelvin() {
    return celsius + ZERO_CELSIUS;
  }

  /**
   * Finds it, where two temperatures or more have a reading at the write and three times after it.
   *
   * @param byCelsius cells by temperature
   */
  static Optional<Activation> in(SortedMap<Double, List<Cell>> byCelsius) {
    SortedMap<Double, List<Cell>> series = new TreeMap<>();
    byCelsius.forEach(
        (celsius, cells) -> {
          List<Cell> usable = cells.stream().filter(Activation::isReferred).toList();
          if (usable.size() > 1 && TimeGroup.of(usable).size() >= LEAST_TIMES) {
            series.put(celsius, usable.stream().map(Activation::logarithm).toList());
          }
        });
    if (series.size() < 2 || points(series).size() <= PARAMETERS) {
      return Optional.empty();
    }
    double energy = nearest(points(series), 0, HIGHEST);
    double half = half(series, energy);
    // An end of the search, or no acceleration that stands out, is no activation energy.
    return energy + half < HIGHEST && energy - half > 0
        ? Optional.of(new Activation(energy, Interval.about(energy, half), series.firstKey()))
        : Optional.empty();
  }

  private static List<Point> points(SortedMap<Double, List<Cell>> series) {
    List<Point> points = new ArrayList<>();
    series.forEach(
        (celsius, cells) ->
            TimeGroup.of(cells)
                .forEach(
                    group ->
                        points.add(new Point(celsius, Math.log(group.seconds()), group.mean()))));
    return points;
  }

  /** Half of the interval: each part of each temperature's cells is left out in turn. */
  private static double half(SortedMap<Double, List<Cell>> series, double energy) {
    double variance = 0;
    double freedom = 0;
    for (Map.Entry<Double, List<Cell>> bake : series.entrySet()) {
      int parts = Math.min(PARTS, bake.getValue().size());
      double[] without = new double[parts];
      for (int part = 0; part < parts; part++) {
        SortedMap<Double, List<Cell>> left = new TreeMap<>(series);
        left.put(bake.getKey(), without(bake.getValue(), part, parts));
        without[part] = nearest(points(left), energy - 5 * STEP, energy + 5 * STEP);
      }
      double mean = Arrays.stream(without).average().orElseThrow();
      double squares = Arrays.stream(without).map(e -> (e - mean) * (e - mean)).sum();
      variance += squares * (parts - 1) / parts;
      freedom += parts - 1;
    }
    double quantile = new TDistribution(null, freedom).inverseCumulativeProbability(0.975);
    return quantile * Math.sqrt(variance);
  }

  private static List<Cell> without(List<Cell> cells, int part, int parts) {
    return IntStream.range(0, cells.size())
        .filter(i -> i % parts != part)
        .mapToObj(cells::get)
        .toList();
  }

  private static boolean isReferred(Cell cell) {
    return cell.seconds()[0] == 0 && Arrays.stream(cell.siemens()).allMatch(g -> g > 0);
  }

  private static Cell logarithm(Cell cell) {
    return new Cell(
        cell.seconds(), Arrays.stream(cell.siemens()).map(Math::log).toArray(), cell.celsius());
  }

  /** The energy by which the points come nearest to a polynomial, between two. */
  private static double nearest(List<Point> points, double low, double high) {
    double best = low;
    for (double energy = low; energy <= high; energy += STEP) {
      best = squares(points, energy) < squares(points, best) ? energy : best;
    }
    return new BrentOptimizer(1e-6, 1e-6)
        .optimize(
            new MaxEval(200),
            GoalType.MINIMIZE,
            new UnivariateObjectiveFunction(energy -> squares(points, energy)),
            new SearchInterval(best - STEP, best + STEP, best))
        .getPoint();
  }

  /** What the nearest polynomial in z leaves. */
  private static double squares(List<Point> points, double electronVolts) {
    double coldest = points.stream().mapToDouble(Point::kelvin).min().orElseThrow();
    double[] changes = points.stream().mapToDouble(Point::change).toArray();
    double[] z =
        points.stream()
            .mapToDouble(
                p ->
                    p.logSeconds
                        + electronVolts / BOLTZMANN_EV_PER_KELVIN * (1 / coldest - 1 / p.kelvin()))
            .toArray();
    double middle = Arrays.stream(z).average().orElseThrow();
    double[][] powers = new double[z.length][];
    for (int i = 0; i < z.length; i++) {
      powers[i] = new double[] {z[i] - middle, (z[i] - middle) * (z[i] - middle)};
    }
    OLSMultipleLinearRegression regression = new OLSMultipleLinearRegression();
    regression.newSampleData(changes, powers);
    return regression.calculateResidualSumOfSquares();
  }
}
