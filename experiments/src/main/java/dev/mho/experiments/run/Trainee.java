package dev.mho.experiments.run;

import dev.mho.device.random.NoiseStream;
import dev.mho.emulator.matrix.Products;
import dev.mho.experiments.dataset.Dataset;
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
  private final String name;
  private final Learner learner;
  private final Examiner examiner;

  private Trainee(String name, Learner learner, Examiner examiner) {
    this.name = name;
    this.learner = learner;
    this.examiner = examiner;
  }

  /**
   * Prepares a trainee.
   *
   * @param name {@code hardware} or {@code exact}
   * @param network to be trained, as {@link #network} builds it
   * @param tiles makes the feedback matrices
   */
  static Trainee of(
      String name,
      Network network,
      ExperimentSpec spec,
      TileFactory tiles,
      NoiseStream root,
      Products products) {
    LearningSpec learning = spec.learning();
    CreditAssignment credit = credit(learning, network, tiles, root);
    UpdateSpec update = learning.update();
    UpdateScheme scheme =
        update.scheme() == UpdateSpec.Scheme.PULSED
            ? new PulsedUpdate(network, update.rate().orElseThrow())
            : new DigitalUpdate(
                network, update.optimizer().orElseThrow().settings(), spec.precision(), products);
    return new Trainee(
        name,
        new Learner(network, credit, scheme, learning.loss()),
        new Examiner(spec.precision(), learning.loss()));
  }

  /** Builds the network of an experiment for some data. */
  static Network network(
      ExperimentSpec spec, Dataset data, TileFactory tiles, NoiseStream root, Products products) {
    List<Integer> sizes = new ArrayList<>();
    sizes.add(data.features());
    sizes.addAll(spec.network().hidden());
    sizes.add(data.classes());
    DenseNetworkSpec shape =
        new DenseNetworkSpec(
            sizes,
            spec.network().activations(),
            spec.learning().decorrelation().map(d -> d.settings()));
    return shape.build(tiles, root.child("start"), products.workers());
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

  /** Learns from samples {@code order[from … to − 1]} of a set. */
  Loss.Verdict learn(Samples samples, int[] order, int from, int to) {
    return learner.learn(
        examiner.batch(samples, order, from, to), examiner.labels(samples, order, from, to));
  }

  /** Score on all samples of a set. */
  Score examine(Samples samples) {
    return examiner.examine(network(), samples);
  }
}
