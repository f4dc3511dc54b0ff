package dev.mho.learning.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.mho.device.array.Workers;
import dev.mho.device.random.NoiseStream;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import dev.mho.emulator.matrix.Products;
import dev.mho.learning.TestData;
import dev.mho.learning.TestNetwork;
import dev.mho.learning.credit.BackPropagation;
import dev.mho.learning.credit.CreditAssignment;
import dev.mho.learning.credit.DirectFeedbackAlignment;
import dev.mho.learning.credit.FeedbackAlignment;
import dev.mho.learning.credit.NodePerturbation;
import dev.mho.learning.credit.Perturbation;
import dev.mho.learning.decorrelation.DecorrelationSpec;
import dev.mho.learning.layer.ConvolutionSpec;
import dev.mho.learning.layer.ImageShape;
import dev.mho.learning.layer.Layer;
import dev.mho.learning.layer.MaxPool;
import dev.mho.learning.layer.PatchExtraction;
import dev.mho.learning.loss.Loss;
import dev.mho.learning.optimizer.Adam;
import dev.mho.learning.optimizer.DigitalUpdate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bits that are learnt do not depend on the number of threads; shapes span several blocks. */
class SameBitsTest {
  private static final List<Integer> SIZES = List.of(150, 200, 140, 10);
  private static final int BATCH = 300;

  @ParameterizedTest
  @CsvSource({
    "bp, FLOAT32",
    "bp, FLOAT64",
    "fa, FLOAT32",
    "fa, FLOAT64",
    "dfa, FLOAT32",
    "dfa, FLOAT64",
    "np, FLOAT32",
    "np, FLOAT64"
  })
  void onAnyNumberOfThreads(String rule, Precision precision) {
    List<double[]> expected = learn(rule, precision, 1);
    for (int threads : new int[] {2, 3, 16}) {
      List<double[]> actual = learn(rule, precision, threads);
      for (int i = 0; i < expected.size(); i++) {
        assertArrayEquals(expected.get(i), actual.get(i), 0, threads + " threads, part " + i);
      }
    }
  }

  /** Images span several blocks, and the last is not full. */
  @ParameterizedTest
  @CsvSource({"bp, FLOAT32", "bp, FLOAT64", "fa, FLOAT32", "np, FLOAT32"})
  void convolutionsOnAnyNumberOfThreads(String rule, Precision precision) {
    List<double[]> expected = convolve(rule, precision, 1);
    for (int threads : new int[] {2, 3, 16}) {
      List<double[]> actual = convolve(rule, precision, threads);
      for (int i = 0; i < expected.size(); i++) {
        assertArrayEquals(expected.get(i), actual.get(i), 0, threads + " threads, part " + i);
      }
    }
  }

  private static List<double[]> convolve(String rule, Precision precision, int threads) {
    ImageShape image = new ImageShape(16, 16, 3);
    ConvolutionSpec convolution =
        new ConvolutionSpec(
            20, new PatchExtraction(3, 1, 1), Optional.of(new MaxPool(2)), TestNetwork.LEAKY_RELU);
    ConvolutionalNetworkSpec spec =
        new ConvolutionalNetworkSpec(
            image,
            List.of(convolution, convolution),
            List.of(10),
            List.of(),
            Optional.of(DecorrelationSpec.ofRate(1e-3)));
    return learn(spec::build, image.size(), 37, rule, precision, threads);
  }

  private interface Build {
    Network with(TileFactory tiles, NoiseStream start, Products products);
  }

  private static List<double[]> learn(String rule, Precision precision, int threads) {
    return learn(
        TestNetwork.spec(SIZES, Optional.of(DecorrelationSpec.ofRate(1e-3)))::build,
        SIZES.get(0),
        BATCH,
        rule,
        precision,
        threads);
  }

  /** Weights, biases, decorrelation matrices, running means and outputs after three steps. */
  private static List<double[]> learn(
      Build build, int inputs, int batch, String rule, Precision precision, int threads) {
    try (Workers workers = new Workers(threads)) {
      Products products = new Products(workers);
      TileFactory tiles = TileFactory.exact(precision, products);
      Network network = build.with(tiles, NoiseStream.root(1), products);
      DigitalUpdate scheme = new DigitalUpdate(network, Adam.ofRate(1e-3), precision, workers);
      Learner learner =
          new Learner(network, assignment(rule, network, tiles), scheme, Loss.CROSS_ENTROPY);
      List<double[]> learnt = new ArrayList<>();
      for (int step = 0; step < 3; step++) {
        Matrix x = TestData.correlated(batch, inputs, step).as(precision);
        learnt.add(learner.learn(x, TestData.labels(batch, 10, step)).perSample());
        learnt.add(network.evaluate(x).toArray());
      }
      for (Layer layer : network.layers()) {
        learnt.add(layer.tile().weights().toArray());
        learnt.add(layer.bias());
        learnt.add(layer.decorrelator().orElseThrow().tile().weights().toArray());
        learnt.add(layer.decorrelator().orElseThrow().mean().running());
      }
      return learnt;
    }
  }

  private static CreditAssignment assignment(String rule, Network network, TileFactory tiles) {
    NoiseStream stream = NoiseStream.root(2);
    return switch (rule) {
      case "bp" -> new BackPropagation();
      case "fa" -> FeedbackAlignment.random(network, tiles, stream);
      case "dfa" -> DirectFeedbackAlignment.random(network, false, tiles, stream);
      case "np" ->
          new NodePerturbation(
              new NodePerturbation.Settings(1e-3, false, false, 2),
              Perturbation.normal(stream, 1e-3));
      default -> throw new IllegalArgumentException(rule);
    };
  }
}
