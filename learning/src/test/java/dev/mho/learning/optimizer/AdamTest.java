package dev.mho.learning.optimizer;

import static dev.mho.learning.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mho.device.format.BadInputException;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import dev.mho.learning.TestData;
import dev.mho.learning.TestNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Adam as its authors write it. */
class AdamTest {

  /** A float32 memory rounds each moment once a step. */
  @ParameterizedTest
  @CsvSource({"FLOAT64, 1e-14", "FLOAT32, 1e-6"})
  void turnsGradientsIntoSteps(Precision precision, double tolerance) {
    Adam adam = new Adam(1, 0.9, 0.999, 1e-8);
    Optimizer.State state = adam.state(3, 4, precision);
    double[] m = new double[12];
    double[] v = new double[12];
    for (int t = 1; t <= 10; t++) {
      Matrix step = TestData.normal(3, 4, t).as(precision);
      double[] g = step.toArray();
      state.turn(step, TestNetwork.WORKERS);
      double[] expected = new double[12];
      for (int i = 0; i < 12; i++) {
        m[i] = 0.9 * m[i] + 0.1 * g[i];
        v[i] = 0.999 * v[i] + 0.001 * g[i] * g[i];
        double corrected = m[i] / (1 - Math.pow(0.9, t));
        expected[i] = corrected / (Math.sqrt(v[i] / (1 - Math.pow(0.999, t))) + 1e-8);
      }
      assertClose(expected, step.toArray(), tolerance, "step " + t);
    }
  }

  @Test
  void theFirstStepIsTheRateAndTheSign() {
    Matrix step = Matrix.of(new double[][] {{5, -1e-3, 0}});
    Adam.ofRate(0.01).state(1, 3, Precision.FLOAT64).turn(step, TestNetwork.WORKERS);
    assertClose(new double[] {0.01, -0.01, 0}, step.row(0), 1e-6, "step");
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 0.9, 0.999, 1e-8, rate: found -1.0; allowed: a finite number > 0",
    "1, 1, 0.999, 1e-8, beta1: found 1.0; allowed: 0.0 to 0.9999999999999999",
    "1, 0.9, -0.1, 1e-8, beta2: found -0.1; allowed: 0.0 to 0.9999999999999999",
    "1, 0.9, 0.999, 0, epsilon: found 0.0; allowed: a finite number > 0"
  })
  void refusals(double rate, double beta1, double beta2, double epsilon, String message) {
    BadInputException refusal =
        assertThrows(BadInputException.class, () -> new Adam(rate, beta1, beta2, epsilon));
    assertEquals(message, refusal.getMessage());
  }
}
