package dev.mho.learning.decorrelation;

import dev.mho.device.state.Archive;
import dev.mho.device.state.Stateful;
import dev.mho.emulator.matrix.Matrix;
import java.util.Optional;
import org.ejml.simple.SimpleMatrix;

/**
 * A rule that was there before the paper's, in its place: an exact reference that computes R in
 * double precision and has it written, with z = R (x − μ) as ever. Rules with lateral connections
 * settle at z = (I + L)⁻¹ R₀ x, so their R is (I + L)⁻¹ R₀; R₀ is the identity as a rule.
 *
 * <p>Below, C = ⟨z zᵀ⟩ is the average over the rows that teach.
 */
public sealed interface OlderRule
    permits Foldiak,
        Sanger,
        Pehlevan,
        Vogels,
        ZcaCheckpoints,
        BatchWhitening,
        IterativeNormalization {

  /** What a rule remembers. */
  interface Memory extends Stateful {

    /** R for a batch that is about to pass; empty where the rule learns after. */
    default Optional<SimpleMatrix> before(SimpleMatrix x) {
      return Optional.empty();
    }

    /** R for what follows a batch: inputs x and outputs z, one sample a row. */
    SimpleMatrix after(SimpleMatrix x, SimpleMatrix z);
  }

  /**
   * Fresh memory.
   *
   * @param r0 R at the start, n × n
   */
  Memory start(SimpleMatrix r0);

  /** ⟨a bᵀ⟩ over the rows of a and b. */
  static SimpleMatrix moment(SimpleMatrix a, SimpleMatrix b) {
    return a.transpose().mult(b).divide(a.getNumRows());
  }

  /** A matrix without its diagonal. */
  static SimpleMatrix offDiagonal(SimpleMatrix a) {
    SimpleMatrix off = a.copy();
    for (int i = 0; i < a.getNumRows(); i++) {
      off.set(i, i, 0);
    }
    return off;
  }

  /** A matrix for the algebra of a rule; a copy. */
  static SimpleMatrix of(Matrix matrix) {
    return new SimpleMatrix(matrix.rows(), matrix.cols(), true, matrix.toArray());
  }

  /** A matrix as an archive keeps it; a copy. */
  static SimpleMatrix kept(String name, SimpleMatrix matrix, Archive archive) {
    SimpleMatrix kept = matrix.copy();
    archive.doubles(name, kept.getDDRM().getData());
    return kept;
  }

  /** A matrix for a tile; a copy. */
  static Matrix of(SimpleMatrix matrix) {
    double[][] rows = new double[matrix.getNumRows()][matrix.getNumCols()];
    for (int r = 0; r < rows.length; r++) {
      for (int c = 0; c < rows[r].length; c++) {
        rows[r][c] = matrix.get(r, c);
      }
    }
    return Matrix.of(rows);
  }
}
