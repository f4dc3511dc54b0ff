package dev.mho.learning.loss;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.mho.emulator.matrix.Matrix;

/** Loss of a batch of outputs against class labels, one value a sample. */
public enum Loss {
  /** −ln softmax(a)_label; error softmax(a) − onehot. */
  @JsonProperty("cross-entropy")
  CROSS_ENTROPY {
    @Override
    double sample(double[] a, int label, double[] error) {
      double max = Double.NEGATIVE_INFINITY;
      for (double value : a) {
        max = Math.max(max, value);
      }
      double sum = 0;
      for (int k = 0; k < a.length; k++) {
        error[k] = Math.exp(a[k] - max);
        sum += error[k];
      }
      for (int k = 0; k < a.length; k++) {
        error[k] /= sum;
      }
      error[label] -= 1;
      return Math.log(sum) + max - a[label];
    }
  },
  /** Σ (a − onehot)²; error 2 (a − onehot). */
  @JsonProperty("squared-error")
  SQUARED_ERROR {
    @Override
    double sample(double[] a, int label, double[] error) {
      double sum = 0;
      for (int k = 0; k < a.length; k++) {
        double missed = a[k] - (k == label ? 1 : 0);
        error[k] = 2 * missed;
        sum += missed * missed;
      }
      return sum;
    }
  };

  /**
   * Loss and error of a batch.
   *
   * @param perSample loss of each sample
   * @param error ∂loss/∂a of each sample, not divided by the batch size
   * @param correct samples whose largest output is the label's
   */
  public record Verdict(double[] perSample, Matrix error, int correct) {

    /** Mean over the batch. */
    public double mean() {
      double sum = 0;
      for (double loss : perSample) {
        sum += loss;
      }
      return sum / perSample.length;
    }
  }

  /** Judges outputs a (samples × classes) against labels. */
  public Verdict judge(Matrix a, int[] labels) {
    Matrix error = Matrix.zeros(a.rows(), a.cols(), a.precision());
    double[] perSample = new double[a.rows()];
    double[] row = new double[a.cols()];
    double[] rowError = new double[a.cols()];
    int correct = 0;
    for (int b = 0; b < a.rows(); b++) {
      a.readRow(b, row);
      perSample[b] = sample(row, labels[b], rowError);
      error.writeRow(b, rowError);
      correct += largest(row) == labels[b] ? 1 : 0;
    }
    return new Verdict(perSample, error, correct);
  }

  private static int largest(double[] row) {
    int best = 0;
    for (int k = 1; k < row.length; k++) {
      best = row[k] > row[best] ? k : best;
    }
    return best;
  }

  abstract double sample(double[] a, int label, double[] error);
}
