package dev.mho.learning.credit;

import static dev.mho.learning.Close.EXACT;
import static dev.mho.learning.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.format.BadInputException;
import dev.mho.device.random.NoiseStream;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.learning.TestData;
import dev.mho.learning.TestNetwork;
import dev.mho.learning.decorrelation.DecorrelationSpec;
import dev.mho.learning.loss.Loss;
import dev.mho.learning.network.Network;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Node perturbation estimates the gradient without bias. */
class NodePerturbationTest {
  private static final NoiseStream STREAM = NoiseStream.root(7);
  private static final int SAMPLES = 4;
  private static final int DRAWS = 20_000;

  private final Matrix x = TestData.correlated(SAMPLES, 5, 1);
  private final int[] labels = TestData.labels(SAMPLES, 3, 2);

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void meanIsTheGradient(boolean antithetic) {
    Network network = TestNetwork.random(List.of(5, 4, 4, 3), Optional.empty(), 3);
    assertMean(network, antithetic, 1);
  }

  /**
   * A sample's noise moves the batch mean too, by 1/B of itself, and that share of its error stays
   * out of what the layer below gets.
   */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void meanBelowADecorrelatorLacksTheSamplesShareOfTheBatchMean(boolean antithetic) {
    Network network =
        TestNetwork.random(List.of(5, 4, 3), Optional.of(DecorrelationSpec.ofRate(0)), 3);
    assertMean(network, antithetic, 1 - 1.0 / SAMPLES);
  }

  /**
   * Each weight's mean over the draws, and the mean gradient's projection on the exact one, lie
   * within 4.5 standard errors of where they belong: all of at most 51 do with probability 0.9996.
   *
   * <p>The projection's standard error is 9 % at most, so that a rule that gives twice the gradient
   * is found with probability 1 − 1e-9; below a decorrelator it is 1.5 %, and a missing share of ¼
   * is found with certainty.
   */
  private void assertMean(Network network, boolean antithetic, double shareBelow) {
    Credit exact = new BackPropagation().assign(network, x, labels, Loss.CROSS_ENTROPY, 0);
    // So small that no activation comes to lie on the other side of its kink.
    NodePerturbation rule = rule(1e-5, antithetic, false, 1);
    assertMean(network, rule, exact, shareBelow);
  }

  /** In a convolution, too, and with a σ for each layer. */
  @Test
  void meanOfAConvolutionIsTheGradient() {
    Network network = TestNetwork.convolutional(Optional.empty(), TestNetwork.TILES, 3);
    Matrix images = TestData.correlated(SAMPLES, TestNetwork.IMAGE.size(), 1);
    Credit exact = new BackPropagation().assign(network, images, labels, Loss.CROSS_ENTROPY, 0);
    IntToDoubleFunction sigma = layer -> 1e-3 * (layer + 1);
    NodePerturbation rule =
        new NodePerturbation(
            new NodePerturbation.Settings(1, false, false, 1),
            sigma,
            Perturbation.normal(STREAM, sigma));
    assertMean(network, images, rule, exact, 1, 6000);
  }

  private void assertMean(Network network, NodePerturbation rule, Credit exact, double shareBelow) {
    assertMean(network, x, rule, exact, shareBelow, DRAWS);
  }

  private void assertMean(
      Network network,
      Matrix x,
      NodePerturbation rule,
      Credit exact,
      double shareBelow,
      int draws) {
    int last = network.layers().size() - 1;
    double[][] gradients = new double[last + 1][];
    Moments[] moments = new Moments[last + 1];
    for (int l = 0; l <= last; l++) {
      gradients[l] = TestNetwork.gradient(exact, l).toArray();
      moments[l] = new Moments(gradients[l].length + 1);
    }
    for (int draw = 0; draw < draws; draw++) {
      Credit estimate = rule.assign(network, x, labels, Loss.CROSS_ENTROPY, draw);
      for (int l = 0; l <= last; l++) {
        double[] gradient = TestNetwork.gradient(estimate, l).toArray();
        moments[l].add(withProjection(gradient, gradients[l]));
      }
    }
    for (int l = 0; l <= last; l++) {
      double[] expected = withProjection(gradients[l], gradients[l]);
      double share = l == last ? 1 : shareBelow;
      for (int i = 0; i < expected.length; i++) {
        double error = moments[l].mean(i) - share * expected[i];
        double errors = error / moments[l].standardError(i);
        assertTrue(Math.abs(errors) < 4.5, "layer " + l + " [" + i + "] is off by " + errors);
      }
    }
  }

