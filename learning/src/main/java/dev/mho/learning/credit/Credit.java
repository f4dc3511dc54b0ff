package dev.mho.learning.credit;

import dev.mho.emulator.matrix.Matrix;
import dev.mho.learning.layer.Pass;
import dev.mho.learning.loss.Loss;
import java.util.List;

/**
 * Errors of all layers for a batch: the gradient of layer l is (1/B) Σ δ_l z_lᵀ.
 *
 * @param passes what each layer computed in the clean pass
 * @param deltas δ of each layer, samples × units
 * @param verdict loss of the clean pass
 */
public record Credit(List<Pass> passes, List<Matrix> deltas, Loss.Verdict verdict) {}
