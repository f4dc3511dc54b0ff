package dev.mho.learning.decorrelation;

import static dev.mho.learning.Close.EXACT;
import static dev.mho.learning.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mho.device.Golden;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.learning.TestNetwork;
import dev.mho.learning.decorrelation.DecorrelationSpec.Diagonal;
import dev.mho.learning.decorrelation.DecorrelationSpec.Gain;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The paper's rule, step by step; the gain is seen in R. */
class DecorrelatorGoldenTest {
  private final JsonNode cases = Golden.read("paper/decorrelation.json").get("cases");

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void learns(int number) {
    JsonNode golden = cases.get(number);
    Decorrelator decorrelator =
        TestNetwork.decorrelator(spec(golden), Matrix.of(Golden.matrix(golden.get("R0"))));
    String name = golden.get("name").asText();
    for (JsonNode step : golden.get("steps")) {
      Decorrelator.Pass pass = decorrelator.forward(Matrix.of(Golden.matrix(step.get("X"))));
      decorrelator.learn(pass);
      assertClose(Golden.matrix(step.get("Z")), pass.z(), EXACT, name + " z");
      assertClose(
          Golden.matrix(step.get("R_after")), decorrelator.tile().weights(), EXACT, name + " R");
      assertClose(
          Golden.vector(step.get("running_mean_after")),
          decorrelator.mean().running(),
          EXACT,
          name + " running mean");
    }
    if (golden.has("eval_X")) {
      Matrix x = Matrix.of(Golden.matrix(golden.get("eval_X")));
      assertClose(
          Golden.matrix(golden.get("eval_Z")),
          decorrelator.apply(x, decorrelator.mean().running()),
          EXACT,
          name + " evaluated");
    }
  }

  @Test
  void allCasesAreTested() {
    assertEquals(5, cases.size());
  }

  private static DecorrelationSpec spec(JsonNode golden) {
    return new DecorrelationSpec(
        golden.get("eta").asDouble(),
        Diagonal.valueOf(golden.get("diagonal").asText().toUpperCase(Locale.ROOT)),
        golden.get("samples").asDouble(),
        true,
        Gain.DEMEANED,
        false,
        golden.get("momentum").asDouble());
  }
}
