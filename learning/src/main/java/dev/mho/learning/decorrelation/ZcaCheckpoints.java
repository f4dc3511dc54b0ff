package dev.mho.learning.decorrelation;

import dev.mho.device.format.Check;
import dev.mho.device.state.Archive;
import org.ejml.simple.SimpleMatrix;

/**
 * Whitening at checkpoints (G. Desjardins et al., NeurIPS 2015; P. Luo, ICML 2017): the covariance
 * Σ of the inputs is summed over a number of batches, and then R = (Σ + ε σ̄² I)^(−1/2), σ̄² being
 * the mean variance. It rests where C = I, up to ε.
 *
 * @param every batches from checkpoint to checkpoint, ≥ 1
 * @param epsilon ε > 0
 */
public record ZcaCheckpoints(int every, double epsilon) implements OlderRule {
  public ZcaCheckpoints {
    Check.within("every", every, 1, 1 << 30);
    Check.positive("epsilon", epsilon);
  }

  @Override
  public Memory start(SimpleMatrix r0) {
    int n = r0.getNumRows();
    return new Memory() {
      private SimpleMatrix sum = new SimpleMatrix(n, n);
      private SimpleMatrix r = r0;
      private int batches;

      @Override
      public void keep(Archive archive) {
        sum = OlderRule.kept("sum", sum, archive);
        r = OlderRule.kept("r", r, archive);
        batches = archive.value("batches", batches);
      }

      @Override
      public SimpleMatrix after(SimpleMatrix x, SimpleMatrix z) {
        sum = sum.plus(OlderRule.moment(x, x));
        if (++batches == every) {
          r = Whitening.zca(Whitening.damped(sum.divide(every), epsilon));
          sum = new SimpleMatrix(n, n);
          batches = 0;
        }
        return r;
      }
    };
  }
}
