package dev.mho.learning.aware;

import dev.mho.device.array.Workers;
import dev.mho.device.format.Check;
import dev.mho.device.random.NoiseStream;
import dev.mho.emulator.matrix.Matrix;

/**
 * What becomes of weights for one training step, so that a network learns to bear it: reads and
 * errors go through the modified weights, changes to the true ones. Those of IBM aihwkit
 * (WeightModifierParameter); m is max|W| of the layer.
 */
public sealed interface WeightModifier {

  /**
   * Modifies weights in place.
   *
   * @param draws the layer's own stream
   * @param step number of the training step
   */
  void modify(Matrix weights, NoiseStream draws, long step, Workers workers);

  /** Largest absolute value of a matrix. */
  private static double largest(Matrix weights) {
    double largest = 0;
    for (int k = 0; k < weights.rows(); k++) {
      largest = Math.max(largest, weights.largest(k));
    }
    return largest;
  }

  /**
   * The nearest of evenly spaced levels: w ← r rint(w/r), r = resolution · m, halves to even.
   * aihwkit: DISCRETIZE.
   *
   * @param resolution in (0, 1]
   */
  record Discretise(double resolution) implements WeightModifier {
    public Discretise {
      Check.fraction("resolution", resolution);
    }

    @Override
    public void modify(Matrix weights, NoiseStream draws, long step, Workers workers) {
      double level = resolution * largest(weights);
      if (level > 0) {
        weights.updateRows(
            workers,
            (k, row) -> {
              for (int j = 0; j < row.length; j++) {
                row[j] = level * Math.rint(row[j] / level);
              }
            });
      }
    }
  }

  /**
   * DoReFa (Zhou et al., arXiv:1606.06160): squeezed by tanh into ±clip, then the nearest level: w
   * ← r rint(clip tanh(w)/(r tanh(m))), r the resolution in weight units. aihwkit: DOREFA.
   *
   * @param resolution > 0
   * @param clip > 0
   */
  record Dorefa(double resolution, double clip) implements WeightModifier {
    public Dorefa {
      Check.positive("resolution", resolution);
      Check.positive("clip", clip);
    }

    @Override
    public void modify(Matrix weights, NoiseStream draws, long step, Workers workers) {
      double largest = largest(weights);
      if (largest > 0) {
        double scale = clip / Math.tanh(largest);
        weights.updateRows(
            workers,
            (k, row) -> {
              for (int j = 0; j < row.length; j++) {
                row[j] = resolution * Math.rint(Math.tanh(row[j]) * scale / resolution);
              }
            });
      }
    }
  }

  /**
   * The same noise on all: w ← w + σ m ξ. aihwkit: ADD_NORMAL.
   *
   * @param deviation σ > 0
   */
  record AdditiveNormal(double deviation) implements WeightModifier {
    public AdditiveNormal {
      Check.positive("deviation", deviation);
    }

    @Override
    public void modify(Matrix weights, NoiseStream draws, long step, Workers workers) {
      double sigma = deviation * largest(weights);
      NoiseStream own = draws.child(step);
      weights.updateRows(
          workers,
          (k, row) -> {
            float[] xi = normal(own, k, row.length);
            for (int j = 0; j < row.length; j++) {
              row[j] += sigma * xi[j];
            }
          });
    }
  }

  /**
   * Noise in proportion: w ← w (1 + σ ξ). aihwkit: MULT_NORMAL.
   *
   * @param deviation σ > 0
   */
  record MultiplicativeNormal(double deviation) implements WeightModifier {
    public MultiplicativeNormal {
      Check.positive("deviation", deviation);
    }

    @Override
    public void modify(Matrix weights, NoiseStream draws, long step, Workers workers) {
      NoiseStream own = draws.child(step);
      weights.updateRows(
          workers,
          (k, row) -> {
            float[] xi = normal(own, k, row.length);
            for (int j = 0; j < row.length; j++) {
              row[j] *= 1 + deviation * xi[j];
            }
          });
    }
  }

  /**
   * Some weights are zero: w ← 0 with a probability (Wan et al., ICML 2013). aihwkit: DROP_CONNECT.
   *
   * @param probability in (0, 1]
   */
  record DropConnect(double probability) implements WeightModifier {
    public DropConnect {
      Check.fraction("probability", probability);
    }

    @Override
    public void modify(Matrix weights, NoiseStream draws, long step, Workers workers) {
      NoiseStream own = draws.child(step);
      weights.updateRows(
          workers,
          (k, row) -> {
            for (int j = 0; j < row.length; j++) {
              row[j] = own.uniform(k, j) < probability ? 0 : row[j];
            }
          });
    }
  }

  private static float[] normal(NoiseStream stream, long row, int length) {
    float[] xi = new float[length];
    stream.fillNormal(row, 0, xi, 0, length);
    return xi;
  }
}
