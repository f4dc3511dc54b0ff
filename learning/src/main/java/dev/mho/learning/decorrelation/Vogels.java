package dev.mho.learning.decorrelation;

import dev.mho.device.format.Check;
import org.ejml.simple.SimpleMatrix;

/**
 * Inhibitory plasticity (T. P. Vogels et al., Science 334, 1569, 2011) between the units of a
 * layer: an inhibitory connection grows with what its two ends do together and never changes its
 * sign,
 *
 * <pre>
 * z = (I + L)⁻¹ x        L_ij ← max(0, L_ij + η ⟨z_j (z_i − ρ)⟩),  i ≠ j
 * </pre>
 *
 * with a target rate ρ of zero, the mean of z. It rests where every pair of units is uncorrelated,
 * or correlated negatively without a connection: inhibition cannot undo that.
 *
 * @param rate η > 0
 */
public record Vogels(double rate) implements OlderRule {
  public Vogels {
    Check.positive("rate", rate);
  }

  @Override
  public Memory start(SimpleMatrix r0) {
    return new Lateral(r0, this::next);
  }

  private SimpleMatrix next(SimpleMatrix l, SimpleMatrix c) {
    SimpleMatrix next = l.plus(OlderRule.offDiagonal(c).scale(rate));
    for (int i = 0; i < next.getNumElements(); i++) {
      next.set(i, Math.max(0, next.get(i)));
    }
    return next;
  }
}
