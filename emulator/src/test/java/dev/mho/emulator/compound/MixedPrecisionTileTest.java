package dev.mho.emulator.compound;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.Presets;
import dev.mho.device.array.Workers;
import dev.mho.device.format.BadInputException;
import dev.mho.emulator.TestArray;
import dev.mho.emulator.TestMatrix;
import dev.mho.emulator.compound.MixedPrecisionSpec.Overflow;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.NonFiniteException;
import dev.mho.emulator.matrix.Precision;
import dev.mho.emulator.matrix.Products;
import dev.mho.emulator.tile.AnalogTileSpec;
import dev.mho.emulator.tile.CrossCheckedTile;
import dev.mho.emulator.tile.ExactTile;
import dev.mho.emulator.tile.TileGrid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A digital memory of changes beside an array. */
class MixedPrecisionTileTest {
  private static final Products PRODUCTS = new Products(Workers.single());
  private static final double STEP = 1e-3;

  /** Conductances near ½ are kept to 3e-8 a pulse, and none has had more than 600. */
  private static final double ROUNDING = 2e-5;

  private static final Matrix START = TestMatrix.random(5, 7, 0.2, 1);

  private static MixedPrecisionTile tile(MixedPrecisionSpec spec) {
    return new MixedPrecisionTile(spec, CountedArray.of(STEP, START, PRODUCTS), PRODUCTS);
  }

  /** What the arrays hold and what waits for them. */
  private static Matrix total(MixedPrecisionTile tile) {
    Matrix total = tile.weights();
    total.add(Workers.single(), tile.waiting());
    return total;
  }

  /** Every change is on the array or waits, however small it is or however many pulses it needs. */
  @ParameterizedTest
  @ValueSource(doubles = {1e-5, 1e-3, 0.1})
  void nothingIsLost(double rate) {
    MixedPrecisionTile tile = tile(MixedPrecisionSpec.usual());
    ExactTile exact = new ExactTile(START, Precision.FLOAT64, PRODUCTS);
    for (int batch = 0; batch < 20; batch++) {
      Matrix x = TestMatrix.random(4, 7, 1, 100 + batch);
      Matrix d = TestMatrix.random(4, 5, 0.2, 200 + batch);
      tile.update(x, d, rate);
      exact.update(x, d, rate);
    }
    TestMatrix.assertClose(exact.weights(), total(tile), ROUNDING);
    double longest = rate > 0.01 ? 0.1 : STEP;
    assertTrue(tile.waiting().toArray().length == 35);
    for (double waiting : tile.waiting().toArray()) {
      assertEquals(0, waiting, longest);
    }
  }

  /** More pulses than a train has slots: the rest waits, or is lost as it is in aihwkit. */
  @Test
  void whatOverflowsWaitsOrIsDropped() {
    Matrix change = TestMatrix.constant(5, 7, 100 * STEP);
    Matrix zero = Matrix.zeros(5, 7, Precision.FLOAT64);
    MixedPrecisionTile keeps = tile(MixedPrecisionSpec.usual());
    MixedPrecisionTile drops = tile(new MixedPrecisionSpec(1, 0, 0, Overflow.DROP));
    for (MixedPrecisionTile tile : new MixedPrecisionTile[] {keeps, drops}) {
      tile.add(zero, 1);
      tile.add(change, 1);
    }
    assertEquals(START.get(2, 3) + 31 * STEP, keeps.weights().get(2, 3), ROUNDING);
    assertEquals(START.get(2, 3) + 31 * STEP, drops.weights().get(2, 3), ROUNDING);
    assertEquals(69 * STEP, keeps.waiting().get(2, 3), 1.01 * STEP);
    assertEquals(0, drops.waiting().get(2, 3), 1.01 * STEP);
    for (int batch = 0; batch < 3; batch++) {
      keeps.add(zero, 1);
    }
    assertEquals(START.get(2, 3) + 100 * STEP, keeps.weights().get(2, 3), 1.01 * STEP);
  }

  @Test
  void transfersComeWithEveryThirdBatchButTheFirst() {
    MixedPrecisionTile tile = tile(new MixedPrecisionSpec(3, 0, 0, Overflow.KEEP));
    Matrix change = TestMatrix.constant(5, 7, 2.5 * STEP);
    double[] moved = new double[8];
    for (int batch = 0; batch < moved.length; batch++) {
      tile.add(change, 1);
      moved[batch] = Math.rint((tile.weights().get(0, 0) - START.get(0, 0)) / STEP);
    }
    // Ten steps wait at the fourth batch, 17.5 at the seventh.
    assertArrayEquals(new double[] {0, 0, 0, 10, 10, 10, 17, 17}, moved, 1);
    assertEquals(0, moved[2]);
    assertEquals(moved[3], moved[5]);
    assertEquals(moved[6], moved[7]);
  }

