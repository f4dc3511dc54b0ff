package dev.mho.learning.optimizer;

import static dev.mho.learning.Close.EXACT;
import static dev.mho.learning.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mho.device.format.BadInputException;
import dev.mho.device.random.NoiseStream;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import dev.mho.learning.IdealArray;
import dev.mho.learning.TestData;
import dev.mho.learning.TestNetwork;
import dev.mho.learning.layer.Layer;
import dev.mho.learning.network.DenseNetworkSpec;
import dev.mho.learning.network.Network;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Errors become changes of weights and biases, in digital memory or in the array. */
class UpdateSchemeTest {
  private static final DenseNetworkSpec SPEC = TestNetwork.spec(List.of(5, 4, 3), Optional.empty());

  @Test
  void onExactTilesPulsesAreGradientDescent() {
    Network digital = network();
    Network pulsed = network();
    UpdateScheme sgd =
        new DigitalUpdate(digital, new Sgd(0.3, 0), Precision.FLOAT64, TestNetwork.WORKERS);
    UpdateScheme pulses = new PulsedUpdate(pulsed, 0.3);
    Matrix z = TestData.normal(7, 5, 1);
    Matrix delta = TestData.normal(7, 4, 2);
    sgd.apply(0, digital.layers().get(0).forward(z), delta);
    pulses.apply(0, pulsed.layers().get(0).forward(z), delta);
    for (int l = 0; l < 2; l++) {
      Layer expected = digital.layers().get(l);
      Layer actual = pulsed.layers().get(l);
      assertClose(expected.tile().weights(), actual.tile().weights(), EXACT, "W " + l);
      assertClose(expected.bias(), actual.bias(), EXACT, "b " + l);
    }
  }

  @Test
  void digitalUpdateNeedsDigitalMemory() {
    Network onArray = SPEC.build(IdealArray.TILES, NoiseStream.root(1), TestNetwork.PRODUCTS);
    BadInputException refusal =
        assertThrows(
            BadInputException.class,
            () ->
                new DigitalUpdate(
                    onArray, new Sgd(0.1, 0), Precision.FLOAT64, TestNetwork.WORKERS));
    assertEquals(
        "the digital update scheme needs weights in digital memory:"
            + " use scheme pulsed on an array",
        refusal.getMessage());
  }

  @Test
  void pulsedUpdateNeedsARate() {
    BadInputException refusal =
        assertThrows(BadInputException.class, () -> new PulsedUpdate(network(), 0));
    assertEquals("rate: found 0.0; allowed: a finite number > 0", refusal.getMessage());
  }

  private static Network network() {
    return SPEC.build(TestNetwork.TILES, NoiseStream.root(1), TestNetwork.PRODUCTS);
  }
}
