package dev.mho.learning.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.format.BadInputException;
import dev.mho.device.random.NoiseStream;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.learning.Close;
import dev.mho.learning.TestNetwork;
import dev.mho.learning.decorrelation.DecorrelationSpec;
import dev.mho.learning.layer.Activation;
import dev.mho.learning.layer.Identity;
import dev.mho.learning.layer.Layer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a network starts as. */
class DenseNetworkSpecTest {

  /** Of 2000 uniform weights one at least is beyond 0.98 of the bound: it fails by 0.98^2000. */
  @Test
  void weightsFillTheirRange() {
    Layer layer = layers(List.of(40, 50, 2)).get(0);
    double bound = 1 / Math.sqrt(40);
    double largest =
        Arrays.stream(layer.tile().weights().toArray()).map(Math::abs).max().orElseThrow();
    assertTrue(largest < bound && largest > 0.98 * bound, "largest " + largest);
    assertTrue(Arrays.stream(layer.bias()).allMatch(b -> Math.abs(b) < bound));
  }

  @Test
  void decorrelationStartsAsTheIdentity() {
    Network network =
        TestNetwork.spec(List.of(4, 3), Optional.of(DecorrelationSpec.ofRate(0)))
            .build(TestNetwork.TILES, NoiseStream.root(1), TestNetwork.PRODUCTS);
    Matrix r = network.layers().get(0).decorrelator().orElseThrow().tile().weights();
    Close.assertClose(Matrix.identity(4, r.precision()), r, 0, "R");
  }

  @Test
  void theLastLayerHasNoActivation() {
    List<Layer> layers = layers(List.of(4, 3, 2));
    assertEquals(TestNetwork.LEAKY_RELU, layers.get(0).activation());
    assertInstanceOf(Identity.class, layers.get(1).activation());
  }

  @Test
  void refusals() {
    assertRefused("sizes: found [4]; allowed: at least inputs and outputs", List.of(4), 0);
    assertRefused("sizes: found 0; allowed: a whole number from 1 to 1048576", List.of(4, 0, 2), 1);
    assertRefused(
        "activations: found 1; allowed: one for each of the 2 hidden layers",
        List.of(4, 3, 3, 2),
        1);
  }

  private static void assertRefused(String message, List<Integer> sizes, int activations) {
    List<Activation> hidden = Collections.nCopies(activations, TestNetwork.LEAKY_RELU);
    BadInputException refusal =
        assertThrows(
            BadInputException.class, () -> new DenseNetworkSpec(sizes, hidden, Optional.empty()));
    assertEquals(message, refusal.getMessage());
  }

  private static List<Layer> layers(List<Integer> sizes) {
    return TestNetwork.random(sizes, Optional.empty(), 1).layers();
  }
}
