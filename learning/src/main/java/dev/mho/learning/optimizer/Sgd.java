package dev.mho.learning.optimizer;

import dev.mho.device.array.Workers;
import dev.mho.device.format.Check;
import dev.mho.device.state.Archive;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;

/**
 * Stochastic gradient descent: v ← β v + G, step λ v.
 *
 * @param rate λ > 0
 * @param momentum β in [0, 1)
 */
public record Sgd(double rate, double momentum) implements Optimizer {
  public Sgd {
    Check.positive("rate", rate);
    Check.within("momentum", momentum, 0, Math.nextDown(1.0));
  }

  @Override
  public State state(int rows, int cols, Precision precision) {
    return new Velocity(Matrix.zeros(rows, cols, precision));
  }

  private final class Velocity implements State {
    private final Matrix velocity;

    Velocity(Matrix velocity) {
      this.velocity = velocity;
    }

    @Override
    public void keep(Archive archive) {
      velocity.keep("velocity", archive);
    }

    @Override
    public void turn(Matrix gradient, Workers workers) {
      workers.forBlocks(
          gradient.rows(),
          Matrix.rowsPerBlock(gradient.cols()),
          (from, to) -> {
            double[] g = new double[gradient.cols()];
            double[] v = new double[gradient.cols()];
            for (int r = from; r < to; r++) {
              gradient.readRow(r, g);
              velocity.readRow(r, v);
              for (int c = 0; c < g.length; c++) {
                v[c] = momentum * v[c] + g[c];
                g[c] = rate * v[c];
              }
              velocity.writeRow(r, v);
              gradient.writeRow(r, g);
            }
          });
    }
  }
}
