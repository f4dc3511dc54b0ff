package dev.mho.calibration.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;

/**
 * A family fitted to one train in one direction, in the units of {@link StepLaw}.
 *
 * @param family which
 * @param law its steps
 * @param point θ, then the start if it was fitted
 * @param trace what it was fitted to
 * @param squares weighted sum of squared residuals
 */
record TrainFit(Family family, StepLaw law, double[] point, Trace trace, double squares) {
  private static final double AT_LIMIT = 1e-6;

  static TrainFit of(Family family, Trace trace) {
    return family.laws(trace, Span.of(trace)).stream()
        .map(law -> of(family, law, trace))
        .min(Comparator.comparingDouble(TrainFit::squares))
        .orElseThrow();
  }

  private static TrainFit of(Family family, StepLaw law, Trace trace) {
    CurveSearch.Minimum minimum = CurveSearch.lowest(law, trace);
    return new TrainFit(family, law, minimum.point(), trace, minimum.squares());
  }

  /** Number of parameters: fitted ones, the start among them, and those read off the data. */
  int parameters() {
    return point.length + law.takenFromData();
  }

  /** Number of readings. */
  int size() {
    return trace.size();
  }

  /** Root of the mean squared residual, in fractions of the measured range. */
  double rmse() {
    return Math.sqrt(squares / Arrays.stream(trace.weights()).sum());
  }

  /** Weighted sum of squared distances from the mean. */
  double scatter() {
    double weight = 0;
    double sum = 0;
    for (int i = 0; i < size(); i++) {
      weight += trace.weights()[i];
      sum += trace.weights()[i] * trace.travelled()[i];
    }
    double scatter = 0;
    for (int i = 0; i < size(); i++) {
      double off = trace.travelled()[i] - sum / weight;
      scatter += trace.weights()[i] * off * off;
    }
    return scatter;
  }

  /** Mean step at u, fractions of the measured range per pulse. */
  double step(double u) {
    return law.step(u, point, new double[law.low().length + 1]);
  }

  double start() {
    return CurveSearch.start(law, point);
  }

  /** The noiseless train. */
  Walk walk() {
    return new Walk(law, point, start(), trace.length());
  }

  /** u of the curve after p pulses, counted as in the trace. */
  double curve(Walk walk, double p) {
    return walk.at(p - trace.firstPulse());
  }

  /** What the curve leaves, u measured − u fitted. */
  double[] residuals() {
    Walk walk = walk();
    double[] residuals = new double[size()];
    for (int i = 0; i < residuals.length; i++) {
      residuals[i] = trace.travelled()[i] - curve(walk, trace.pulses()[i]);
    }
    return residuals;
  }

  /** Names of the parameters that ended at a limit of the search. */
  List<String> atLimits() {
    List<String> stopped = new ArrayList<>();
    double[] low = law.low();
    double[] high = law.high();
    for (int j = 0; j < low.length; j++) {
      double near = AT_LIMIT * Math.max(1e-3, high[j] - low[j]);
      if (point[j] - low[j] < near && low[j] != 0 || high[j] - point[j] < near) {
        stopped.add(law.names().get(j));
      }
    }
    return stopped;
  }

  /**
   * Covariance of the parameters where readings miss independently with standard deviation σ_w and
   * every pulse adds a random step σ_s that the train keeps,
   *
   * <pre>
   * (JᵀJ)⁻¹ (σ_w² JᵀJ + σ_s² JᵀM J) (JᵀJ)⁻¹,   M = L Lᵀ, L the propagation of one step
   * </pre>
   */
  RealMatrix covariance(double seen, double kept) {
    Walk walk = walk();
    int k = point.length;
    double[][] rows = new double[size()][k];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < k; j++) {
        rows[i][j] = walk.derivative(trace.pulses()[i] - trace.firstPulse(), j);
      }
    }
    RealMatrix jacobian = new Array2DRowRealMatrix(rows, false);
    RealMatrix information = jacobian.transpose().multiply(jacobian);
    RealMatrix inverse = pseudoInverse(information);
    RealMatrix middle = information.scalarMultiply(seen * seen);
    if (kept > 0) {
      middle = middle.add(wandering(walk, rows).scalarMultiply(kept * kept));
    }
    return inverse.multiply(middle).multiply(inverse);
  }

  /** JᵀMJ: each pulse's step is seen by all later readings, as far as the law has not undone it. */
  private RealMatrix wandering(Walk walk, double[][] rows) {
    int k = point.length;
    int pulses = trace.length();
    double[][] middle = new double[k][k];
    double[] later = new double[k];
    int reading = size() - 1;
    for (int n = pulses; n >= 1; n--) {
      for (int j = 0; j < k; j++) {
        later[j] *= walk.contraction(n);
      }
      while (reading >= 0 && trace.pulses()[reading] - trace.firstPulse() >= n - 0.5) {
        for (int j = 0; j < k; j++) {
          later[j] += rows[reading][j];
        }
        reading--;
      }
      for (int a = 0; a < k; a++) {
        for (int b = 0; b < k; b++) {
          middle[a][b] += later[a] * later[b];
        }
      }
    }
    return new Array2DRowRealMatrix(middle, false);
  }

  /** Scaled to unit diagonal first, so that what is badly determined is told from what is small. */
  private static RealMatrix pseudoInverse(RealMatrix matrix) {
    int k = matrix.getRowDimension();
    double[] scale = new double[k];
    RealMatrix scaled = matrix.copy();
    for (int j = 0; j < k; j++) {
      scale[j] = matrix.getEntry(j, j) > 0 ? 1 / Math.sqrt(matrix.getEntry(j, j)) : 0;
    }
    for (int a = 0; a < k; a++) {
      for (int b = 0; b < k; b++) {
        scaled.setEntry(a, b, matrix.getEntry(a, b) * scale[a] * scale[b]);
      }
    }
    RealMatrix inverse = new SingularValueDecomposition(scaled).getSolver().getInverse();
    for (int a = 0; a < k; a++) {
      for (int b = 0; b < k; b++) {
        inverse.multiplyEntry(a, b, scale[a] * scale[b]);
      }
    }
    return inverse;
  }
}
