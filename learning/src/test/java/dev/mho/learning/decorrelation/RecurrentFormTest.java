package dev.mho.learning.decorrelation;

import static dev.mho.learning.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.array.Workers;
import dev.mho.device.format.BadInputException;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.NonFiniteException;
import dev.mho.emulator.matrix.Precision;
import dev.mho.emulator.matrix.Products;
import dev.mho.emulator.tile.Tile;
import dev.mho.learning.IdealArray;
import dev.mho.learning.TestData;
import dev.mho.learning.TestNetwork;
import dev.mho.learning.decorrelation.DecorrelationSpec.Diagonal;
import dev.mho.learning.decorrelation.DecorrelationSpec.Gain;
import dev.mho.learning.decorrelation.DecorrelationSpec.Recurrent;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The recurrent decorrelator as a layer has it, beside the feed-forward one whose inverse it is.
 */
class RecurrentFormTest {
  private static final int UNITS = 6;
  private static final Products PRODUCTS = new Products(Workers.single());

  private static DecorrelationSpec spec(double rate, Optional<Recurrent> recurrent) {
    return new DecorrelationSpec(
        rate, Diagonal.KEEP, 1, true, Gain.DEMEANED, false, 0.1, Optional.empty(), recurrent);
  }

  private static Decorrelator feedForward(double rate) {
    return new Decorrelator(spec(rate, Optional.empty()), identity(), PRODUCTS);
  }

  private static Decorrelator recurrent(double rate, Tile m) {
    return new Decorrelator(spec(rate, Optional.of(new Recurrent(1e-6, 1000))), m, PRODUCTS);
  }

  private static Tile identity() {
    return TestNetwork.tile(Matrix.identity(UNITS, Precision.FLOAT64));
  }

  /** Forward and backward are those of R = M⁻¹, solved for or settled to. */
  @Test
  void isReadLikeItsInverse() {
    Matrix m = TestData.general(UNITS, 2);
    Matrix r = OlderRule.of(OlderRule.of(m).invert());
    Matrix x = TestData.normal(5, UNITS, 1);
    Decorrelator exact = recurrent(0, TestNetwork.tile(m));
    assertClose(PRODUCTS.timesTransposed(x, r), exact.transform(x), 1e-12, "z");
    assertClose(PRODUCTS.times(x, r), exact.backward(x), 1e-12, "e");
    assertEquals(Optional.empty(), exact.settled());
    Matrix symmetric = OlderRule.of(OlderRule.of(m).mult(OlderRule.of(m).transpose()));
    Decorrelator array = recurrent(0, IdealArray.tile(symmetric));
    Decorrelator twin = recurrent(0, TestNetwork.tile(symmetric));
    assertClose(twin.transform(x), array.transform(x), 1e-3, "settled z");
    assertClose(twin.backward(x), array.backward(x), 1e-3, "settled e");
    Decorrelator.Settled settled = array.settled().orElseThrow();
    assertEquals(2, settled.batches());
    assertTrue(settled.meanTime() > 0 && settled.worstResidual() < 1e-3, settled.toString());
  }

  /** For one sample the rule for M is the inverse of the rule for R exactly. */
  @Test
  void learnsTheInverseOfTheFeedForwardForm() {
    Decorrelator forward = feedForward(0.002);
    Decorrelator recurrent = recurrent(0.002, identity());
    for (int sample = 0; sample < 40; sample++) {
      Matrix x = TestData.correlated(1, UNITS, sample);
      forward.learn(x, x, forward.transform(x));
      recurrent.learn(x, x, recurrent.transform(x));
    }
    Matrix product = PRODUCTS.times(forward.tile().weights(), recurrent.tile().weights());
    assertClose(Matrix.identity(UNITS, Precision.FLOAT64), product, 1e-11, "R M");
  }

  /** Of a batch to first order: halving the rate quarters what is left. */
  @Test
  void ofABatchToFirstOrder() {
    double coarse = mismatch(0.02);
    double fine = mismatch(0.01);
    assertTrue(coarse > 1e-7, "coarse " + coarse);
    assertEquals(4, coarse / fine, 0.6);
  }

  private static double mismatch(double rate) {
    Decorrelator forward = feedForward(rate);
    Decorrelator recurrent = recurrent(rate, identity());
    Matrix x = TestData.correlated(20, UNITS, 3);
    forward.learn(forward.forward(x));
    recurrent.learn(recurrent.forward(x));
    Matrix product = PRODUCTS.times(forward.tile().weights(), recurrent.tile().weights());
    double worst = 0;
    for (int i = 0; i < UNITS; i++) {
      for (int j = 0; j < UNITS; j++) {
        worst = Math.max(worst, Math.abs(product.get(i, j) - (i == j ? 1 : 0)));
      }
    }
    return worst;
  }

  @Test
  void decorrelates() {
    Decorrelator recurrent = recurrent(0.05, identity());
    Matrix x = TestData.correlated(200, UNITS, 3);
    double before = correlation(recurrent.forward(x).z());
    for (int step = 0; step < 300; step++) {
      recurrent.learn(recurrent.forward(x));
    }
    double after = correlation(recurrent.forward(x).z());
    assertTrue(after < 0.02 * before, before + " to " + after);
  }

  private static double correlation(Matrix z) {
    Matrix c = PRODUCTS.transposedTimes(z, z);
    double off = 0;
    for (int i = 0; i < UNITS; i++) {
      for (int j = 0; j < i; j++) {
        off += c.get(i, j) * c.get(i, j) / c.get(i, i) / c.get(j, j);
      }
    }
    return off;
  }

  @Test
  void whatDoesNotSettleStops() {
    Matrix negative = Matrix.identity(UNITS, Precision.FLOAT64);
    negative.set(2, 2, -0.5);
    Decorrelator array = recurrent(0, IdealArray.tile(negative));
    NonFiniteException stopped =
        assertThrows(NonFiniteException.class, () -> array.transform(TestData.normal(3, UNITS, 1)));
    assertTrue(stopped.getMessage().contains("does not settle"), stopped.getMessage());
    Matrix singular = Matrix.identity(UNITS, Precision.FLOAT64);
    singular.set(2, 2, 0);
    Decorrelator exact = recurrent(0, TestNetwork.tile(singular));
    NonFiniteException refused =
        assertThrows(NonFiniteException.class, () -> exact.transform(TestData.normal(3, UNITS, 1)));
    assertTrue(refused.getMessage().contains("singular"), refused.getMessage());
  }

  @Test
  void aRateThatTurnsMRoundStops() {
    Decorrelator recurrent = recurrent(10, identity());
    Matrix x = TestData.correlated(2, UNITS, 3);
    NonFiniteException stopped =
        assertThrows(NonFiniteException.class, () -> recurrent.learn(x, x, x));
    assertTrue(stopped.getMessage().contains("rate, 10.0, is too large"), stopped.getMessage());
  }

  @Test
  void onlyTheLocalRuleIsRecurrent() {
    BadInputException refusal =
        assertThrows(
            BadInputException.class,
            () ->
                new DecorrelationSpec(
                    0.1,
                    Diagonal.REMOVE,
                    1,
                    true,
                    Gain.OFF,
                    false,
                    0.1,
                    Optional.empty(),
                    Optional.of(Recurrent.usual())));
    assertTrue(refusal.getMessage().contains("diagonal: keep"), refusal.getMessage());
  }
}