  /** A digital scale stands outside: weights, what waits and steps scale with it. */
  @Test
  void theDigitalScaleScalesAll() {
    double[] factor = {2, 0.5, 1, 3, 0.1};
    MixedPrecisionTile tile = tile(MixedPrecisionSpec.usual());
    ExactTile exact = new ExactTile(START, Precision.FLOAT64, PRODUCTS);
    for (int batch = 0; batch < 10; batch++) {
      Matrix x = TestMatrix.random(4, 7, 1, 100 + batch);
      Matrix d = TestMatrix.random(4, 5, 0.01, 200 + batch);
      tile.update(x, d, 0.1);
      exact.update(x, d, 0.1);
      if (batch == 4) {
        tile.scaleOutputs(factor);
        exact.scaleOutputs(factor);
      }
    }
    TestMatrix.assertClose(exact.weights(), total(tile), 3 * ROUNDING);
    for (int k = 0; k < 5; k++) {
      for (int j = 0; j < 7; j++) {
        assertEquals(0, tile.waiting().get(k, j), factor[k] * STEP);
      }
    }
  }

  @Test
  void programmingEmptiesTheMemory() {
    MixedPrecisionTile tile = tile(MixedPrecisionSpec.usual());
    tile.add(TestMatrix.constant(5, 7, 0.3 * STEP), 1);
    tile.program(START);
    assertArrayEquals(new double[35], tile.waiting().toArray());
  }

  /** Arrays side by side do what one does. */
  @Test
  void aGridIsAnArray() {
    MixedPrecisionTile one = tile(MixedPrecisionSpec.usual());
    MixedPrecisionTile many =
        new MixedPrecisionTile(
            MixedPrecisionSpec.usual(), CountedArray.of(STEP, START, 3, 2, PRODUCTS), PRODUCTS);
    for (int batch = 0; batch < 5; batch++) {
      Matrix x = TestMatrix.random(4, 7, 1, 100 + batch);
      Matrix d = TestMatrix.random(4, 5, 0.05, 200 + batch);
      one.update(x, d, 0.1);
      many.update(x, d, 0.1);
    }
    TestMatrix.assertClose(one.weights(), many.weights(), ROUNDING);
    assertArrayEquals(one.waiting().toArray(), many.waiting().toArray());
  }

  @Test
  void threadsChangeNoBit() {
    AnalogTileSpec noisy =
        TestArray.of(Presets.get("reram-gong-2018")).trains(CountedArray.TRAINS).spec();
    try (Workers workers = new Workers(5)) {
      double[][] weights = new double[2][];
      Products[] by = {PRODUCTS, new Products(workers)};
      for (int run = 0; run < 2; run++) {
        TileGrid grid =
            new TileGrid(
                noisy, TestMatrix.random(60, 70, 0.2, 1), 32, 32, TestArray.STREAM, by[run]);
        MixedPrecisionTile tile = new MixedPrecisionTile(MixedPrecisionSpec.usual(), grid, by[run]);
        for (int batch = 0; batch < 3; batch++) {
          tile.update(
              TestMatrix.random(4, 70, 1, 100 + batch),
              TestMatrix.random(4, 60, 1, 200 + batch),
              0.01);
        }
        weights[run] = tile.weights().toArray();
      }
      assertArrayEquals(weights[0], weights[1]);
    }
  }

  /** The watch hears of changes that are added, not only of outer products. */
  @Test
  void aCrossCheckHearsOfAddedChanges() {
    CrossCheckedTile watched = CrossCheckedTile.of(tile(MixedPrecisionSpec.usual()), PRODUCTS);
    CrossCheckedTile.Accumulating accumulating = (CrossCheckedTile.Accumulating) watched;
    accumulating.add(Matrix.zeros(5, 7, Precision.FLOAT64), 1);
    accumulating.add(TestMatrix.random(5, 7, 0.02, 9), -1);
    CrossCheckedTile.Change change = watched.takeChange();
    assertTrue(change.cosine() > 0.99, change::toString);
    assertEquals(1, change.gain(), 0.1);
  }

  @Test
  void aMemoryThatOverflowsIsTold() {
    MixedPrecisionTile tile = tile(MixedPrecisionSpec.usual());
    tile.add(TestMatrix.constant(5, 7, 1e300), 1e300);
    Exception e =
        assertThrows(NonFiniteException.class, () -> tile.add(TestMatrix.constant(5, 7, 1), 1));
    assertTrue(e.getMessage().contains("learning rate is too high"), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 1, 2, 8})
  void levelsAreOddOrNone(int levels) {
    Exception e =
        assertThrows(
            BadInputException.class, () -> new MixedPrecisionSpec(1, levels, 0, Overflow.KEEP));
    assertEquals(
        "input_levels: found " + levels + "; allowed: an odd number >= 3, or 0 for no quantisation",
        e.getMessage());
  }
}
