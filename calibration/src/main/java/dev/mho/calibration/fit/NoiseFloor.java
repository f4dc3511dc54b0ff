package dev.mho.calibration.fit;

import dev.mho.device.response.Polarity;
import org.apache.commons.math3.stat.regression.OLSMultipleLinearRegression;

/**
 * How near any smooth curve could come: what a parabola through the readings around each leaves of
 * it, in fractions of the measured range. No family is asked to do better.
 */
public final class NoiseFloor {
  private static final int LEAST = 9;
  private static final int MOST_PLACES = 400;

  private NoiseFloor() {}

  /** Root mean square over both directions; 0 if there are too few readings to tell. */
  public static double of(PulseData data) {
    double squares = 0;
    int count = 0;
    for (Polarity polarity : Polarity.values()) {
      if (data.trace(polarity).filter(trace -> trace.size() >= LEAST).isPresent()) {
        Trace trace = data.trace(polarity).orElseThrow();
        squares += variance(trace) * trace.size();
        count += trace.size();
      }
    }
    return count == 0 ? 0 : Math.sqrt(squares / count);
  }

  private static double variance(Trace trace) {
    int window = Math.min(trace.size(), Math.max(LEAST, trace.size() / 10));
    int every = Math.max(1, trace.size() / MOST_PLACES);
    double squares = 0;
    int places = 0;
    for (int i = 0; i + window <= trace.size(); i += every) {
      squares += aroundParabola(trace, i, window);
      places++;
    }
    return squares / places;
  }

  /** Residual variance of a parabola, with the three degrees of freedom that it takes. */
  private static double aroundParabola(Trace trace, int from, int window) {
    double[][] powers = new double[window][2];
    double[] values = new double[window];
    double middle = trace.pulses()[from + window / 2];
    double wide = Math.max(1e-9, trace.pulses()[from + window - 1] - trace.pulses()[from]);
    for (int i = 0; i < window; i++) {
      double x = (trace.pulses()[from + i] - middle) / wide;
      powers[i][0] = x;
      powers[i][1] = x * x;
      values[i] = trace.travelled()[from + i];
    }
    OLSMultipleLinearRegression parabola = new OLSMultipleLinearRegression();
    parabola.newSampleData(values, powers);
    return parabola.calculateResidualSumOfSquares() / (window - 3);
  }
}
