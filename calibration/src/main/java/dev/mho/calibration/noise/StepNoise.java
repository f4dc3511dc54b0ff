package dev.mho.calibration.noise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What separates the two noises of a train of pulses with one reading after each: a step that
 * misses its mean is kept, σ_s, and what a reading misses is forgotten, σ_w (write and read noise
 * together). From the residuals r of trains about their mean curve, at a lag of L pulses,
 *
 * <pre>
 * γ(L) = ½ ⟨(r_(n+L) − r_n)²⟩ = σ_w² + L σ_s²/2
 * </pre>
 *
 * A straight line through short lags (1 to 5 pulses) and one through long lags (a twentieth to an
 * eighth of the train) should agree, but for what the fitted curve takes from the long one: half,
 * as a rule, and nine tenths in one train of forty. If the long one is less than a tenth as steep,
 * the fluctuation is remembered for some pulses and then forgotten; emulated as kept steps it would
 * carry devices off, so σ_s is taken from the long one and the rest counts as seen. A slope that
 * does not stand out by two of its standard errors, by eight parts of the data, is taken as zero.
 *
 * <p>The estimate from neighbouring differences alone, σ_w² = −c₁ and σ_s² = c₀ + 2c₁ with c₀ and
 * c₁ their covariances at lags 0 and 1, is kept beside it.
 *
 * @param kept σ_s ≥ 0 per pulse
 * @param seen σ_w ≥ 0
 * @param keptShort σ_s by short lags alone
 * @param keptLong σ_s by long lags alone
 * @param keptNeighbours σ_s by neighbouring differences
 * @param seenNeighbours σ_w by neighbouring differences
 * @param forgotten whether fluctuations are remembered for some pulses and then forgotten
 * @param differences number of neighbouring differences that were used
 */
