package dev.mho.learning.decorrelation;

import static dev.mho.learning.Close.EXACT;
import static dev.mho.learning.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mho.device.Golden;
import dev.mho.device.format.BadInputException;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import dev.mho.learning.TestNetwork;
import org.junit.jupiter.api.Test;

/** Lateral weights M that stay the inverse of the R that a forward decorrelator would have. */
class RecurrentDecorrelatorTest {

  @Test
  void golden() {
    JsonNode golden = Golden.read("paper/recurrent.json");
    RecurrentDecorrelator recurrent = new RecurrentDecorrelator(Golden.matrix(golden.get("M")));
    for (JsonNode step : golden.get("steps")) {
      double[] x = Golden.vector(step.get("x"));
      double[] z = recurrent.settle(x);
      assertClose(Golden.vector(step.get("z")), z, EXACT, "z");
      recurrent.learn(x, z, step.get("eta").asDouble(), step.get("gain").asDouble());
      Matrix m = Matrix.of(recurrent.lateral());
      assertClose(Golden.matrix(step.get("M_after")), m, EXACT, "M");
      Matrix r = Matrix.of(Golden.matrix(step.get("R_after")));
      assertClose(
          Matrix.identity(x.length, Precision.FLOAT64),
          TestNetwork.PRODUCTS.times(m, r),
          EXACT,
          "M R");
    }
  }

  @Test
  void tooLargeARateIsRefused() {
    RecurrentDecorrelator recurrent = new RecurrentDecorrelator(new double[][] {{1, 0}, {0, 1}});
    double[] x = {3, 4};
    BadInputException refusal =
        assertThrows(
            BadInputException.class, () -> recurrent.learn(x, recurrent.settle(x), 0.04, 1));
    assertEquals(
        "decorrelation rate: found 0.04 with a squared activity of 25.0;"
            + " allowed: less than gain/activity, 0.04",
        refusal.getMessage());
  }

  @Test
  void singularLateralWeightsAreRefused() {
    RecurrentDecorrelator recurrent = new RecurrentDecorrelator(new double[][] {{1, 1}, {1, 1}});
    BadInputException refusal =
        assertThrows(BadInputException.class, () -> recurrent.settle(new double[] {1, 2}));
    assertEquals(
        "the lateral matrix is singular: the network does not settle", refusal.getMessage());
  }
}
