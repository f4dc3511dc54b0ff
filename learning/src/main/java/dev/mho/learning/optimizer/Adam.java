package dev.mho.learning.optimizer;

import dev.mho.device.array.Workers;
import dev.mho.device.format.Check;
import dev.mho.device.state.Archive;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;

/**
 * Adam (Kingma and Ba, ICLR 2015): m ← β₁ m + (1 − β₁) G, v ← β₂ v + (1 − β₂) G², step λ m̂/(√v̂ +
 * ε) with m̂ = m/(1 − β₁ᵗ), v̂ = v/(1 − β₂ᵗ).
 *
 * @param rate λ > 0
 * @param beta1 β₁ in [0, 1)
 * @param beta2 β₂ in [0, 1)
 * @param epsilon ε > 0
 */
public record Adam(double rate, double beta1, double beta2, double epsilon) implements Optimizer {
  public Adam {
    Check.positive("rate", rate);
    Check.within("beta1", beta1, 0, Math.nextDown(1.0));
    Check.within("beta2", beta2, 0, Math.nextDown(1.0));
    Check.positive("epsilon", epsilon);
  }

  /** The usual β₁ 0.9, β₂ 0.999, ε 1e-8, which the paper names too. */
  public static Adam ofRate(double rate) {
    return new Adam(rate, 0.9, 0.999, 1e-8);
  }

  @Override
  public State state(int rows, int cols, Precision precision) {
    return new Moments(rows, cols, precision);
  }

  private final class Moments implements State {
    private final Matrix first;
    private final Matrix second;
    private int steps;

    Moments(int rows, int cols, Precision precision) {
      first = Matrix.zeros(rows, cols, precision);
      second = Matrix.zeros(rows, cols, precision);
    }

    @Override
    public void keep(Archive archive) {
      first.keep("first moment", archive);
      second.keep("second moment", archive);
      steps = archive.value("steps", steps);
    }

    @Override
    public void turn(Matrix gradient, Workers workers) {
      steps++;
      double stepSize = rate / (1 - Math.pow(beta1, steps));
      double rootCorrection = 1 / Math.sqrt(1 - Math.pow(beta2, steps));
      workers.forBlocks(
          gradient.rows(),
          Matrix.rowsPerBlock(gradient.cols()),
          (from, to) -> {
            double[] g = new double[gradient.cols()];
            double[] m = new double[gradient.cols()];
            double[] v = new double[gradient.cols()];
            for (int r = from; r < to; r++) {
              gradient.readRow(r, g);
              first.readRow(r, m);
              second.readRow(r, v);
              for (int c = 0; c < g.length; c++) {
                m[c] = beta1 * m[c] + (1 - beta1) * g[c];
                v[c] = beta2 * v[c] + (1 - beta2) * g[c] * g[c];
                g[c] = stepSize * m[c] / (Math.sqrt(v[c]) * rootCorrection + epsilon);
              }
              first.writeRow(r, m);
              second.writeRow(r, v);
              gradient.writeRow(r, g);
            }
          });
    }
  }
}
