package dev.mho.emulator.tile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.ConductanceRange;
import dev.mho.device.TestDevice;
import dev.mho.device.array.Workers;
import dev.mho.device.format.BadInputException;
import dev.mho.emulator.TestArray;
import dev.mho.emulator.TestMatrix;
import dev.mho.emulator.cell.RangeUse;
import dev.mho.emulator.cell.Role;
import dev.mho.emulator.cell.WeightScaling;
import dev.mho.emulator.cell.WeightScaling.Scope;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import dev.mho.emulator.matrix.Products;
import org.junit.jupiter.api.Test;

/** Ranges fitted to weights, layers of zeros, and layers with an outlier. */
class WeightScalingTest {
  private static final Products PRODUCTS = new Products(Workers.single());
  private static final Matrix OUTLIER = Matrix.of(new double[][] {{0.01, -0.02}, {0.03, 5.0}});

  /** 1 to 10 µS, pairs at rest at G_min. */
  private static AnalogTile tile(WeightScaling scaling, Matrix weights) {
    return TestArray.of(TestDevice.plain().range(ConductanceRange.of(1e-6, 1e-5)))
        .restAtMinimum()
        .scaling(scaling)
        .tile(weights, PRODUCTS);
  }

  private static WeightScaling per(Scope scope) {
    return new WeightScaling(scope, 1, 100);
  }

  @Test
  void aLayerOfZerosHasAScaleAndNoOutput() {
    for (Scope scope : Scope.values()) {
      AnalogTile tile = tile(per(scope), TestMatrix.constant(2, 2, 0));
      for (Role role : tile.roles()) {
        TestMatrix.assertClose(TestMatrix.constant(2, 2, 1e-6), tile.siemens(role), 0);
      }
      assertEquals(1, tile.weightScale(0));
      TestMatrix.assertClose(
          TestMatrix.constant(2, 2, 0), tile.forward(Matrix.identity(2, Precision.FLOAT64)), 0);
      assertFalse(tile.rangeUse().hasOutliers());
    }
  }

  @Test
  void anOutlierIsReported() {
    RangeUse use = tile(per(Scope.TILE), OUTLIER).rangeUse();
    assertEquals(4, use.weights());
    assertEquals(1, use.large());
    assertEquals(0.03 / 5, use.restShare(), 1e-12);
    assertTrue(use.hasOutliers());
    assertEquals(
        "1 of 4 weights uses more than a tenth of the cells' range, the others 0.60 % of it or less",
        use.told());
  }

  /** One in a hundred may be an outlier; more are a distribution. */
  @Test
  void aHeavyTailIsNoOutlier() {
    assertTrue(new RangeUse(1000, 10, 0.05).hasOutliers());
    assertFalse(new RangeUse(1000, 11, 0.05).hasOutliers());
    assertFalse(new RangeUse(1000, 10, 0).hasOutliers(), "the others are zeros");
    assertFalse(new RangeUse(1, 1, 0).hasOutliers());
    assertEquals(new RangeUse(3, 2, 0.05), new RangeUse(1, 1, 0).and(new RangeUse(2, 1, 0.05)));
  }

  @Test
  void aRangeOfItsOwnHelpsTheOtherOutput() {
    AnalogTile tile = tile(per(Scope.COLUMN), OUTLIER);
    assertEquals(0.02, tile.weightScale(0), 1e-15);
    assertEquals(5, tile.weightScale(1), 1e-12);
    assertEquals(10e-6, tile.siemens(Role.MINUS).get(0, 1), 1e-12);
    TestMatrix.assertClose(OUTLIER, tile.weights(), 5e-7);
  }

  @Test
  void aPercentileClipsTheOutlier() {
    AnalogTile tile = tile(new WeightScaling(Scope.TILE, 1, 75), OUTLIER);
    assertEquals(1, tile.activity().clippedWeights());
    Matrix expected = Matrix.of(new double[][] {{0.01, -0.02}, {0.03, 0.03}});
    TestMatrix.assertClose(expected, tile.weights(), 5e-9);
    assertFalse(tile.rangeUse().hasOutliers());
  }

  @Test
  void fillLeavesRoom() {
    AnalogTile tile = tile(new WeightScaling(Scope.TILE, 0.5, 100), OUTLIER);
    assertEquals(10, tile.weightScale(0), 1e-12);
    assertEquals(5.5e-6, tile.siemens(Role.PLUS).get(1, 1), 1e-12);
  }

  /** A fitted scale is a digital scale: an update asks for the same change of weights. */
  @Test
  void updatesMeanTheSameWeights() {
    Matrix x = TestMatrix.random(3, 2, 1, 1);
    Matrix d = TestMatrix.random(3, 2, 1, 2);
    AnalogTile fixed = tile(WeightScaling.NONE, TestMatrix.constant(2, 2, 0.125));
    AnalogTile fitted =
        tile(new WeightScaling(Scope.COLUMN, 0.25, 100), TestMatrix.constant(2, 2, 0.125));
    fixed.update(x, d, 0.1);
    fitted.update(x, d, 0.1);
    TestMatrix.assertClose(fixed.weights(), fitted.weights(), 1e-7);
    TestMatrix.assertClose(fixed.backward(d), fitted.backward(d), 1e-6);
  }

  /** Programming anew fits anew, whatever scale outputs had. */
  @Test
  void programmingFitsAnew() {
    AnalogTile tile = tile(per(Scope.TILE), OUTLIER);
    tile.scaleOutputs(new double[] {3, 4});
    Matrix other = TestMatrix.random(2, 2, 0.1, 3);
    tile.program(other);
    TestMatrix.assertClose(other, tile.weights(), 1e-8);
  }

  @Test
  void badScalings() {
    assertMessage("fill: found 0.0; allowed: above 0 and at most 1", Scope.TILE, 0, 100);
    assertMessage("percentile: found 101.0; allowed: above 0 and at most 100", Scope.TILE, 1, 101);
    assertMessage("fill and percentile cannot act: the range is not fitted", Scope.NONE, 0.5, 100);
  }

  private static void assertMessage(String expected, Scope scope, double fill, double percentile) {
    Exception e =
        assertThrows(BadInputException.class, () -> new WeightScaling(scope, fill, percentile));
    assertEquals(expected, e.getMessage());
  }
}
