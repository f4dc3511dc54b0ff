package dev.mho.calibration.fit;

/**
 * The noiseless train of a law: u after each pulse and how it depends on the parameters,
 *
 * <pre>
 * u₍ₙ₊₁₎   = min(u_n + s(u_n), halt)
 * ∂u₍ₙ₊₁₎ = (1 + s′(u_n)) ∂u_n + ∂s/∂θ
 * </pre>
 *
 * one pass for the value and the exact derivatives by all parameters and the start. A walk with a
 * stride of m takes m pulses at once, as m times the step of the first: coarse, to look where to
 * start.
 */
final class Walk {
  private static final double FARTHEST = 1e3;

  private final int columns;
  private final int stride;
  private final double[] u;
  private final double[] derivatives;
  private final double[] contraction;

  /**
   * Walks.
   *
   * @param pulses number of pulses
   * @param start u before the first
   */
  Walk(StepLaw law, double[] theta, double start, int pulses) {
    this(law, theta, start, pulses, 1);
  }

  /** Walks so many pulses at a time. */
  Walk(StepLaw law, double[] theta, double start, int allPulses, int stride) {
    this.stride = stride;
    int pulses = (allPulses + stride - 1) / stride;
    int k = law.low().length;
    columns = k + 1;
    u = new double[pulses + 1];
    contraction = new double[pulses + 1];
    derivatives = new double[(pulses + 1) * columns];
    double halt = law.halt(theta);
    double[] partials = new double[k + 1];
    u[0] = start;
    derivatives[k] = 1;
    for (int n = 0; n < pulses; n++) {
      double next = u[n] + stride * law.step(u[n], theta, partials);
      boolean halted = next >= halt;
      u[n + 1] = Math.max(-FARTHEST, Math.min(FARTHEST, Math.min(next, halt)));
      contraction[n] = halted ? 0 : 1 + stride * partials[k];
      for (int j = 0; j < columns; j++) {
        double own = j < k && !halted ? stride * partials[j] : 0;
        derivatives[(n + 1) * columns + j] = contraction[n] * derivatives[n * columns + j] + own;
      }
    }
    contraction[pulses] = 1;
  }

  /** u after p pulses, on a straight line between whole ones. */
  double at(double p) {
    int below = below(p / stride);
    double share = p / stride - below;
    return share == 0 ? u[below] : u[below] + share * (u[below + 1] - u[below]);
  }

  /** ∂u/∂θ_j after p pulses; the derivative by the start comes last. */
  double derivative(double p, int j) {
    int below = below(p / stride);
    double share = p / stride - below;
    double low = derivatives[below * columns + j];
    return share == 0 ? low : low + share * (derivatives[(below + 1) * columns + j] - low);
  }

  /** How much of a small displacement before pulse n + 1 is left after it, 1 + s′(u_n). */
  double contraction(int n) {
    return contraction[n];
  }

  private int below(double step) {
    return Math.min((int) step, u.length - 1);
  }
}
