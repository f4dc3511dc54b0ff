package dev.mho.experiments.run;

import dev.mho.learning.loss.Loss;
import java.util.Locale;

/**
 * How a network does on some samples.
 *
 * @param loss mean loss
 * @param accuracy share of samples put in the right class, 0 to 1
 */
public record Score(double loss, double accuracy) {

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "accuracy %.2f %%, loss %.4f", 100 * accuracy, loss);
  }

  /** Gathers batches. */
  static final class Sum {
    private double loss;
    private int correct;
    private int samples;

    void add(Loss.Verdict verdict) {
      for (double one : verdict.perSample()) {
        loss += one;
      }
      correct += verdict.correct();
      samples += verdict.perSample().length;
    }

    Score mean() {
      return new Score(loss / samples, (double) correct / samples);
    }
  }
}
