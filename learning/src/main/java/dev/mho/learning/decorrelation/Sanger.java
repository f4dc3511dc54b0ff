package dev.mho.learning.decorrelation;

import dev.mho.device.format.Check;
import dev.mho.device.state.Archive;
import org.ejml.simple.SimpleMatrix;

/**
 * The generalised Hebbian rule (E. Oja, Int. J. Neural Syst. 1, 61, 1989, in the form of T. D.
 * Sanger, Neural Networks 2, 459, 1989): each unit follows Oja's rule on what the units before it
 * leave over,
 *
 * <pre>
 * R ← R + η (⟨z xᵀ⟩ − tril(C) R)
 * </pre>
 *
 * It rests where the rows of R are the principal axes of the inputs, so that C is diagonal with the
 * inputs' own eigenvalues, the largest first.
 *
 * @param rate η > 0
 */
public record Sanger(double rate) implements OlderRule {
  public Sanger {
    Check.positive("rate", rate);
  }

  @Override
  public Memory start(SimpleMatrix r0) {
    int n = r0.getNumRows();
    return new Memory() {
      private SimpleMatrix r = r0;

      @Override
      public void keep(Archive archive) {
        r = OlderRule.kept("r", r, archive);
      }

      @Override
      public SimpleMatrix after(SimpleMatrix x, SimpleMatrix z) {
        SimpleMatrix lower = OlderRule.moment(z, z);
        for (int i = 0; i < n; i++) {
          for (int j = i + 1; j < n; j++) {
            lower.set(i, j, 0);
          }
        }
        r = r.plus(OlderRule.moment(z, x).minus(lower.mult(r)).scale(rate));
        return r;
      }
    };
  }
}
