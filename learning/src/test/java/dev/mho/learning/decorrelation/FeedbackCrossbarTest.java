package dev.mho.learning.decorrelation;

import static dev.mho.learning.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.emulator.matrix.Matrix;
import dev.mho.learning.IdealArray;
import dev.mho.learning.TestData;
import dev.mho.learning.TestNetwork;
import java.util.Optional;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A crossbar whose outputs are fed back. */
class FeedbackCrossbarTest {
  private final Matrix x = TestData.normal(6, 8, 1);

  @Test
  void settlesWhereTheInverseIs() {
    Matrix m = TestData.general(8, 2);
    FeedbackCrossbar.Settling settling =
        new FeedbackCrossbar(TestNetwork.tile(m), 1e-10, 1000).settle(x);
    assertTrue(settling.settled());
    SimpleMatrix expected = OlderRule.of(m).invert().mult(OlderRule.of(x).transpose()).transpose();
    assertClose(OlderRule.of(expected), settling.z(), 1e-8, "z");
  }

  /** The last decade of the residual decays by min Re λ; Euler's step changes it by a tenth. */
  @ParameterizedTest
  @ValueSource(doubles = {0.1, 1, 3})
  void theSlowestModeSetsTheTime(double scale) {
    SimpleMatrix m = OlderRule.of(TestData.general(8, 3));
    m = m.mult(m.transpose()).scale(scale);
    FeedbackCrossbar loop =
        new FeedbackCrossbar(TestNetwork.tile(OlderRule.of(m)), 1e-9, 1e4 / scale);
    FeedbackCrossbar.Settling settling = loop.settle(x);
    assertTrue(settling.settled());
    double[] residuals = settling.residuals();
    int end = residuals.length - 1;
    int start = end;
    while (residuals[start] < 1e-7) {
      start--;
    }
    double rate =
        Math.log(residuals[start] / residuals[end])
            / (settling.times()[end] - settling.times()[start]);
    assertEquals(1, rate / loop.slowestRate(), 0.1);
  }

  @Test
  void anIdealArraySettlesAlike() {
    Matrix m = TestData.general(8, 2);
    FeedbackCrossbar.Settling exact =
        new FeedbackCrossbar(TestNetwork.tile(m), 1e-5, 1000).settle(x);
    FeedbackCrossbar.Settling array =
        new FeedbackCrossbar(IdealArray.tile(m), 1e-5, 1000).settle(x);
    assertTrue(array.settled());
    assertEquals(exact.time(), array.time(), 0.05 * exact.time());
    assertClose(exact.z(), array.z(), 1e-4, "z");
  }

  @Test
  void instabilityIsNamed() {
    double[][] m = {{1, 2}, {2, 1}};
    FeedbackCrossbar.Settling settling =
        new FeedbackCrossbar(TestNetwork.tile(m), 1e-6, 1e4).settle(TestData.normal(3, 2, 1));
    assertFalse(settling.settled());
    assertTrue(settling.residual() > 1, "residual " + settling.residual());
    assertEquals(
        Optional.of(
            "the feedback does not settle: M has an eigenvalue with real part -1.00, and needs"
                + " all > 0"),
        settling.instability());
  }
}
