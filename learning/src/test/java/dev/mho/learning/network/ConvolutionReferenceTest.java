package dev.mho.learning.network;

import static dev.mho.learning.Close.EXACT;
import static dev.mho.learning.Close.assertClose;
import static dev.mho.learning.TestNetwork.tile;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mho.device.Golden;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import dev.mho.learning.GoldenImages;
import dev.mho.learning.TestNetwork;
import dev.mho.learning.credit.BackPropagation;
import dev.mho.learning.credit.Credit;
import dev.mho.learning.credit.CreditAssignment;
import dev.mho.learning.credit.FeedbackAlignment;
import dev.mho.learning.decorrelation.DecorrelationSpec;
import dev.mho.learning.decorrelation.DecorrelationSpec.Diagonal;
import dev.mho.learning.decorrelation.DecorrelationSpec.Gain;
import dev.mho.learning.decorrelation.Decorrelator;
import dev.mho.learning.layer.ConvolutionLayer;
import dev.mho.learning.layer.DenseLayer;
import dev.mho.learning.layer.Identity;
import dev.mho.learning.layer.ImageShape;
import dev.mho.learning.layer.Layer;
import dev.mho.learning.layer.MaxPool;
import dev.mho.learning.layer.PatchExtraction;
import dev.mho.learning.loss.Loss;
import dev.mho.learning.optimizer.Adam;
import dev.mho.learning.optimizer.DigitalUpdate;
import dev.mho.learning.optimizer.Optimizer;
import dev.mho.learning.optimizer.Sgd;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Convolution, leaky ReLU, max-pool and a dense layer, as the paper's own code computes them. It
 * never trains the bias of a convolution by feedback alignment; ours does.
 */
class ConvolutionReferenceTest {
  private static final ImageShape IMAGE = new ImageShape(6, 6, 3);
  private static final int CHANNELS = 4;

  @ParameterizedTest
  @CsvSource({"bp, plain", "fa, plain", "bp, decor", "fa, decor"})
  void credit(String rule, String variant) {
    Case golden = new Case(Golden.read("reference-code/conv_" + rule + ".json").get(variant));
    JsonNode step = golden.node.get("step1");
    Network network = golden.network();
    Credit credit =
        golden.rule(rule).assign(network, golden.x(), golden.labels(), Loss.CROSS_ENTROPY, 0);
    assertClose(step.get("loss").asDouble(), credit.verdict().mean(), EXACT, "loss");
    assertClose(GoldenImages.read(step.get("conv_out")), credit.passes().get(0).a(), EXACT, "a");
    assertClose(
        GoldenImages.columns(Golden.matrix(step.get("grad_Wc")), 3),
        gradient(credit, network, 0),
        EXACT,
        "gradient of the convolution");
    assertClose(
        GoldenImages.columns(Golden.matrix(step.get("grad_Wd")), CHANNELS),
        gradient(credit, network, 1),
        EXACT,
        "gradient of the dense layer");
    assertBias(step.get("grad_bc"), credit, 0);
    assertBias(step.get("grad_bd"), credit, 1);
  }

  @ParameterizedTest
  @CsvSource({"bp, plain", "fa, plain", "bp, decor", "fa, decor"})
  void weightsAfterAStep(String rule, String variant) {
    Case golden = new Case(Golden.read("reference-code/conv_" + rule + ".json").get(variant));
    golden.assertStep(rule, new Sgd(1e-3, 0), "after_sgd_step1");
    golden.assertStep(rule, new Adam(1e-3, 0.9, 0.9999, 1e-8), "after_adam_step1");
  }

  /**
   * C meets the R that the gain has already scaled, which is a rate of g η here; g is found by a
   * decorrelator that has a gain alone. ε = 1e-8 beside ‖z‖² asks for the tolerance.
   */
  @ParameterizedTest
  @CsvSource({"bp", "fa"})
  void decorrelation(String rule) {
    Case golden = new Case(Golden.read("reference-code/conv_" + rule + ".json").get("decor"));
    Matrix before = golden.r("conv_decor_init", 3);
    Layer alone = golden.network(0).layers().get(0);
    alone.forward(golden.x()).decorrelate();
    double gain = alone.decorrelator().orElseThrow().tile().weights().get(0, 0) / before.get(0, 0);

    Layer layer = golden.network(gain * 1e-2).layers().get(0);
    layer.forward(golden.x()).decorrelate();

    Decorrelator decorrelator = layer.decorrelator().orElseThrow();
    JsonNode step = golden.node.get("step1");
    assertClose(
        GoldenImages.both(Golden.matrix(step.get("conv_decor_after")), 3),
        decorrelator.tile().weights(),
        1e-7,
        "R");
    assertClose(
        Golden.vector(step.get("conv_mean_after")),
        decorrelator.mean().running(),
        EXACT,
        "running mean");
  }

