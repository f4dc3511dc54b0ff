package dev.mho.emulator.tile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.ConductanceRange;
import dev.mho.device.TestDevice;
import dev.mho.device.array.Workers;
import dev.mho.device.format.BadInputException;
import dev.mho.device.spread.Spread;
import dev.mho.emulator.TestArray;
import dev.mho.emulator.TestMatrix;
import dev.mho.emulator.cell.BitSlices;
import dev.mho.emulator.cell.BitSlices.Balance;
import dev.mho.emulator.cell.WeightScaling;
import dev.mho.emulator.cell.WeightScaling.Scope;
import dev.mho.emulator.converter.InputDigits;
import dev.mho.emulator.converter.InputScaling;
import dev.mho.emulator.converter.ReadPath;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Products;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bit slices against whole-number arithmetic. */
class SlicedTileTest {
  private static final Products PRODUCTS = new Products(new Workers(2));
  private final Matrix weights = TestMatrix.random(7, 9, 1, 1);
  private final Matrix x = TestMatrix.random(5, 9, 1, 2);
  private final Matrix d = TestMatrix.random(5, 7, 1, 3);

  private SlicedTile tile(TestArray array, BitSlices slices, Optional<InputDigits> digits) {
    return new SlicedTile(array.spec(), slices, digits, weights, 4, 5, TestArray.STREAM, PRODUCTS);
  }

  private static TestArray array() {
    return TestArray.of(TestDevice.plain().range(ConductanceRange.of(0.05, 1)));
  }

  private Matrix rounded(int bits) {
    double largest = (1 << (bits - 1)) - 1;
    return map(weights, w -> Math.rint(w * largest) / largest);
  }

  private interface OfNumber {
    double at(double value);
  }

  private static Matrix map(Matrix matrix, OfNumber function) {
    double[][] rows = new double[matrix.rows()][];
    for (int k = 0; k < rows.length; k++) {
      rows[k] = matrix.row(k);
      for (int j = 0; j < rows[k].length; j++) {
        rows[k][j] = function.at(rows[k][j]);
      }
    }
    return Matrix.of(rows);
  }

  @ParameterizedTest
  @CsvSource({
    "8, 1, BALANCED", "8, 2, BALANCED", "8, 7, BALANCED", "5, 3, BALANCED",
    "8, 1, OFFSET", "8, 2, OFFSET", "8, 8, OFFSET", "5, 3, OFFSET"
  })
  void withoutConvertersSlicesAreWholeNumbers(int bits, int count, Balance balance) {
    SlicedTile tile = tile(array(), new BitSlices(bits, count, balance), Optional.empty());
    Matrix expected = rounded(bits);
    TestMatrix.assertClose(expected, tile.weights(), 1e-6);
    TestMatrix.assertClose(PRODUCTS.timesTransposed(x, expected), tile.forward(x), 5e-6);
    TestMatrix.assertClose(PRODUCTS.times(d, expected), tile.backward(d), 5e-6);
  }

  @ParameterizedTest
  @CsvSource({"8, 1", "8, 8", "7, 2", "8, 3"})
  void inputsInDigitsAreWholeNumbersToo(int bits, int digitBits) {
    SlicedTile tile =
        tile(
            array().dac(4),
            new BitSlices(8, 2, Balance.BALANCED),
            Optional.of(new InputDigits(bits, digitBits)));
    double largest = (1 << bits) - 1;
    Matrix whole = map(x, v -> Math.rint(v * largest) / largest);
    TestMatrix.assertClose(PRODUCTS.timesTransposed(whole, rounded(8)), tile.forward(x), 5e-6);
    Matrix wholeD = map(d, v -> Math.rint(v * largest) / largest);
    TestMatrix.assertClose(PRODUCTS.times(wholeD, rounded(8)), tile.backward(d), 5e-6);
  }

  /** Each sample's largest input is all ones. */
  @Test
  void inputsAreScaledBeforeTheyAreCut() {
    SlicedTile tile =
        tile(
            array().absMax(),
            new BitSlices(8, 2, Balance.OFFSET),
            Optional.of(new InputDigits(6, 1)));
    Matrix tiny = map(x, v -> 1e-3 * v);
    double[][] rows = new double[tiny.rows()][];
    for (int b = 0; b < rows.length; b++) {
      double largest = tiny.largest(b);
      rows[b] = tiny.row(b);
      for (int j = 0; j < rows[b].length; j++) {
        rows[b][j] = largest * Math.rint(rows[b][j] / largest * 63) / 63;
      }
    }
    Matrix expected = PRODUCTS.timesTransposed(Matrix.of(rows), rounded(8));
    TestMatrix.assertClose(expected, tile.forward(tiny), 5e-9);
  }

