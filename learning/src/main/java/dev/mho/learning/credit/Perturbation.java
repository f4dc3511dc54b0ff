package dev.mho.learning.credit;

import dev.mho.device.random.NoiseStream;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import java.util.function.IntToDoubleFunction;

/** Where node perturbation gets its noise from. */
@FunctionalInterface
public interface Perturbation {

  /**
   * Noise for the pre-activations of a layer, samples × units, already of the rule's size.
   *
   * @param step number of the learning step
   * @param draw number of the draw within the step
   */
  Matrix draw(long step, int draw, int layer, int samples, int units, Precision precision);

  /** Normal noise of standard deviation {@code sigma}. */
  static Perturbation normal(NoiseStream stream, double sigma) {
    return normal(stream, layer -> sigma);
  }

  /** Normal noise with a standard deviation for each layer. */
  static Perturbation normal(NoiseStream stream, IntToDoubleFunction sigma) {
    return (step, draw, layer, samples, units, precision) -> {
      double size = sigma.applyAsDouble(layer);
      NoiseStream own = stream.child(layer).child(draw).child(step);
      Matrix noise = Matrix.zeros(samples, units, precision);
      float[] xi = new float[units];
      double[] row = new double[units];
      for (int b = 0; b < samples; b++) {
        own.fillNormal(b, 0, xi, 0, units);
        for (int k = 0; k < units; k++) {
          row[k] = size * xi[k];
        }
        noise.writeRow(b, row);
      }
      return noise;
    };
  }
}
