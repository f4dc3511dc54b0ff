package dev.mho.calibration.fit;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * Straight lines between steps θ_k ≥ 0 at equally spaced u.
 *
 * @param from u of the first node
 * @param to u of the last
 * @param nodes how many
 * @param guess a smooth law to start from
 */
record NodeLaw(double from, double to, int nodes, DoubleUnaryOperator guess) implements StepLaw {
  @Override
  public List<String> names() {
    return IntStream.range(0, nodes).mapToObj(k -> "step_" + k).toList();
  }

  @Override
  public double[] low() {
    return new double[nodes];
  }

  @Override
  public double[] high() {
    double[] high = new double[nodes];
    Arrays.fill(high, 1);
    return high;
  }

  @Override
  public List<double[]> starts() {
    double[] start = new double[nodes];
    for (int k = 0; k < nodes; k++) {
      double step = guess.applyAsDouble(from + k * (to - from) / (nodes - 1));
      start[k] = Math.max(1e-6, Math.min(1, step));
    }
    return List.of(start);
  }

  @Override
  public double step(double u, double[] theta, double[] partials) {
    Arrays.fill(partials, 0);
    double position = (u - from) / (to - from) * (nodes - 1);
    int below = (int) Math.max(0, Math.min(nodes - 2, Math.floor(position)));
    double share = Math.max(0, Math.min(1, position - below));
    partials[below] = 1 - share;
    partials[below + 1] = share;
    boolean between = position > 0 && position < nodes - 1;
    partials[nodes] = between ? (theta[below + 1] - theta[below]) * (nodes - 1) / (to - from) : 0;
    return theta[below] + share * (theta[below + 1] - theta[below]);
  }

  @Override
  public double lowestStart() {
    return from;
  }
}
