package dev.mho.learning.network;

import static dev.mho.learning.Close.EXACT;
import static dev.mho.learning.Close.assertClose;
import static dev.mho.learning.TestNetwork.tile;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mho.device.Golden;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import dev.mho.emulator.tile.Tile;
import dev.mho.learning.TestNetwork;
import dev.mho.learning.credit.BackPropagation;
import dev.mho.learning.credit.Credit;
import dev.mho.learning.credit.CreditAssignment;
import dev.mho.learning.credit.DirectFeedbackAlignment;
import dev.mho.learning.credit.FeedbackAlignment;
import dev.mho.learning.credit.NodePerturbation;
import dev.mho.learning.decorrelation.DecorrelationSpec;
import dev.mho.learning.layer.Activation;
import dev.mho.learning.layer.DenseLayer;
import dev.mho.learning.layer.DensePass;
import dev.mho.learning.layer.Identity;
import dev.mho.learning.layer.Pass;
import dev.mho.learning.loss.Loss;
import dev.mho.learning.optimizer.Adam;
import dev.mho.learning.optimizer.DigitalUpdate;
import dev.mho.learning.optimizer.Optimizer;
import dev.mho.learning.optimizer.Sgd;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One step of every rule on a decorrelated network of three layers, by the paper's equations. */
class NetworkStepGoldenTest {
  private static final int LAYERS = 3;

  private final JsonNode golden = Golden.read("paper/network-step.json");
  private final Matrix x = Matrix.of(Golden.matrix(golden.get("X")));
  private final int[] labels = labels(golden.get("labels"));
  private final Network network = network();

  @Test
  void forward() {
    List<Pass> passes = network.forward(x);
    for (int l = 0; l < LAYERS; l++) {
      assertClose(
          layer(golden.get("forward").get("z"), l),
          ((DensePass) passes.get(l)).z(),
          EXACT,
          "z " + l);
      assertClose(layer(golden.get("forward").get("a"), l), passes.get(l).a(), EXACT, "a " + l);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bp/ce",
        "bp/mse",
        "fa/ce",
        "fa/mse",
        "dfa/ce",
        "dfa/mse",
        "dfa-st/ce",
        "dfa-st/mse",
        "np/ce",
        "np/mse",
        "np-antithetic/ce",
        "np-antithetic/mse",
        "np-activity/ce",
        "np-activity/mse"
      })
  void credit(String name) {
    JsonNode result = golden.get("results").get(name);
    Credit credit = rule(name).assign(network, x, labels, loss(name), 0);
    for (int l = 0; l < LAYERS; l++) {
      Matrix gradient = TestNetwork.gradient(credit, l);
      assertClose(layer(result.get("grad_W"), l), gradient, EXACT, "W " + l);
      Matrix delta = credit.deltas().get(l);
      if (result.has("grad_b")) {
        double[] bias = Golden.vector(result.get("grad_b").get(l));
        assertClose(bias, delta.columnMeans(), EXACT, "b " + l);
      }
      if (result.has("delta")) {
        assertClose(layer(result.get("delta"), l), delta, EXACT, "error " + l);
      }
    }
    if (result.has("loss")) {
      assertClose(result.get("loss").asDouble(), credit.verdict().mean(), EXACT, "loss");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"np/ce", "np/mse", "np-antithetic/ce", "np-antithetic/mse"})
  void perturbedLosses(String name) {
    JsonNode result = golden.get("results").get(name);
    assertLosses(result.path("loss_clean"), name, 0);
    assertLosses(result.path("loss_noisy"), name, 1);
    assertLosses(result.path("loss_plus"), name, 1);
    assertLosses(result.path("loss_minus"), name, -1);
  }

