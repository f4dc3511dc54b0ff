package dev.mho.learning.optimizer;

import static dev.mho.learning.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mho.device.format.BadInputException;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import dev.mho.learning.TestData;
import dev.mho.learning.TestNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Steps with momentum are λ Σ β^(t − s) G_s. */
class SgdTest {
  private static final double RATE = 0.1;

  @ParameterizedTest
  @CsvSource({"FLOAT64, 0, 1e-15", "FLOAT64, 0.9, 1e-15", "FLOAT32, 0, 1e-7", "FLOAT32, 0.9, 1e-6"})
  void turnsGradientsIntoSteps(Precision precision, double momentum, double tolerance) {
    Optimizer.State state = new Sgd(RATE, momentum).state(3, 4, precision);
    for (int t = 0; t < 10; t++) {
      Matrix step = TestData.normal(3, 4, t).as(precision);
      state.turn(step, TestNetwork.WORKERS);
      Matrix expected = Matrix.zeros(3, 4, Precision.FLOAT64);
      for (int s = 0; s <= t; s++) {
        double weight = RATE * Math.pow(momentum, t - s);
        Matrix gradient = TestData.normal(3, 4, s);
        for (int i = 0; i < 12; i++) {
          int row = i / 4;
          int col = i % 4;
          expected.set(row, col, expected.get(row, col) + weight * gradient.get(row, col));
        }
      }
      assertClose(expected, step, tolerance, "step " + t);
    }
  }

  @ParameterizedTest
  @EnumSource
  void memoriesAreSeparate(Precision precision) {
    Sgd sgd = new Sgd(RATE, 0.9);
    sgd.state(1, 1, precision).turn(Matrix.identity(1, precision), TestNetwork.WORKERS);
    Matrix step = Matrix.identity(1, precision);
    sgd.state(1, 1, precision).turn(step, TestNetwork.WORKERS);
    assertEquals(RATE, step.get(0, 0), 1e-8);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, rate: found 0.0; allowed: a finite number > 0",
    "1, 1, momentum: found 1.0; allowed: 0.0 to 0.9999999999999999"
  })
  void refusals(double rate, double momentum, String message) {
    BadInputException refusal =
        assertThrows(BadInputException.class, () -> new Sgd(rate, momentum));
    assertEquals(message, refusal.getMessage());
  }
}