  private static Matrix gradient(Credit credit, Network network, int l) {
    Layer layer = network.layers().get(l);
    Matrix gradient =
        Matrix.zeros(layer.tile().outputs(), layer.tile().inputs(), Precision.FLOAT64);
    credit.passes().get(l).gradient(credit.deltas().get(l), gradient);
    return gradient;
  }

  private static void assertBias(JsonNode expected, Credit credit, int l) {
    if (!expected.isNull()) {
      double[] actual = credit.passes().get(l).biasGradient(credit.deltas().get(l));
      assertClose(Golden.vector(expected), actual, EXACT, "gradient of b " + l);
    }
  }

  /** One variant of a file. */
  private record Case(JsonNode node) {

    void assertStep(String rule, Optimizer optimizer, String result) {
      Network network = network();
      DigitalUpdate scheme =
          new DigitalUpdate(network, optimizer, Precision.FLOAT64, TestNetwork.WORKERS);
      new Learner(network, rule(rule), scheme, Loss.CROSS_ENTROPY).learn(x(), labels());
      JsonNode after = node.get(result);
      assertClose(
          GoldenImages.columns(Golden.matrix(after.get("Wc")), 3),
          network.layers().get(0).tile().weights(),
          EXACT,
          "Wc");
      assertClose(
          GoldenImages.columns(Golden.matrix(after.get("Wd")), CHANNELS),
          network.layers().get(1).tile().weights(),
          EXACT,
          "Wd");
      assertClose(Golden.vector(after.get("bd")), network.layers().get(1).bias(), EXACT, "bd");
      if (rule.equals("bp")) {
        assertClose(Golden.vector(after.get("bc")), network.layers().get(0).bias(), EXACT, "bc");
      }
    }

    Network network() {
      return network(1e-2);
    }

    Network network(double rate) {
      DecorrelationSpec spec =
          new DecorrelationSpec(rate, Diagonal.KEEP, 0.25, true, Gain.RAW, true, 0.1);
      boolean decorrelated = node.get("config").get("decor").asBoolean();
      ConvolutionLayer convolution =
          new ConvolutionLayer(
              tile(weights("Wc", 3)),
              Golden.vector(inputs("bc")),
              decorrelated
                  ? Optional.of(
                      new Decorrelator(
                          spec, tile(r("conv_decor_init", 3)), 3, TestNetwork.PRODUCTS))
                  : Optional.empty(),
              TestNetwork.LEAKY_RELU,
              new PatchExtraction(3, 1, 1),
              IMAGE,
              Optional.of(new MaxPool(2)),
              TestNetwork.PRODUCTS);
      // The code's dense decorrelator multiplies from the other side: R there is ours transposed.
      DenseLayer dense =
          new DenseLayer(
              tile(weights("Wd", CHANNELS)),
              Golden.vector(inputs("bd")),
              decorrelated
                  ? Optional.of(
                      TestNetwork.decorrelator(spec, r("dense_decor_init", CHANNELS).transposed()))
                  : Optional.empty(),
              new Identity(),
              TestNetwork.PRODUCTS);
      return new Network(List.of(convolution, dense));
    }

    CreditAssignment rule(String rule) {
      return rule.equals("bp")
          ? new BackPropagation()
          : new FeedbackAlignment(List.of(tile(weights("feedback_d", CHANNELS))));
    }

    Matrix r(String key, int channels) {
      return GoldenImages.both(Golden.matrix(inputs(key)), channels);
    }

    Matrix weights(String key, int channels) {
      return GoldenImages.columns(Golden.matrix(inputs(key)), channels);
    }

    JsonNode inputs(String key) {
      return node.get("inputs").get(key);
    }

    Matrix x() {
      return GoldenImages.read(inputs("x"));
    }

    int[] labels() {
      JsonNode target = inputs("target");
      return IntStream.range(0, target.size()).map(b -> target.get(b).asInt()).toArray();
    }
  }
}
