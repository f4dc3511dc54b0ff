package dev.mho.experiments.run;

import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import dev.mho.experiments.dataset.Samples;
import dev.mho.learning.loss.Loss;
import dev.mho.learning.network.Network;
import java.util.Arrays;

/**
 * Turns samples into batches and examines networks on them.
 *
 * @param precision of the batches
 * @param loss by which outputs are judged
 */
record Examiner(Precision precision, Loss loss) {
  private static final int BATCH = 500;

  /** Score of a network on all samples of a set. */
  Score examine(Network network, Samples samples) {
    int[] order = new int[samples.size()];
    Arrays.setAll(order, i -> i);
    Score.Sum sum = new Score.Sum();
    for (int from = 0; from < order.length; from += BATCH) {
      int to = Math.min(order.length, from + BATCH);
      Matrix outputs = network.evaluate(batch(samples, order, from, to));
      sum.add(loss.judge(outputs, labels(samples, order, from, to)));
    }
    return sum.mean();
  }

  /** Features of samples {@code order[from … to − 1]}, one sample a row. */
  Matrix batch(Samples samples, int[] order, int from, int to) {
    Matrix batch = Matrix.zeros(to - from, samples.features(), precision);
    double[] row = new double[samples.features()];
    for (int b = from; b < to; b++) {
      samples.copyFeatures(order[b], row);
      batch.writeRow(b - from, row);
    }
    return batch;
  }

  /** Labels of samples {@code order[from … to − 1]}. */
  int[] labels(Samples samples, int[] order, int from, int to) {
    int[] labels = new int[to - from];
    for (int b = from; b < to; b++) {
      labels[b - from] = samples.label(order[b]);
    }
    return labels;
  }
}
