package dev.mho.learning.decorrelation;

import dev.mho.device.format.Check;
import org.ejml.simple.SimpleMatrix;

/**
 * Decorrelated batch normalisation (L. Huang et al., CVPR 2018): each batch is whitened by its own
 * covariance, R = (Σ_batch + ε σ̄² I)^(−1/2), and what is tested by a running one, Σ̄ ← Σ̄ +
 * momentum (Σ_batch − Σ̄). Unlike the source, the backward pass takes R as a constant, as it does
 * for every decorrelator here.
 *
 * @param epsilon ε > 0
 * @param momentum in (0, 1]
 */
public record BatchWhitening(double epsilon, double momentum) implements OlderRule {
  public BatchWhitening {
    Check.positive("epsilon", epsilon);
    Check.fraction("mean_momentum", momentum);
  }

  @Override
  public Memory start(SimpleMatrix r0) {
    return Whitening.ofBatches(
        r0.getNumRows(),
        momentum,
        covariance -> Whitening.zca(Whitening.damped(covariance, epsilon)));
  }
}
