package dev.mho.learning.aware;

import dev.mho.device.format.Check;
import dev.mho.emulator.matrix.Matrix;

/**
 * A bound on the weights of a layer after every step, so that their range is used well once they
 * are programmed. Those of IBM aihwkit (WeightClipParameter).
 */
public sealed interface WeightClip {

  /** The bound for these weights, > 0; none is to lie beyond ± it. */
  double bound(Matrix weights);

  /**
   * A given bound. aihwkit: FIXED_VALUE.
   *
   * @param bound > 0, in weight units
   */
  record Fixed(double bound) implements WeightClip {
    public Fixed {
      Check.positive("bound", bound);
    }

    @Override
    public double bound(Matrix weights) {
      return bound;
    }
  }

  /**
   * So many standard deviations of the layer's weights about their mean (n − 1 of them). aihwkit:
   * LAYER_GAUSSIAN.
   *
   * @param deviations > 0
   */
  record LayerGaussian(double deviations) implements WeightClip {
    public LayerGaussian {
      Check.positive("deviations", deviations);
    }

    @Override
    public double bound(Matrix weights) {
      double[] all = weights.toArray();
      double mean = 0;
      for (double w : all) {
        mean += w / all.length;
      }
      double square = 0;
      for (double w : all) {
        square += (w - mean) * (w - mean);
      }
      // A layer of one weight, or of equal ones, has no spread to speak of and is left alone.
      return square == 0 ? Double.MAX_VALUE : deviations * Math.sqrt(square / (all.length - 1));
    }
  }

  /** The mean over outputs of their largest weight. aihwkit: AVERAGE_CHANNEL_MAX. */
  record AverageChannelMax() implements WeightClip {
    @Override
    public double bound(Matrix weights) {
      double sum = 0;
      for (int k = 0; k < weights.rows(); k++) {
        sum += weights.largest(k);
      }
      return sum == 0 ? Double.MAX_VALUE : sum / weights.rows();
    }
  }
}
