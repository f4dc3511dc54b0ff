package dev.mho.learning.decorrelation;

import dev.mho.device.format.Check;
import org.ejml.simple.SimpleMatrix;

/**
 * Anti-Hebbian lateral inhibition (P. Földiák, Biol. Cybern. 64, 165, 1990; the linear form of his
 * "Adaptive network for optimal linear feature extraction", IJCNN 1989):
 *
 * <pre>
 * z = (I + L)⁻¹ x        L ← L + η (C − diag C)
 * </pre>
 *
 * It rests where C is diagonal.
 *
 * @param rate η > 0
 */
public record Foldiak(double rate) implements OlderRule {
  public Foldiak {
    Check.positive("rate", rate);
  }

  @Override
  public Memory start(SimpleMatrix r0) {
    return new Lateral(r0, (l, c) -> l.plus(OlderRule.offDiagonal(c).scale(rate)));
  }
}
