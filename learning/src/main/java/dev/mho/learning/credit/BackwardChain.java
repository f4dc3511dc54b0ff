package dev.mho.learning.credit;

import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.tile.Tile;
import dev.mho.learning.layer.Pass;
import dev.mho.learning.loss.Loss;
import dev.mho.learning.network.Network;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Hands the error down layer by layer: e = Rᵀ Tᵀ δ, δ_below = e ⊙ φ'(a_below), T being what carries
 * the error back through a layer.
 */
final class BackwardChain {
  private BackwardChain() {}

  static Credit assign(
      Network network, Matrix x, int[] labels, Loss loss, IntFunction<Tile> carrier) {
    List<Pass> passes = network.forward(x);
    Loss.Verdict verdict = loss.judge(passes.get(passes.size() - 1).a(), labels);
    Deque<Matrix> deltas = new ArrayDeque<>();
    Matrix delta = verdict.error();
    deltas.push(delta);
    for (int l = passes.size() - 1; l > 0; l--) {
      Matrix e = passes.get(l).errorBelow(delta, carrier.apply(l));
      delta = passes.get(l - 1).delta(e);
      deltas.push(delta);
    }
    return new Credit(passes, new ArrayList<>(deltas), verdict);
  }
}
