package dev.mho.experiments.run;

import dev.mho.device.random.NoiseStream;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import dev.mho.emulator.matrix.Products;
import dev.mho.experiments.dataset.Samples;
import dev.mho.experiments.spec.ExperimentSpec;
import dev.mho.experiments.spec.LearningSpec;
import dev.mho.experiments.spec.UpdateSpec;
import dev.mho.learning.credit.BackPropagation;
import dev.mho.learning.credit.CreditAssignment;
import dev.mho.learning.credit.DirectFeedbackAlignment;
import dev.mho.learning.credit.FeedbackAlignment;
import dev.mho.learning.credit.NodePerturbation;
import dev.mho.learning.credit.Perturbation;
import dev.mho.learning.loss.Loss;
import dev.mho.learning.network.DenseNetworkSpec;
import dev.mho.learning.network.Learner;
import dev.mho.learning.network.Network;
import dev.mho.learning.network.TileFactory;
import dev.mho.learning.optimizer.DigitalUpdate;
import dev.mho.learning.optimizer.PulsedUpdate;
import dev.mho.learning.optimizer.UpdateScheme;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A network in training, on whatever tiles. Two trainees of one experiment start from the same
 * weights, see the same samples, and have the same feedback matrices and perturbations.
 */
final class Trainee {
  private static final int EVALUATION_BATCH = 500;

  private final String name;
  private final Precision precision;
  private final Loss loss;
  private final Learner learner;

  private Trainee(String name, Precision precision, Loss loss, Learner learner) {
    this.name = name;
    this.precision = precision;
    this.loss = loss;
    this.learner = learner;
  }

  /**
   * Builds a trainee.
   *
   * @param name {@code hardware} or {@code exact}
   * @param features of the data
   * @param classes of the data
   */
  static Trainee build(
      String name,
      ExperimentSpec spec,
      int features,
      int classes,
      TileFactory tiles,
      NoiseStream root,
      Products products) {
    List<Integer> sizes = new ArrayList<>();
    sizes.add(features);
    sizes.addAll(spec.network().hidden());
    sizes.add(classes);
    LearningSpec learning = spec.learning();
    DenseNetworkSpec shape =
        new DenseNetworkSpec(
            sizes, spec.network().activations(), learning.decorrelation().map(d -> d.settings()));
    Network network = shape.build(tiles, root.child("start"), products.workers());
    CreditAssignment credit = credit(learning, network, tiles, root);
    UpdateSpec update = learning.update();
    UpdateScheme scheme =
        update.scheme() == UpdateSpec.Scheme.PULSED
            ? new PulsedUpdate(network, update.rate().orElseThrow())
            : new DigitalUpdate(
                network, update.optimizer().orElseThrow().settings(), spec.precision(), products);
    return new Trainee(
        name,
        spec.precision(),
        learning.loss(),
        new Learner(network, credit, scheme, learning.loss()));
  }

  private static CreditAssignment credit(
      LearningSpec learning, Network network, TileFactory tiles, NoiseStream root) {
    NoiseStream feedback = root.child("feedback");
    return switch (learning.credit()) {
      case BACKPROPAGATION -> new BackPropagation();
      case FEEDBACK_ALIGNMENT -> FeedbackAlignment.random(network, tiles, feedback);
      case DIRECT_FEEDBACK_ALIGNMENT ->
          DirectFeedbackAlignment.random(
              network,
              learning.derivative().equals(Optional.of(LearningSpec.Derivative.STRAIGHT_THROUGH)),
              tiles,
              feedback);
      case NODE_PERTURBATION -> {
        NodePerturbation.Settings settings = learning.nodePerturbation().orElseThrow().settings();
        yield new NodePerturbation(
            settings, Perturbation.normal(root.child("perturbation"), settings.sigma()));
      }
    };
  }

  String name() {
    return name;
  }

  Network network() {
    return learner.network();
  }

  /** Learns from some samples of a set. */
  Loss.Verdict learn(Samples samples, int[] order, int from, int to) {
    return learner.learn(batch(samples, order, from, to), labels(samples, order, from, to));
  }

  /** Mean loss and accuracy over a set. */
  Score evaluate(Samples samples) {
    int[] order = new int[samples.size()];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    Score.Sum sum = new Score.Sum();
    for (int from = 0; from < order.length; from += EVALUATION_BATCH) {
      int to = Math.min(order.length, from + EVALUATION_BATCH);
      Matrix outputs = network().evaluate(batch(samples, order, from, to));
      sum.add(loss.judge(outputs, labels(samples, order, from, to)));
    }
    return sum.mean();
  }

  /** A batch as a matrix. */
  Matrix batch(Samples samples, int[] order, int from, int to) {
    Matrix batch = Matrix.zeros(to - from, samples.features(), precision);
    double[] row = new double[samples.features()];
    for (int b = from; b < to; b++) {
      samples.copyFeatures(order[b], row);
      batch.writeRow(b - from, row);
    }
    return batch;
  }

  private static int[] labels(Samples samples, int[] order, int from, int to) {
    int[] labels = new int[to - from];
    for (int b = from; b < to; b++) {
      labels[b - from] = samples.label(order[b]);
    }
    return labels;
  }
}
