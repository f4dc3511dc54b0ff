package dev.mho.benchmarks;

import dev.mho.device.array.Workers;
import dev.mho.device.random.NoiseStream;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import dev.mho.emulator.matrix.Products;
import dev.mho.learning.credit.BackPropagation;
import dev.mho.learning.credit.CreditAssignment;
import dev.mho.learning.credit.FeedbackAlignment;
import dev.mho.learning.credit.NodePerturbation;
import dev.mho.learning.credit.Perturbation;
import dev.mho.learning.decorrelation.DecorrelationSpec;
import dev.mho.learning.decorrelation.DecorrelationSpec.Diagonal;
import dev.mho.learning.decorrelation.DecorrelationSpec.Gain;
import dev.mho.learning.layer.ConvolutionSpec;
import dev.mho.learning.layer.ImageShape;
import dev.mho.learning.layer.LeakyRelu;
import dev.mho.learning.layer.MaxPool;
import dev.mho.learning.layer.PatchExtraction;
import dev.mho.learning.loss.Loss;
import dev.mho.learning.network.ConvolutionalNetworkSpec;
import dev.mho.learning.network.DenseNetworkSpec;
import dev.mho.learning.network.Learner;
import dev.mho.learning.network.Network;
import dev.mho.learning.network.TileFactory;
import dev.mho.learning.optimizer.Adam;
import dev.mho.learning.optimizer.DigitalUpdate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One learning step of the paper's networks: 4 × 1000 hidden units and 10 outputs for 784 or 3072
 * inputs, or the convolutional one for images of 32 × 32 × 3; batch 256, Adam, float32 exact tiles.
 * Baseline: {@code decorrelation = none}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 4)
@Measurement(iterations = 5, time = 4)
@Fork(1)
public class LearningStep {
  private static final int BATCH = 256;
  private static final ImageShape IMAGE = new ImageShape(32, 32, 3);
  private static final LeakyRelu LEAKY_RELU = new LeakyRelu(0.01);

  /** Inputs of the dense network (Fashion-MNIST, CIFAR-10), or the convolutional one. */
  @Param({"784", "3072", "conv"})
  private String network;

  /** Backpropagation, feedback alignment, node perturbation. */
  @Param({"bp"})
  private String rule;

  /** None, from a tenth of the batch as the paper's code, or from the whole batch. */
  @Param({"none", "tenth", "whole"})
  private String decorrelation;

  /** Threads that share the work. */
  @Param("2")
  private int threads;

  private Workers workers;
  private Learner learner;
  private Matrix x;
  private int[] labels;

  /** Builds the network and draws a batch. */
  @Setup
  public void build() {
    workers = new Workers(threads);
    Products products = new Products(workers);
    NoiseStream root = NoiseStream.root(1);
    int inputs = network.equals("conv") ? IMAGE.size() : Integer.parseInt(network);
    x = Matrix.zeros(BATCH, inputs, Precision.FLOAT32);
    labels = new int[BATCH];
    for (int b = 0; b < BATCH; b++) {
      labels[b] = b % 10;
      for (int j = 0; j < inputs; j++) {
        x.set(b, j, root.normal(b, j));
      }
    }
    TileFactory tiles = TileFactory.exact(Precision.FLOAT32, products);
    Network built =
        network.equals("conv")
            ? convolutional().build(tiles, root, products)
            : dense(inputs).build(tiles, root, products);
    DigitalUpdate update = new DigitalUpdate(built, Adam.ofRate(1e-4), Precision.FLOAT32, workers);
    learner = new Learner(built, rule(built, tiles, root), update, Loss.CROSS_ENTROPY);
  }

  private CreditAssignment rule(Network built, TileFactory tiles, NoiseStream root) {
    return switch (rule) {
      case "bp" -> new BackPropagation();
      case "fa" -> FeedbackAlignment.random(built, tiles, root.child("feedback"));
      case "np" ->
          new NodePerturbation(
              new NodePerturbation.Settings(1e-3, false, false, 1),
              Perturbation.normal(root.child("perturbation"), 1e-3));
      default -> throw new IllegalArgumentException(rule);
    };
  }

  private DenseNetworkSpec dense(int inputs) {
    return new DenseNetworkSpec(
        List.of(inputs, 1000, 1000, 1000, 1000, 10),
        Collections.nCopies(4, LEAKY_RELU),
        decorrelation());
  }

  private ConvolutionalNetworkSpec convolutional() {
    return new ConvolutionalNetworkSpec(
        IMAGE,
        List.of(
            convolution(32, false),
            convolution(32, true),
            convolution(64, false),
            convolution(64, true)),
        List.of(1000, 10),
        List.of(LEAKY_RELU),
        decorrelation());
  }

  private static ConvolutionSpec convolution(int channels, boolean pooled) {
    return new ConvolutionSpec(
        channels,
        new PatchExtraction(3, 1, 1),
        pooled ? Optional.of(new MaxPool(2)) : Optional.empty(),
        LEAKY_RELU);
  }

  private Optional<DecorrelationSpec> decorrelation() {
    double samples = decorrelation.equals("tenth") ? 0.1 : 1;
    return decorrelation.equals("none")
        ? Optional.empty()
        : Optional.of(
            new DecorrelationSpec(1e-5, Diagonal.KEEP, samples, true, Gain.DEMEANED, false, 0.1));
  }

  /** Ends the threads. */
  @TearDown
  public void end() {
    workers.close();
  }

  /** One step. */
  @Benchmark
  public Loss.Verdict step() {
    return learner.learn(x, labels);
  }
}
