package dev.mho.calibration.fit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.math3.exception.ConvergenceException;
import org.apache.commons.math3.exception.TooManyEvaluationsException;
import org.apache.commons.math3.exception.TooManyIterationsException;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresBuilder;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresProblem;
import org.apache.commons.math3.fitting.leastsquares.LevenbergMarquardtOptimizer;
import org.apache.commons.math3.fitting.leastsquares.MultivariateJacobianFunction;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.DiagonalMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.util.Pair;

/**
 * Least squares of a law on one train by Levenberg and Marquardt from many starting points, since
 * the sum of squares has several minima. Every start is tried on a thinned train and a coarse walk,
 * the best three are followed on a finer one, and the best of these to the end. Of more than 8,000
 * readings neighbours are averaged first, and of more than 40,000 pulses several are taken at once:
 * means of neighbours hold what a curve can be told by.
 */
final class CurveSearch {
  private static final int THINNED = 250;
  private static final int FOLLOWED = 3;
  private static final int COARSE = 250;
  private static final int FINE = 4000;
  private static final int FINEST = 40_000;

  private static final Comparator<Minimum> BY_SQUARES =
      Comparator.comparingDouble(Minimum::squares);

  private final StepLaw law;
  private final Trace whole;

  /** Where a search ended: the law's θ, then the start if it is one of the parameters. */
  record Minimum(double[] point, double squares) {}

  private CurveSearch(StepLaw law, Trace whole) {
    this.law = law;
    this.whole = whole;
  }

  /** The lowest minimum found. */
  static Minimum lowest(StepLaw law, Trace trace) {
    return new CurveSearch(law, trace).lowest();
  }

  private Minimum lowest() {
    Trace thin = whole.thinned(whole.size() / THINNED);
    List<Minimum> found = new ArrayList<>();
    for (double[] theta : law.starts()) {
      found.add(descend(thin, withStart(theta), 40, COARSE));
    }
    found.sort(BY_SQUARES);
    int fine = whole.length() > FINE ? FINE : Integer.MAX_VALUE;
    Trace folded = whole.folded(whole.size() / FINE);
    Minimum best =
        found.stream()
            .limit(FOLLOWED)
            .map(candidate -> descend(folded, candidate.point, 300, fine))
            .min(BY_SQUARES)
            .orElseThrow();
    if (whole.length() <= FINE && folded == whole) {
      return best;
    }
    Minimum end = descend(folded, best.point, 60, FINEST);
    return new Minimum(end.point, squares(end.point));
  }

  /** Sum of squares on the whole train. */
  private double squares(double[] point) {
    Walk walk = new Walk(law, point, start(law, point), whole.length());
    double squares = 0;
    for (int i = 0; i < whole.size(); i++) {
      double miss = walk.at(whole.pulses()[i] - whole.firstPulse()) - whole.travelled()[i];
      squares += whole.weights()[i] * miss * miss;
    }
    return squares;
  }

  private double[] withStart(double[] theta) {
    if (law.fixedStart().isPresent()) {
      return theta.clone();
    }
    double[] point = java.util.Arrays.copyOf(theta, theta.length + 1);
    point[theta.length] = Span.of(whole).from();
    return point;
  }

  private Minimum descend(Trace trace, double[] from, int iterations, int walked) {
    Residuals residuals = new Residuals(trace, Math.max(1, trace.length() / walked));
    double[] start = residuals.validate(new ArrayRealVector(from)).toArray();
    LeastSquaresProblem problem =
        new LeastSquaresBuilder()
            .start(start)
            .model(residuals)
            .target(trace.travelled())
            .weight(new DiagonalMatrix(trace.weights()))
            .parameterValidator(residuals::validate)
            .maxEvaluations(5 * iterations)
            .maxIterations(iterations)
            .lazyEvaluation(false)
            .build();
    try {
      new LevenbergMarquardtOptimizer()
          .withCostRelativeTolerance(1e-13)
          .withParameterRelativeTolerance(1e-12)
          .optimize(problem);
    } catch (TooManyEvaluationsException
        | TooManyIterationsException
        | ConvergenceException stopped) {
      // The best point seen counts, however the search ended.
      return residuals.best;
    }
    return residuals.best;
  }

  /** The walk at the readings and its derivatives; remembers the best point seen. */
  private final class Residuals implements MultivariateJacobianFunction {
    private final Trace trace;
    private final int stride;
    private Minimum best = new Minimum(new double[0], Double.POSITIVE_INFINITY);

    Residuals(Trace trace, int stride) {
      this.trace = trace;
      this.stride = stride;
    }

    RealVector validate(RealVector point) {
      int k = law.low().length;
      double[] values = point.toArray();
      double[] theta = java.util.Arrays.copyOf(values, k);
      for (int j = 0; j < k; j++) {
        theta[j] = Math.max(law.low()[j], Math.min(law.high()[j], theta[j]));
      }
      law.constrain(theta);
      System.arraycopy(theta, 0, values, 0, k);
      if (law.fixedStart().isEmpty()) {
        values[k] = Math.max(law.lowestStart(), Math.min(3, values[k]));
      }
      return new ArrayRealVector(values, false);
    }

    @Override
    public Pair<RealVector, RealMatrix> value(RealVector at) {
      double[] point = at.toArray();
      int first = trace.firstPulse();
      Walk walk = new Walk(law, point, start(law, point), trace.length(), stride);
      double[] values = new double[trace.size()];
      double[][] jacobian = new double[trace.size()][point.length];
      double squares = 0;
      for (int i = 0; i < values.length; i++) {
        double p = trace.pulses()[i] - first;
        values[i] = walk.at(p);
        double miss = values[i] - trace.travelled()[i];
        squares += trace.weights()[i] * miss * miss;
        for (int j = 0; j < point.length; j++) {
          jacobian[i][j] = walk.derivative(p, j);
        }
      }
      if (squares < best.squares) {
        best = new Minimum(point.clone(), squares);
      }
      return new Pair<>(
          new ArrayRealVector(values, false), new Array2DRowRealMatrix(jacobian, false));
    }
  }

  /** u before the first pulse, which follows the law's own parameters if it is fitted. */
  static double start(StepLaw law, double[] point) {
    return law.fixedStart().orElseGet(() -> point[law.low().length]);
  }
}