public record StepNoise(
    double kept,
    double seen,
    double keptShort,
    double keptLong,
    double keptNeighbours,
    double seenNeighbours,
    boolean forgotten,
    int differences) {

  private static final int SHORT = 5;
  private static final int PARTS = 8;
  private static final double FORGOTTEN = 0.1;
  private static final double STANDS_OUT = 2;
  private static final double TAKEN = 15;

  /** Fewer neighbouring differences than this tell nothing. */
  private static final int LEAST = 20;

  /** Residuals of one train at whole pulses. */
  public record Residuals(double[] pulses, double[] values) {}

  /** Separates the noises of trains on one curve. */
  public static StepNoise of(List<Residuals> trains) {
    int longest = trains.stream().mapToInt(train -> train.values.length).max().orElse(0);
    double[] near = line(near(trains, longest));
    List<double[]> farther = variogram(trains, longest / 20, longest / 8, by(longest));
    double[] far = farther.size() >= 3 && longest / 20 > SHORT ? line(farther) : near;
    boolean remembered = near[1] > STANDS_OUT * slopeError(trains, longest, false);
    boolean forgotten = remembered && far[1] < FORGOTTEN * near[1];
    double slope = forgotten ? far[1] : near[1];
    boolean stands =
        forgotten ? slope > STANDS_OUT * slopeError(trains, longest, true) : remembered;
    double kept = stands ? slope : 0;
    List<double[]> over = forgotten ? farther : near(trains, longest);
    double nugget = Math.max(0, mean(over, 1) - kept * mean(over, 0));
    double[] neighbours = neighbours(trains);
    // The curve's own parameters take a little of the short lags as well.
    double taken = 1 + TAKEN / Math.max(TAKEN, longest);
    return new StepNoise(
        Math.sqrt(2 * kept * taken),
        Math.sqrt(nugget),
        Math.sqrt(2 * Math.max(0, near[1])),
        Math.sqrt(2 * Math.max(0, far[1])),
        Math.sqrt(Math.max(0, neighbours[0] + 2 * neighbours[1])),
        Math.sqrt(Math.max(0, -neighbours[1])),
        forgotten,
        (int) neighbours[2]);
  }

  private static List<double[]> near(List<Residuals> trains, int longest) {
    return variogram(trains, 1, Math.min(SHORT, Math.max(1, longest / 4)), 1);
  }

  private static int by(int longest) {
    return Math.max(1, longest / 80);
  }

  /** Standard error of the slope, by the spread of what parts of the data say. */
  private static double slopeError(List<Residuals> trains, int longest, boolean far) {
    List<Double> slopes = new ArrayList<>();
    for (List<Residuals> part : parts(trains)) {
      List<double[]> rows =
          far ? variogram(part, longest / 20, longest / 8, by(longest)) : near(part, longest);
      if (rows.size() >= 2) {
        slopes.add(line(rows)[1]);
      }
    }
    if (slopes.size() < 2) {
      return Double.POSITIVE_INFINITY;
    }
    double mean = slopes.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    double squares = slopes.stream().mapToDouble(slope -> (slope - mean) * (slope - mean)).sum();
    return Math.sqrt(squares / (slopes.size() - 1) / slopes.size());
  }

  /** Whole trains where there are enough; pieces of them otherwise. */
  private static List<List<Residuals>> parts(List<Residuals> trains) {
    List<List<Residuals>> parts = new ArrayList<>();
    int pieces = (PARTS + trains.size() - 1) / Math.max(1, trains.size());
    for (Residuals train : trains) {
      int n = train.values.length;
      for (int piece = 0; piece < pieces; piece++) {
        int from = piece * n / pieces;
        int to = (piece + 1) * n / pieces;
        parts.add(
            List.of(
                new Residuals(
                    Arrays.copyOfRange(train.pulses, from, to),
                    Arrays.copyOfRange(train.values, from, to))));
      }
    }
    return parts;
  }

  /** Whether there are too few differences to tell the two noises from each other. */
  public boolean inseparable() {
    return differences < LEAST;
  }

  /** Whether trains wander apart faster than their neighbouring pulses do. */
  public boolean ratesDiffer() {
    return keptLong > 2 * keptShort;
  }

  /** Rows of lag, γ and number of pairs. */
  private static List<double[]> variogram(List<Residuals> trains, int from, int to, int by) {
    List<double[]> rows = new ArrayList<>();
    for (int lag = from; lag <= to; lag += by) {
      double sum = 0;
      int pairs = 0;
      for (Residuals train : trains) {
        for (int i = 0; i + lag < train.values.length; i++) {
          if (train.pulses[i + lag] - train.pulses[i] == lag) {
            double change = train.values[i + lag] - train.values[i];
            sum += change * change / 2;
            pairs++;
          }
        }
      }
      if (pairs > 1) {
        rows.add(new double[] {lag, sum / pairs, pairs});
      }
    }
    return rows;
  }

  /** Intercept and slope by weights in proportion to the pairs that do not overlap. */
  private static double[] line(List<double[]> rows) {
    double weights = 0;
    double lags = 0;
    double values = 0;
    for (double[] row : rows) {
      double weight = row[2] / row[0];
      weights += weight;
      lags += weight * row[0];
      values += weight * row[1];
    }
    double cross = 0;
    double square = 0;
    for (double[] row : rows) {
      double off = row[0] - lags / weights;
      cross += row[2] / row[0] * off * (row[1] - values / weights);
      square += row[2] / row[0] * off * off;
    }
    double slope = square == 0 ? 0 : cross / square;
    return new double[] {(values - slope * lags) / Math.max(weights, 1e-300), slope};
  }

  private static double mean(List<double[]> rows, int column) {
    double weights = 0;
    double sum = 0;
    for (double[] row : rows) {
      weights += row[2] / row[0];
      sum += row[2] / row[0] * row[column];
    }
    return weights == 0 ? 0 : sum / weights;
  }

  /** Covariances of neighbouring differences at lags 0 and 1, and their number. */
  private static double[] neighbours(List<Residuals> trains) {
    double square = 0;
    double product = 0;
    int squares = 0;
    int products = 0;
    for (Residuals train : trains) {
      double before = Double.NaN;
      for (int i = 0; i + 1 < train.values.length; i++) {
        boolean adjoining = train.pulses[i + 1] - train.pulses[i] == 1;
        double change = adjoining ? train.values[i + 1] - train.values[i] : Double.NaN;
        if (adjoining) {
          square += change * change;
          squares++;
        }
        if (!Double.isNaN(change) && !Double.isNaN(before)) {
          product += change * before;
          products++;
        }
        before = change;
      }
    }
    return new double[] {square / Math.max(1, squares), product / Math.max(1, products), squares};
  }
}
