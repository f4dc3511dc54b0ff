package dev.mho.emulator.circuit;

import java.util.Arrays;

/**
 * The least eigenvalue of the tridiagonal matrix that conjugate gradients build implicitly (Saad,
 * Iterative Methods for Sparse Linear Systems, 6.7.3): with their steps α_k and β_k,
 *
 * <pre>
 * diagonal 1/α_k + β_(k−1)/α_(k−1),  off-diagonal √β_k / α_k
 * </pre>
 *
 * It approaches the least eigenvalue of the preconditioned matrix from above as iterations go on.
 */
final class RitzValue {
  private double[] diagonal = new double[16];
  private double[] squaredOff = new double[16];
  private int size;
  private double lastAlpha;
  private double lastBeta;
  private double least = 1;

  /** Forgets everything. */
  void clear() {
    restart();
    least = 1;
  }

  /** A new run of conjugate gradients on the same matrix begins: the least value so far stays. */
  void restart() {
    size = 0;
    lastBeta = 0;
    lastAlpha = 1;
  }

  /** One more iteration. */
  void add(double alpha, double beta) {
    if (size == diagonal.length) {
      diagonal = Arrays.copyOf(diagonal, 2 * size);
      squaredOff = Arrays.copyOf(squaredOff, 2 * size);
    }
    diagonal[size] = 1 / alpha + lastBeta / lastAlpha;
    squaredOff[size] = beta / (alpha * alpha);
    size++;
    lastAlpha = alpha;
    lastBeta = beta;
  }

  /** The least value so far, in (0, 1]; 1 before the first iteration. */
  double least() {
    if (size == 0) {
      return least;
    }
    double low = 0;
    double high = least;
    if (below(high) == 0) {
      return least;
    }
    for (int halving = 0; halving < 60 && high - low > 0.01 * high; halving++) {
      double middle = (low + high) / 2;
      if (below(middle) > 0) {
        high = middle;
      } else {
        low = middle;
      }
    }
    // The upper end: never zero, and within a percent of the value.
    least = high;
    return least;
  }

  /** How many eigenvalues lie below a bound: Sturm's count. */
  private int below(double bound) {
    int count = 0;
    double pivot = 1;
    for (int k = 0; k < size; k++) {
      double off = k == 0 ? 0 : squaredOff[k - 1];
      pivot = diagonal[k] - bound - off / pivot;
      if (pivot < 0) {
        count++;
      } else if (pivot == 0) {
        pivot = 1e-300;
      }
    }
    return count;
  }
}
