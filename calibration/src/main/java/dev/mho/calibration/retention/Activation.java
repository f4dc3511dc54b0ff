package dev.mho.calibration.retention;

import dev.mho.calibration.report.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import org.apache.commons.math3.distribution.FDistribution;
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
 * it. The interval holds every E_a whose sum of squares an F test does not part from the least.
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
  private static final double STEP = 0.001;

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
    List<Point> points = new ArrayList<>();
    for (Map.Entry<Double, List<Cell>> bake : byCelsius.entrySet()) {
      List<Cell> cells = bake.getValue().stream().filter(Activation::isReferred).toList();
      List<TimeGroup> groups =
          TimeGroup.of(cells.stream().map(cell -> logarithm(cell, bake.getKey())).toList());
      if (groups.size() >= LEAST_TIMES) {
        groups.forEach(
            group -> points.add(new Point(bake.getKey(), Math.log(group.seconds()), group.mean())));
      }
    }
    long temperatures = points.stream().mapToDouble(Point::celsius).distinct().count();
    return temperatures < 2 || points.size() <= PARAMETERS + 1 ? Optional.empty() : fitted(points);
  }

  private static boolean isReferred(Cell cell) {
    return cell.seconds()[0] == 0 && Arrays.stream(cell.siemens()).allMatch(g -> g > 0);
  }

  private static Cell logarithm(Cell cell, double celsius) {
    return new Cell(
        cell.seconds(),
        Arrays.stream(cell.siemens()).map(Math::log).toArray(),
        OptionalDouble.of(celsius));
  }

  private static Optional<Activation> fitted(List<Point> points) {
    double coldest = points.stream().mapToDouble(Point::celsius).min().orElseThrow();
    int tries = (int) Math.rint(HIGHEST / STEP);
    double[] squares = new double[tries + 1];
    int best = 0;
    for (int i = 0; i <= tries; i++) {
      squares[i] = squares(points, coldest, i * STEP);
      best = squares[i] < squares[best] ? i : best;
    }
    double freedom = points.size() - PARAMETERS;
    double quantile = new FDistribution(null, 1, freedom).inverseCumulativeProbability(0.95);
    double most = squares[best] * (1 + quantile / freedom);
    int low = best;
    int high = best;
    while (low > 0 && squares[low - 1] <= most) {
      low--;
    }
    while (high < tries && squares[high + 1] <= most) {
      high++;
    }
    boolean open = low == 0 || high == tries;
    return open
        ? Optional.empty()
        : Optional.of(new Activation(best * STEP, new Interval(low * STEP, high * STEP), coldest));
  }

  /** What the nearest polynomial in z leaves. */
  private static double squares(List<Point> points, double coldest, double electronVolts) {
    double[] changes = points.stream().mapToDouble(Point::change).toArray();
    double[] z =
        points.stream()
            .mapToDouble(
                p ->
                    p.logSeconds
                        + electronVolts
                            / BOLTZMANN_EV_PER_KELVIN
                            * (1 / (coldest + ZERO_CELSIUS) - 1 / p.kelvin()))
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
