package dev.mho.learning.decorrelation;

import dev.mho.device.state.Archive;
import java.util.Optional;
import org.ejml.simple.SimpleEVD;
import org.ejml.simple.SimpleMatrix;

/** Inverse square roots of covariances, and the memory of a rule that follows them. */
final class Whitening {
  private Whitening() {}

  /** From a covariance to its inverse square root. */
  @FunctionalInterface
  interface Root {
    SimpleMatrix inverse(SimpleMatrix covariance);
  }

  /** Σ + ε (tr Σ/n) I: ε is a share of the mean variance. */
  static SimpleMatrix damped(SimpleMatrix covariance, double epsilon) {
    int n = covariance.getNumRows();
    double share = Math.max(epsilon * covariance.trace() / n, Double.MIN_NORMAL);
    return covariance.plus(SimpleMatrix.identity(n).scale(share));
  }

  /** Σ^(−1/2) by eigenvalues: the symmetric root, ZCA. */
  static SimpleMatrix zca(SimpleMatrix covariance) {
    SimpleEVD<SimpleMatrix> eigen = covariance.eig();
    SimpleMatrix root = new SimpleMatrix(covariance.getNumRows(), covariance.getNumCols());
    for (int i = 0; i < eigen.getNumberOfEigenvalues(); i++) {
      SimpleMatrix axis = eigen.getEigenVector(i);
      double value = Math.max(eigen.getEigenvalue(i).getReal(), Double.MIN_NORMAL);
      root = root.plus(axis.mult(axis.transpose()).divide(Math.sqrt(value)));
    }
    return root;
  }

  /** Each batch of n inputs is whitened by its own covariance, what is tested by a running one. */
  static OlderRule.Memory ofBatches(int n, double momentum, Root root) {
    return new OlderRule.Memory() {
      private Optional<SimpleMatrix> running = Optional.empty();

      @Override
      public Optional<SimpleMatrix> before(SimpleMatrix x) {
        return Optional.of(root.inverse(OlderRule.moment(x, x)));
      }

      @Override
      public void keep(Archive archive) {
        if (archive.value("running is known", running.isPresent())) {
          SimpleMatrix known = running.orElseGet(() -> new SimpleMatrix(n, n));
          running = Optional.of(OlderRule.kept("running", known, archive));
        }
      }

      @Override
      public SimpleMatrix after(SimpleMatrix x, SimpleMatrix z) {
        SimpleMatrix own = OlderRule.moment(x, x);
        SimpleMatrix next =
            running.map(old -> old.scale(1 - momentum).plus(own.scale(momentum))).orElse(own);
        running = Optional.of(next);
        return root.inverse(next);
      }
    };
  }
}