  /** 5 samples, 2 slices, 6 digits, 7 outputs, the inputs over 3 arrays. */
  @Test
  void everyDigitOfEverySliceIsConverted() {
    SlicedTile tile =
        tile(
            array().adc(8, 10),
            new BitSlices(8, 2, Balance.BALANCED),
            Optional.of(new InputDigits(6, 1)));
    tile.forward(x);
    assertEquals(5 * 2 * 6 * 7 * 3, tile.activity().conversions());
    // Digits follow each other, slices are read side by side.
    assertEquals(5 * 6 * 1e-7, tile.activity().seconds(), 1e-12);
  }

  @Test
  void digitalScalesAndFittedRanges() {
    SlicedTile tile =
        tile(
            array().scaling(new WeightScaling(Scope.COLUMN, 1, 100)),
            new BitSlices(8, 2, Balance.OFFSET),
            Optional.empty());
    for (int k = 0; k < 7; k++) {
      double range = weights.largest(k);
      double[] read = tile.weights().row(k);
      for (int j = 0; j < 9; j++) {
        assertEquals(Math.rint(weights.get(k, j) / range * 127) / 127 * range, read[j], 1e-6);
      }
    }
    Matrix before = tile.forward(x);
    double[] twice = {2, 2, 2, 2, 2, 2, 2};
    tile.scaleOutputs(twice);
    before.scaleColumns(PRODUCTS.workers(), twice);
    TestMatrix.assertClose(before, tile.forward(x), 1e-6);
  }

  @Test
  void pulsesAreRefused() {
    SlicedTile tile = tile(array(), new BitSlices(8, 2, Balance.OFFSET), Optional.empty());
    Exception e = assertThrows(BadInputException.class, () -> tile.update(x, d, 0.1));
    assertTrue(e.getMessage().startsWith("weights in bit slices serve inference"), e.getMessage());
  }

  @Test
  void digitsNeedAPlainScale() {
    TestArray capped =
        array().reads(ReadPath.BARE.with(new InputScaling.AbsMax(OptionalDouble.of(1))));
    BitSlices slices = new BitSlices(8, 2, Balance.BALANCED);
    tile(capped, slices, Optional.empty());
    Exception e =
        assertThrows(
            BadInputException.class,
            () -> tile(capped, slices, Optional.of(new InputDigits(6, 1))));
    assertEquals(
        "inputs in digits are scaled by abs-max without a cap, or not at all", e.getMessage());
  }

  @Test
  void digitsMustBeLevels() {
    TestArray sixteen =
        TestArray.of(
            TestDevice.plain()
                .range(
                    new ConductanceRange(0.1, 1, Spread.none(), Spread.none(), Optional.of(16))));
    tile(sixteen, new BitSlices(8, 2, Balance.OFFSET), Optional.empty());
    Exception e =
        assertThrows(
            BadInputException.class,
            () -> tile(sixteen, new BitSlices(8, 1, Balance.OFFSET), Optional.empty()));
    assertEquals(
        "slices of 8 bits do not lie on the 16 levels of a device; allowed: slices of which every"
            + " digit is a level, as with 256 levels",
        e.getMessage());
  }

  @Test
  void badCuts() {
    Exception bits =
        assertThrows(BadInputException.class, () -> new BitSlices(1, 1, Balance.OFFSET));
    assertEquals("weight-bits: found 1; allowed: a whole number from 2 to 24", bits.getMessage());
    Exception slices =
        assertThrows(BadInputException.class, () -> new BitSlices(8, 8, Balance.BALANCED));
    assertEquals("slices: found 8; allowed: a whole number from 1 to 7", slices.getMessage());
    Exception digits = assertThrows(BadInputException.class, () -> new InputDigits(4, 5));
    assertEquals(
        "input-digit-bits: found 5; allowed: a whole number from 1 to 4", digits.getMessage());
  }
}
