package dev.mho.learning.decorrelation;

import dev.mho.device.state.Archive;
import dev.mho.emulator.matrix.NonFiniteException;
import org.ejml.data.SingularMatrixException;
import org.ejml.simple.SimpleMatrix;

/** Lateral connections L between units that settle at z = (I + L)⁻¹ R₀ x; L starts at zero. */
final class Lateral implements OlderRule.Memory {

  /** How connections follow the correlation of the outputs. */
  @FunctionalInterface
  interface Plasticity {
    /** The next L. */
    SimpleMatrix next(SimpleMatrix l, SimpleMatrix c);
  }

  private final Plasticity plasticity;
  private final SimpleMatrix r0;
  private SimpleMatrix l;

  Lateral(SimpleMatrix r0, Plasticity plasticity) {
    this.plasticity = plasticity;
    this.r0 = r0;
    this.l = new SimpleMatrix(r0.getNumRows(), r0.getNumRows());
  }

  @Override
  public void keep(Archive archive) {
    l = OlderRule.kept("lateral", l, archive);
  }

  @Override
  public SimpleMatrix after(SimpleMatrix x, SimpleMatrix z) {
    l = plasticity.next(l, OlderRule.moment(z, z));
    try {
      return SimpleMatrix.identity(l.getNumRows()).plus(l).solve(r0);
    } catch (SingularMatrixException e) {
      throw new NonFiniteException("lateral connections have become singular; lower the rate");
    }
  }
}
