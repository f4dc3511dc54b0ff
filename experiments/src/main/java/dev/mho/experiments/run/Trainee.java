package dev.mho.experiments.run;

import dev.mho.device.format.BadInputException;
import dev.mho.device.random.NoiseStream;
import dev.mho.device.state.Archive;
import dev.mho.device.state.Stateful;
import dev.mho.emulator.matrix.Products;
import dev.mho.experiments.dataset.Samples;
import dev.mho.experiments.dataset.View;
import dev.mho.experiments.spec.DecorrelationKeys;
import dev.mho.experiments.spec.ExperimentSpec;
import dev.mho.experiments.spec.LearningSpec;
import dev.mho.experiments.spec.NetworkSpec;
import dev.mho.experiments.spec.UpdateSpec;
import dev.mho.learning.credit.BackPropagation;
import dev.mho.learning.credit.CreditAssignment;
import dev.mho.learning.credit.DirectFeedbackAlignment;
import dev.mho.learning.credit.FeedbackAlignment;
import dev.mho.learning.credit.NodePerturbation;
import dev.mho.learning.credit.Perturbation;
import dev.mho.learning.decorrelation.DecorrelationSpec;
import dev.mho.learning.layer.ImageShape;
import dev.mho.learning.loss.Loss;
import dev.mho.learning.network.ConvolutionalNetworkSpec;
import dev.mho.learning.network.DenseNetworkSpec;
import dev.mho.learning.network.Learner;
import dev.mho.learning.network.Network;
import dev.mho.learning.network.TileFactory;
import dev.mho.learning.optimizer.DigitalUpdate;
import dev.mho.learning.optimizer.NaturalGradientUpdate;
import dev.mho.learning.optimizer.PulsedUpdate;
import dev.mho.learning.optimizer.UpdateScheme;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A network in training, on whatever tiles. Two trainees of one experiment start from the same
 * weights, see the same samples, and have the same feedback matrices and perturbations.
 */
final class Trainee implements Stateful {
  private final String name;
  private final Learner learner;
  private final Examiner examiner;
  private final NoiseStream augment;

  private Trainee(String name, Learner learner, Examiner examiner, NoiseStream augment) {
    this.name = name;
    this.learner = learner;
    this.examiner = examiner;
    this.augment = augment;
  }

  /**
   * Prepares a trainee.
   *
   * @param name {@code hardware} or {@code exact}
   * @param network to be trained, as {@link #network} builds it
   * @param perturbation sizes of node perturbation's noise; only looked at by that rule
   * @param tiles makes the feedback matrices
   */
  static Trainee of(
      String name,
      Network network,
      ExperimentSpec spec,
      View view,
      Optional<PerturbationSizes> perturbation,
      TileFactory tiles,
      NoiseStream root,
      Products products) {
    LearningSpec learning = spec.learning();
    CreditAssignment credit = credit(learning, network, perturbation, tiles, root);
    return new Trainee(
        name,
        new Learner(network, credit, scheme(spec, network, products), learning.loss()),
        new Examiner(spec.precision(), learning.loss(), view),
        root.child("augment"));
  }

  private static UpdateScheme scheme(ExperimentSpec spec, Network network, Products products) {
    UpdateSpec update = spec.learning().update();
    if (update.optimizer().isPresent()) {
      return new DigitalUpdate(
          network, update.optimizer().get().settings(), spec.precision(), products.workers());
    }
    double rate = update.rate().orElseThrow();
    return update.damping().isPresent()
        ? new NaturalGradientUpdate(network, rate, update.damping().get(), products)
        : new PulsedUpdate(network, rate);
  }

  /**
   * Builds the network of an experiment for some data.
   *
   * @throws BadInputException if the network needs images and the data has none, or too small ones
   */
  static Network network(
      ExperimentSpec spec,
      View view,
      int classes,
      TileFactory tiles,
      NoiseStream root,
      Products products) {
    NetworkSpec shape = spec.network();
    List<Integer> units = new ArrayList<>(shape.hidden());
    units.add(classes);
    Optional<DecorrelationSpec> decorrelation =
        spec.learning().decorrelation().map(DecorrelationKeys::settings);
    NoiseStream start = root.child("start");
    if (shape.kind() == NetworkSpec.Kind.CONVOLUTIONAL) {
      ImageShape image =
          view.image()
              .orElseThrow(
                  () ->
                      new BadInputException(
                          "convolutions need images; csv.image says the shape of a sample"));
      return new ConvolutionalNetworkSpec(
              image, shape.convolutionSpecs(), units, shape.activations(), decorrelation)
          .build(tiles, start, products);
    }
    units.add(0, view.features());
    return new DenseNetworkSpec(units, shape.activations(), decorrelation)
        .build(tiles, start, products);
  }

  private static CreditAssignment credit(
      LearningSpec learning,
      Network network,
      Optional<PerturbationSizes> perturbation,
      TileFactory tiles,
      NoiseStream root) {
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
        PerturbationSizes sizes = perturbation.orElseThrow();
        yield new NodePerturbation(
            settings, sizes::sigma, Perturbation.normal(root.child("perturbation"), sizes::sigma));
      }
    };
  }

  @Override
  public void keep(Archive archive) {
    learner.keep(archive);
  }

  String name() {
    return name;
  }

  Network network() {
    return learner.network();
  }

  /** Learns from samples {@code order[from … to − 1]} of a set, as an epoch sees them. */
  Loss.Verdict learn(Samples samples, int epoch, int[] order, int from, int to) {
    return learner.learn(
        examiner.trainBatch(samples, augment.child(epoch), order, from, to),
        examiner.labels(samples, order, from, to));
  }

  /** Score on all samples of a set. */
  Score examine(Samples samples) {
    return examiner.examine(network(), samples);
  }
}
