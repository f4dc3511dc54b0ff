package dev.mho.calibration.fit;

import org.apache.commons.math3.stat.regression.SimpleRegression;

/**
 * The stretch of u that a train visited, and its mean step there.
 *
 * @param from u near the start
 * @param to u near the end, above {@code from}
 * @param step mean step over the train
 */
record Span(double from, double to, double step) {
  private static final double LEAST = 1e-3;

  /** What a train visited: medians of its first and last twentieth, which noise hardly moves. */
  static Span of(Trace trace) {
    int n = trace.size();
    int some = Math.max(1, n / 20);
    double from = Medians.of(trace.travelled(), 0, some);
    double to = Medians.of(trace.travelled(), n - some, n);
    double pulses = Math.max(1, trace.pulses()[n - 1] - trace.pulses()[0]);
    double wide = Math.max(to - from, LEAST);
    return new Span(from, from + wide, wide / pulses);
  }

  /**
   * The ends of a train: the first and the last reading, of long trains lines through a twentieth.
   */
  static Span ends(Trace trace) {
    int n = trace.size();
    double from = end(trace, 0, n / 20, 0);
    double to = end(trace, n - n / 20, n, n - 1);
    double pulses = Math.max(1, trace.pulses()[n - 1] - trace.pulses()[0]);
    return new Span(from, to, (to - from) / pulses);
  }

  private static double end(Trace trace, int begin, int finish, int at) {
    if (finish - begin < 5) {
      return trace.travelled()[at];
    }
    SimpleRegression line = new SimpleRegression();
    for (int i = begin; i < finish; i++) {
      line.addData(trace.pulses()[i], trace.travelled()[i]);
    }
    return line.predict(trace.pulses()[at]);
  }

  double width() {
    return to - from;
  }
}
