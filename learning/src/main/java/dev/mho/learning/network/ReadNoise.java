package dev.mho.learning.network;

import dev.mho.emulator.matrix.Matrix;
import dev.mho.learning.layer.Layer;

/** How far two reads of the same are apart: the noise that a rule has to be heard over. */
public final class ReadNoise {
  private ReadNoise() {}

  /**
   * Standard deviation of the pre-activations of each layer when the same batch is read again: the
   * root mean square of the difference of two reads over √2. It covers the decorrelator's array and
   * the weights', not what lies below: both reads have the same input. Zero on exact tiles.
   */
  public static double[] of(Network network, Matrix x) {
    double[] levels = new double[network.layers().size()];
    Matrix input = x;
    for (int l = 0; l < levels.length; l++) {
      Layer layer = network.layers().get(l);
      Matrix first = layer.read(input);
      levels[l] = difference(first, layer.read(input)) / Math.sqrt(2);
      input = layer.activate(first);
    }
    return levels;
  }

  private static double difference(Matrix a, Matrix b) {
    double sum = 0;
    for (int r = 0; r < a.rows(); r++) {
      double[] first = a.row(r);
      double[] second = b.row(r);
      for (int k = 0; k < first.length; k++) {
        double apart = first[k] - second[k];
        sum += apart * apart;
      }
    }
    return Math.sqrt(sum / ((double) a.rows() * a.cols()));
  }
}
