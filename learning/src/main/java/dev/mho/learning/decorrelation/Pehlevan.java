package dev.mho.learning.decorrelation;

import dev.mho.device.format.Check;
import org.ejml.simple.SimpleMatrix;

/**
 * The anti-Hebbian lateral connections of similarity matching (C. Pehlevan, T. Hu, D. B.
 * Chklovskii, Neural Comput. 27, 1461, 2015, eq. 17), which decay with the activity of the unit
 * they end at,
 *
 * <pre>
 * z = (I + L)⁻¹ x        L_ij ← L_ij + η (C_ij − C_ii L_ij),  i ≠ j
 * </pre>
 *
 * with a fixed rate η in place of the source's 1/Σ z_i². The source's feed-forward weights are held
 * at the identity: with as many units as inputs they would make R a rotation, which decorrelates
 * nothing. It rests where I + L = D⁻¹ C with D the diagonal of C, that is where D⁻¹ C³ D⁻¹ is the
 * correlation of the inputs: less correlated than those, but not uncorrelated.
 *
 * @param rate η > 0
 */
public record Pehlevan(double rate) implements OlderRule {
  public Pehlevan {
    Check.positive("rate", rate);
  }

  @Override
  public Memory start(SimpleMatrix r0) {
    return new Lateral(r0, this::next);
  }

  private SimpleMatrix next(SimpleMatrix l, SimpleMatrix c) {
    SimpleMatrix decay = SimpleMatrix.diag(c.diag().getDDRM().getData()).mult(l);
    return l.plus(OlderRule.offDiagonal(c.minus(decay)).scale(rate));
  }
}