  /** The gradient, and after its last element its share along {@code exact}. */
  private static double[] withProjection(double[] gradient, double[] exact) {
    double[] extended = Arrays.copyOf(gradient, gradient.length + 1);
    double square = 0;
    for (int i = 0; i < exact.length; i++) {
      extended[gradient.length] += gradient[i] * exact[i];
      square += exact[i] * exact[i];
    }
    extended[gradient.length] /= square;
    return extended;
  }

  /** The antithetic difference has no term in σ²: two σ differ by σ² = 1e-6 of the error. */
  @Test
  void sigmaDoesNotMatter() {
    Network network = TestNetwork.random(List.of(5, 4, 3), Optional.empty(), 3);
    Credit wide = rule(1e-3, true, false, 1).assign(network, x, labels, Loss.CROSS_ENTROPY, 0);
    Credit narrow = rule(1e-4, true, false, 1).assign(network, x, labels, Loss.CROSS_ENTROPY, 0);
    for (int l = 0; l < 2; l++) {
      assertClose(narrow.deltas().get(l), wide.deltas().get(l), 1e-5, "error " + l);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void drawsAreAveraged(boolean activity) {
    Network network = TestNetwork.random(List.of(5, 3), Optional.empty(), 3);
    Perturbation noise = Perturbation.normal(STREAM, 1e-3);
    double[] mean = new double[SAMPLES * 3];
    for (int draw = 0; draw < 3; draw++) {
      int only = draw;
      NodePerturbation single =
          new NodePerturbation(
              new NodePerturbation.Settings(1e-3, false, activity, 1),
              (step, d, layer, samples, units, precision) ->
                  noise.draw(step, only, layer, samples, units, precision));
      double[] error = error(single, network);
      for (int i = 0; i < mean.length; i++) {
        mean[i] += error[i] / 3;
      }
    }
    assertClose(mean, error(rule(1e-3, false, activity, 3), network), EXACT, "error");
  }

  private double[] error(NodePerturbation rule, Network network) {
    Credit credit = rule.assign(network, x, labels, Loss.CROSS_ENTROPY, 0);
    return credit.deltas().get(0).toArray();
  }

  @Test
  void antitheticAndActivityExcludeEachOther() {
    BadInputException refusal =
        assertThrows(
            BadInputException.class, () -> new NodePerturbation.Settings(1e-3, true, true, 1));
    assertEquals(
        "node perturbation: found antithetic: true and activity: true; allowed: one of the two",
        refusal.getMessage());
  }

  private static NodePerturbation rule(
      double sigma, boolean antithetic, boolean activity, int draws) {
    return new NodePerturbation(
        new NodePerturbation.Settings(sigma, antithetic, activity, draws),
        Perturbation.normal(STREAM, sigma));
  }

  /** Means and their standard errors. */
  private static final class Moments {
    private final double[] sums;
    private final double[] squares;
    private int count;

    Moments(int size) {
      sums = new double[size];
      squares = new double[size];
    }

    void add(double[] values) {
      count++;
      for (int i = 0; i < values.length; i++) {
        sums[i] += values[i];
        squares[i] += values[i] * values[i];
      }
    }

    double mean(int i) {
      return sums[i] / count;
    }

    double standardError(int i) {
      return Math.sqrt((squares[i] / count - mean(i) * mean(i)) / count);
    }
  }
}
