package dev.mho.learning.network;

import static dev.mho.learning.Close.EXACT;
import static dev.mho.learning.Close.assertClose;
import static dev.mho.learning.TestNetwork.tile;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mho.device.Golden;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import dev.mho.learning.TestNetwork;
import dev.mho.learning.credit.BackPropagation;
import dev.mho.learning.credit.Credit;
import dev.mho.learning.credit.CreditAssignment;
import dev.mho.learning.credit.FeedbackAlignment;
import dev.mho.learning.credit.NodePerturbation;
import dev.mho.learning.credit.Perturbation;
import dev.mho.learning.layer.DenseLayer;
import dev.mho.learning.layer.DensePass;
import dev.mho.learning.layer.Identity;
import dev.mho.learning.layer.Layer;
import dev.mho.learning.loss.Loss;
import dev.mho.learning.optimizer.Adam;
import dev.mho.learning.optimizer.DigitalUpdate;
import dev.mho.learning.optimizer.Optimizer;
import dev.mho.learning.optimizer.Sgd;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Networks without decorrelation, as the paper's own code computes them. What it calls DFA hands
 * the error through every layer and is no rule of ours; its decorrelated dense layers multiply C on
 * the other side.
 */
class ReferenceCodeTest {
  private static final int LAYERS = 3;

  @ParameterizedTest
  @CsvSource({
    "bp, plain_refacts",
    "bp, plain_allacts",
    "fa, plain_refacts",
    "fa, plain_allacts",
    "np, plain_refacts",
    "np, plain_allacts"
  })
  void learns(String rule, String variant) {
    Run run = new Run(Golden.read("reference-code/dense_" + rule + ".json").get(variant));
    run.assertFirstStep(rule);
    run.assertSgd(rule);
    run.assertAdam(rule);
  }

  /** One variant of a file. */
  private record Run(JsonNode golden) {

    void assertFirstStep(String rule) {
      JsonNode step = golden.get("step1");
      Credit credit = rule(rule).assign(network(), x(0), labels(0), Loss.CROSS_ENTROPY, 0);
      assertClose(step.get("loss").asDouble(), credit.verdict().mean(), EXACT, "loss");
      for (int l = 0; l < LAYERS; l++) {
        DensePass pass = (DensePass) credit.passes().get(l);
        // Node perturbation stacks the noisy half of the batch below the clean one.
        int samples = pass.a().rows();
        Matrix inputs = layer(step.get("linear_inputs"), l).rows(0, samples);
        Matrix outputs = layer(step.get("linear_outputs"), l).rows(0, samples);
        assertClose(inputs, pass.z(), EXACT, "z " + l);
        assertClose(outputs, pass.a(), EXACT, "a " + l);
        Matrix gradient = TestNetwork.gradient(credit, l);
        assertClose(layer(step.get("grad_W"), l), gradient, EXACT, "gradient of W " + l);
        double[] bias = credit.deltas().get(l).columnMeans();
        assertClose(Golden.vector(step.get("grad_b").get(l)), bias, EXACT, "gradient of b " + l);
      }
    }

    void assertSgd(String rule) {
      Network network = network();
      learner(network, rule, new Sgd(setting("lr"), 0)).learn(x(0), labels(0));
      JsonNode after = golden.get("after_sgd_step1");
      assertParameters(after.get("W"), after.get("b"), network);
    }

    void assertAdam(String rule) {
      Network network = network();
      JsonNode betas = golden.get("config").get("betas");
      Adam adam =
          new Adam(setting("lr"), betas.get(0).asDouble(), betas.get(1).asDouble(), setting("eps"));
      Learner learner = learner(network, rule, adam);
      for (int s = 0; s < golden.get("adam_steps").size(); s++) {
        JsonNode step = golden.get("adam_steps").get(s);
        double loss = learner.learn(x(s), labels(s)).mean();
        assertClose(step.get("loss").asDouble(), loss, EXACT, "loss of step " + s);
        assertParameters(step.get("W_after"), step.get("b_after"), network);
      }
      assertClose(
          Golden.matrix(golden.get("eval_logits_after_adam_steps_on_batch0")),
          network.evaluate(x(0)),
          EXACT,
          "evaluation");
    }

    private Learner learner(Network network, String rule, Optimizer optimizer) {
      DigitalUpdate scheme =
          new DigitalUpdate(network, optimizer, Precision.FLOAT64, TestNetwork.WORKERS);
      return new Learner(network, rule(rule), scheme, Loss.CROSS_ENTROPY);
    }

    private static void assertParameters(JsonNode w, JsonNode b, Network network) {
      for (int l = 0; l < LAYERS; l++) {
        Layer layer = network.layers().get(l);
        assertClose(layer(w, l), layer.tile().weights(), EXACT, "W " + l);
        assertClose(Golden.vector(b.get(l)), layer.bias(), EXACT, "b " + l);
      }
    }

    private Network network() {
      List<DenseLayer> layers = new ArrayList<>();
      for (int l = 0; l < LAYERS; l++) {
        boolean active = golden.get("config").get("activation_after_layer").path(l).asInt() == 1;
        layers.add(
            new DenseLayer(
                tile(layer(golden.get("inputs").get("W"), l)),
                Golden.vector(golden.get("inputs").get("b").get(l)),
                Optional.empty(),
                active ? TestNetwork.LEAKY_RELU : new Identity(),
                TestNetwork.PRODUCTS));
      }
      return new Network(layers);
    }

    private CreditAssignment rule(String rule) {
      return switch (rule) {
        case "bp" -> new BackPropagation();
        case "fa" -> {
          JsonNode b = golden.get("inputs").get("feedback_B");
          yield new FeedbackAlignment(List.of(tile(layer(b, 1)), tile(layer(b, 2))));
        }
        case "np" -> new NodePerturbation(settings(), noise());
        default -> throw new IllegalArgumentException(rule);
      };
    }

    private NodePerturbation.Settings settings() {
      return new NodePerturbation.Settings(setting("sigma"), false, false, 1);
    }

    private Perturbation noise() {
      return (step, draw, layer, samples, units, precision) -> {
        JsonNode steps = golden.get("inputs").get("noise_standard_normal");
        Matrix xi = layer(steps.get((int) step), layer);
        xi.updateRows(
            TestNetwork.WORKERS,
            (b, row) -> {
              for (int k = 0; k < row.length; k++) {
                row[k] *= setting("sigma");
              }
            });
        return xi;
      };
    }

    private Matrix x(int step) {
      return layer(golden.get("inputs").get("x"), step);
    }

    private int[] labels(int step) {
      JsonNode target = golden.get("inputs").get("target").get(step);
      return IntStream.range(0, target.size()).map(b -> target.get(b).asInt()).toArray();
    }

    private double setting(String key) {
      return golden.get("config").get(key).asDouble();
    }

    private static Matrix layer(JsonNode perLayer, int l) {
      return Matrix.of(Golden.matrix(perLayer.get(l)));
    }
  }
}
