package dev.mho.learning.decorrelation;

import dev.mho.device.format.Check;
import org.ejml.simple.SimpleMatrix;

/**
 * Iterative normalisation (L. Huang et al., CVPR 2019): as {@link BatchWhitening}, with the inverse
 * square root by a few steps of Newton and Schulz,
 *
 * <pre>
 * S = Σ/tr Σ,   P₀ = I,   P ← (3 P − P³ S)/2,   R = P/√(tr Σ)
 * </pre>
 *
 * Few steps whiten the large eigenvalues and leave the small ones small, which is what the source
 * wants of it.
 *
 * @param iterations of the root, ≥ 1; the source takes 5
 * @param epsilon ε > 0, a share of the mean variance
 * @param momentum of the running covariance, in (0, 1]
 */
public record IterativeNormalization(int iterations, double epsilon, double momentum)
    implements OlderRule {
  public IterativeNormalization {
    Check.within("iterations", iterations, 1, 1000);
    Check.positive("epsilon", epsilon);
    Check.fraction("mean_momentum", momentum);
  }

  @Override
  public Memory start(SimpleMatrix r0) {
    return Whitening.ofBatches(
        r0.getNumRows(), momentum, covariance -> root(Whitening.damped(covariance, epsilon)));
  }

  private SimpleMatrix root(SimpleMatrix covariance) {
    double trace = covariance.trace();
    SimpleMatrix scaled = covariance.divide(trace);
    SimpleMatrix p = SimpleMatrix.identity(covariance.getNumRows());
    SimpleMatrix sp = scaled;
    for (int i = 0; i < iterations; i++) {
      // S P is carried along: as P³ S the step would let rounding grow.
      SimpleMatrix factor =
          SimpleMatrix.identity(covariance.getNumRows()).scale(3).minus(p.mult(sp)).scale(0.5);
      p = factor.mult(p);
      sp = sp.mult(factor);
    }
    return p.divide(Math.sqrt(trace));
  }
}
