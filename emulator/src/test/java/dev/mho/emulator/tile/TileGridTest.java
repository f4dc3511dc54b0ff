package dev.mho.emulator.tile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mho.device.array.Workers;
import dev.mho.emulator.FlawedDevice;
import dev.mho.emulator.TestArray;
import dev.mho.emulator.TestMatrix;
import dev.mho.emulator.cell.WeightScaling;
import dev.mho.emulator.cell.WeightScaling.Scope;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import dev.mho.emulator.matrix.Products;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A layer of 1000 inputs and 700 outputs over arrays of 256 × 256. */
class TileGridTest {
  private static final int INPUTS = 1000;
  private static final int OUTPUTS = 700;
  private static final Products PRODUCTS = new Products(new Workers(2));

  private final Matrix weights = TestMatrix.random(OUTPUTS, INPUTS, 1, 1);
  private final Matrix x = TestMatrix.random(6, INPUTS, 1, 2);
  private final Matrix d = TestMatrix.random(6, OUTPUTS, 1, 3);

  private TileGrid grid(AnalogTileSpec spec) {
    return new TileGrid(spec, weights, 256, 256, TestArray.STREAM, PRODUCTS);
  }

  @Test
  void fourByThreeWithSmallerLastOnes() {
    List<AnalogTile> tiles = grid(TestArray.plain().spec()).tiles();
    assertEquals(12, tiles.size());
    for (int i = 0; i < 12; i++) {
      AnalogTile tile = tiles.get(i);
      assertEquals(i / 4 * 256, tile.placement().firstRow());
      assertEquals(i % 4 * 256, tile.placement().firstCol());
      assertEquals(i % 4 == 3 ? 232 : 256, tile.inputs());
      assertEquals(i / 4 == 2 ? 188 : 256, tile.outputs());
    }
  }

  @Test
  void placesAreGlobalAndLocal() {
    TileGrid grid = grid(TestArray.plain().spec());
    assertEquals(new TileGrid.Place(0, 0, 0), grid.place(0, 0));
    assertEquals(new TileGrid.Place(3, 255, 231), grid.place(255, 999));
    assertEquals(new TileGrid.Place(4, 0, 255), grid.place(256, 255));
    assertEquals(new TileGrid.Place(11, 187, 231), grid.place(699, 999));
    assertThrows(IndexOutOfBoundsException.class, () -> grid.place(700, 0));
    Matrix held = grid.weights();
    for (int output = 0; output < OUTPUTS; output += 97) {
      for (int input = 0; input < INPUTS; input += 89) {
        TileGrid.Place place = grid.place(output, input);
        AnalogTile tile = grid.tiles().get(place.tile());
        assertEquals(held.get(output, input), tile.weights().get(place.output(), place.input()));
        assertEquals(
            (long) output * INPUTS + input,
            tile.placement().globalIndex(place.output(), place.input()));
      }
    }
  }

  /** With a range of its own, each output of each array has its own worth of a siemens. */
  @Test
  void scalesAreKeptForEveryOutputOfEveryArray() {
    TileGrid grid = grid(TestArray.plain().scaling(new WeightScaling(Scope.COLUMN, 1, 100)).spec());
    Matrix scales = grid.weightPerSiemens();
    assertEquals(4, scales.cols());
    assertEquals(OUTPUTS, scales.rows());
    double largest = 0;
    for (int j = 768; j < INPUTS; j++) {
      largest = Math.max(largest, Math.abs(weights.get(300, j)));
    }
    assertEquals(largest, scales.get(300, 3), 1e-12);
    TestMatrix.assertClose(weights, grid.weights(), 1.2e-7);
  }

  @Test
  void idealGridEqualsOneArrayAndExactProducts() {
    AnalogTileSpec ideal = FlawedDevice.array().spec().only(Set.of());
    AnalogTile one = TestArray.tile(ideal, weights, PRODUCTS);
    TileGrid grid = grid(ideal);
    Tile exact = new ExactTile(weights, Precision.FLOAT64, PRODUCTS);
    double[] factor = new double[OUTPUTS];
    for (int k = 0; k < OUTPUTS; k++) {
      factor[k] = 1 + k / 1000.0;
    }
    for (Tile tile : List.of(one, grid, exact)) {
      tile.update(x, d, 0.01);
      tile.scaleOutputs(factor);
      tile.update(x, d, -0.02);
    }
    assertSame(one.weights(), grid.weights());
    // A sum of 1000 weights, each rounded a few times to 2⁻²⁴.
    TestMatrix.assertClose(one.forward(x), grid.forward(x), 1e-4);
    TestMatrix.assertClose(exact.forward(x), grid.forward(x), 1e-4);
    TestMatrix.assertClose(exact.backward(d), grid.backward(d), 1e-4);
  }

  @Test
  void programmingGoesToTheRightCells() {
    TileGrid grid = grid(TestArray.plain().spec());
    Matrix other = TestMatrix.random(OUTPUTS, INPUTS, 1, 9);
    grid.program(other);
    TestMatrix.assertClose(other, grid.weights(), 1.2e-7);
  }

  /** Each of four arrays rounds its part to half a step; no conversion is spent on empty cells. */
  @Test
  void partialSumsAreQuantised() {
    AnalogTileSpec spec = TestArray.plain().adc(8, 40).spec();
    TileGrid grid = grid(spec);
    Matrix exact = PRODUCTS.timesTransposed(x, weights);
    TestMatrix.assertClose(
        exact, grid.forward(x), 4 * spec.forward().adc().get().step() / 2 + 1e-4);
    assertEquals(6 * OUTPUTS * 4, grid.activity().conversions());
    assertEquals(0, grid.activity().saturations());
  }

  private static void assertSame(Matrix expected, Matrix actual) {
    TestMatrix.assertClose(expected, actual, 0);
  }
}