  private void assertLosses(JsonNode expected, String name, double sign) {
    if (!expected.isMissingNode()) {
      List<Matrix> a = network.forwardPerturbed(x, noise(), sign);
      double[] losses = loss(name).judge(a.get(LAYERS - 1), labels).perSample();
      assertClose(Golden.vector(expected), losses, EXACT, "loss with noise times " + sign);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bp/ce",
        "bp/mse",
        "fa/ce",
        "fa/mse",
        "dfa/ce",
        "dfa/mse",
        "dfa-st/ce",
        "dfa-st/mse"
      })
  void weightsAfterOneStep(String name) {
    JsonNode adam = golden.get("adam");
    assertStep(name, new Sgd(golden.get("sgd_rate").asDouble(), 0), "W_after_sgd");
    assertStep(
        name,
        new Adam(
            adam.get("rate").asDouble(),
            adam.get("beta1").asDouble(),
            adam.get("beta2").asDouble(),
            adam.get("eps").asDouble()),
        "W_after_adam");
  }

  private void assertStep(String name, Optimizer optimizer, String result) {
    Network fresh = network();
    DigitalUpdate scheme =
        new DigitalUpdate(fresh, optimizer, Precision.FLOAT64, TestNetwork.WORKERS);
    new Learner(fresh, rule(name), scheme, loss(name)).learn(x, labels);
    for (int l = 0; l < LAYERS; l++) {
      assertClose(
          layer(golden.get("results").get(name).get(result), l),
          fresh.layers().get(l).tile().weights(),
          EXACT,
          result + " " + l);
    }
  }

  @Test
  void allResultsAreTested() {
    assertEquals(14, golden.get("results").size());
  }

  private Network network() {
    List<DenseLayer> layers = new ArrayList<>();
    for (int l = 0; l < LAYERS; l++) {
      Activation activation = l == LAYERS - 1 ? new Identity() : TestNetwork.LEAKY_RELU;
      DecorrelationSpec spec = DecorrelationSpec.ofRate(1e-3);
      layers.add(
          new DenseLayer(
              tile(layer(golden.get("W"), l)),
              Golden.vector(golden.get("b").get(l)),
              Optional.of(TestNetwork.decorrelator(spec, Matrix.of(layer(golden.get("R"), l)))),
              activation,
              TestNetwork.PRODUCTS));
    }
    return new Network(layers);
  }

  private CreditAssignment rule(String name) {
    return switch (name.split("/")[0]) {
      case "bp" -> new BackPropagation();
      case "fa" ->
          new FeedbackAlignment(
              List.of(feedback("fa_feedback", "layer2"), feedback("fa_feedback", "layer3")));
      case "dfa" -> direct(false);
      case "dfa-st" -> direct(true);
      case "np" -> perturbation(false, false);
      case "np-antithetic" -> perturbation(true, false);
      case "np-activity" -> perturbation(false, true);
      default -> throw new IllegalArgumentException(name);
    };
  }

  private DirectFeedbackAlignment direct(boolean straightThrough) {
    return new DirectFeedbackAlignment(
        List.of(feedback("dfa_feedback", "layer1"), feedback("dfa_feedback", "layer2")),
        straightThrough);
  }

  private Tile feedback(String rule, String layer) {
    return tile(Golden.matrix(golden.get(rule).get(layer)));
  }

  private NodePerturbation perturbation(boolean antithetic, boolean activity) {
    double sigma = golden.get("np_sigma").asDouble();
    return new NodePerturbation(
        new NodePerturbation.Settings(sigma, antithetic, activity, 1),
        (step, draw, layer, samples, units, precision) -> noise().get(layer));
  }

  private List<Matrix> noise() {
    List<Matrix> noise = new ArrayList<>();
    golden.get("np_noise").forEach(layer -> noise.add(Matrix.of(Golden.matrix(layer))));
    return noise;
  }

  private static Loss loss(String name) {
    return name.endsWith("/ce") ? Loss.CROSS_ENTROPY : Loss.SQUARED_ERROR;
  }

  private static double[][] layer(JsonNode perLayer, int l) {
    return Golden.matrix(perLayer.get(l));
  }

  private static int[] labels(JsonNode node) {
    int[] labels = new int[node.size()];
    for (int b = 0; b < labels.length; b++) {
      labels[b] = node.get(b).asInt();
    }
    return labels;
  }
}
