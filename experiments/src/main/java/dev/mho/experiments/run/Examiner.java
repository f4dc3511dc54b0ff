package dev.mho.experiments.run;

import dev.mho.device.random.NoiseStream;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import dev.mho.experiments.dataset.Samples;
import dev.mho.experiments.dataset.View;
import dev.mho.learning.loss.Loss;
import dev.mho.learning.network.Network;
import java.util.Arrays;
import java.util.function.ObjIntConsumer;

/**
 * Turns samples into batches and examines networks on them.
 *
 * @param precision of the batches
 * @param loss by which outputs are judged
 * @param view how samples are seen
 */
record Examiner(Precision precision, Loss loss, View view) {
  private static final int BATCH = 500;

  /** Score of a network on all samples of a set. */
  Score examine(Network network, Samples samples) {
    int[] order = new int[samples.size()];
    Arrays.setAll(order, i -> i);
    Score.Sum sum = new Score.Sum();
    for (int from = 0; from < order.length; from += BATCH) {
      int to = Math.min(order.length, from + BATCH);
      Matrix outputs = network.evaluate(testBatch(samples, order, from, to));
      sum.add(loss.judge(outputs, labels(samples, order, from, to)));
    }
    return sum.mean();
  }

  /** Samples {@code order[from … to − 1]} as they are seen in testing, one a row. */
  Matrix testBatch(Samples samples, int[] order, int from, int to) {
    return batch(order, from, to, (row, sample) -> view.test(samples, sample, row));
  }

  /** Samples {@code order[from … to − 1]} as they are seen in an epoch of training, one a row. */
  Matrix trainBatch(Samples samples, NoiseStream epoch, int[] order, int from, int to) {
    return batch(order, from, to, (row, sample) -> view.train(samples, sample, epoch, row));
  }

  private Matrix batch(int[] order, int from, int to, ObjIntConsumer<double[]> look) {
    Matrix batch = Matrix.zeros(to - from, view.features(), precision);
    double[] row = new double[view.features()];
    for (int b = from; b < to; b++) {
      look.accept(row, order[b]);
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
