package dev.mho.emulator.tile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.TestDevice;
import dev.mho.device.array.Workers;
import dev.mho.device.response.ConstantStep;
import dev.mho.emulator.TestArray;
import dev.mho.emulator.TestMatrix;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import dev.mho.emulator.matrix.Products;
import dev.mho.emulator.update.ImplicitTrains;
import dev.mho.emulator.update.PulseTrains;
import dev.mho.emulator.update.StochasticTrains;
import dev.mho.emulator.update.UpdateManagement;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Steps asked for, given and made. */
class ChangeTallyTest {
  private static final Products PRODUCTS = new Products(Workers.single());
  private static final double STEP = 0.01;
  private static final PulseTrains COUNTED = new ImplicitTrains(31, UpdateManagement.usual(), 0, 0);

  private static AnalogTile tile(PulseTrains trains) {
    return TestArray.of(
            TestDevice.plain()
                .response(
                    new ConstantStep(
                        STEP / 2, Optional.of(STEP / 2), Optional.empty(), Optional.empty())))
        .trains(trains)
        .tile(Matrix.zeros(2, 3, Precision.FLOAT64), PRODUCTS);
  }

  /** x = (1, −½, 0), d = (1, ½), rate 8 steps: 8 + 4 + 4 + 2 steps are asked for. */
  private static void update(AnalogTile tile, double rate) {
    tile.update(TestMatrix.repeated(1, 1, -0.5, 0), TestMatrix.repeated(1, 1, 0.5), rate * STEP);
  }

  @Test
  void whatIsAskedIsGivenAndMade() {
    AnalogTile tile = tile(COUNTED);
    update(tile, 8);
    ChangeTally change = tile.activity().change();
    assertEquals(18, change.requested(), 1e-9);
    assertEquals(18, change.delivered());
    assertEquals(18, change.realised(), 1e-4);
  }

  /** Two samples that cancel: 18 steps each are given, none is made. */
  @Test
  void whatCancelsInABatchIsNotMade() {
    AnalogTile tile = tile(COUNTED);
    Matrix x = Matrix.of(new double[][] {{1, -0.5, 0}, {-1, 0.5, 0}});
    tile.update(x, TestMatrix.repeated(2, 1, 0.5), 8 * STEP);
    ChangeTally change = tile.activity().change();
    assertEquals(36, change.requested(), 1e-9);
    assertEquals(36, change.delivered());
    assertEquals(0, change.realised(), 1e-4);
  }

  /** Beyond a full train the change falls short; at its bound a cell no longer moves. */
  @Test
  void longTrainsAndBoundsFallShort() {
    AnalogTile tile = tile(COUNTED);
    Matrix x = TestMatrix.repeated(1, 1, -0.4, 0);
    Matrix d = TestMatrix.repeated(1, 1, 0.5);
    tile.update(x, d, 62 * STEP);
    assertEquals(62 * 1.4 * 1.5, tile.activity().change().requested(), 1e-9);
    // Both columns fire in every slot: 31 pulses and 12 (12.4) on each.
    assertEquals(86, tile.activity().change().delivered());
    for (int i = 0; i < 9; i++) {
      tile.update(x, d, 62 * STEP);
    }
    ChangeTally change = tile.activity().change();
    assertEquals(860, change.delivered());
    // No weight goes beyond ±1, 100 steps.
    assertEquals(400, change.realised(), 0.01);
  }

  /** A digital scale is divided out, and tiles add up. */
  @Test
  void scalesAndSums() {
    AnalogTile tile = tile(COUNTED);
    tile.scaleOutputs(new double[] {2, 0.5});
    update(tile, 8);
    assertEquals(4 + 2 + 8 + 4, tile.activity().change().requested(), 1e-9);
    TileActivity both = tile.activity().and(tile.activity());
    assertEquals(2 * tile.activity().change().delivered(), both.change().delivered());
  }

  /** On average as many pulses are given as steps are asked for: five standard deviations. */
  @Test
  void drawnTrainsGiveWhatIsAskedOnAverage() {
    AnalogTile tile = tile(new StochasticTrains(31));
    for (int i = 0; i < 2000; i++) {
      tile.program(Matrix.zeros(2, 3, Precision.FLOAT64));
      update(tile, 8);
    }
    ChangeTally change = tile.activity().change();
    assertEquals(36_000, change.requested(), 1e-6);
    // Eight slots a sample: variance at most (18/4)² a slot.
    assertEquals(36_000, change.delivered(), 5 * Math.sqrt(2000 * 8) * 2.25);
    assertTrue(change.realised() > 0);
  }

  /** Without trains nothing is counted in steps. */
  @Test
  void exactChangesAreNotCounted() {
    AnalogTile tile = tile(null);
    update(tile, 8);
    assertEquals(ChangeTally.NONE, tile.activity().change());
  }
}
