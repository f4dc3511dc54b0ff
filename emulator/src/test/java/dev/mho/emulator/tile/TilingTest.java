package dev.mho.emulator.tile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mho.device.Sample;
import dev.mho.device.TestDevice;
import dev.mho.device.array.DeviceArray;
import dev.mho.device.array.Workers;
import dev.mho.device.noise.WhiteReadNoise;
import dev.mho.emulator.FlawedDevice;
import dev.mho.emulator.TestArray;
import dev.mho.emulator.TestMatrix;
import dev.mho.emulator.cell.Role;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import dev.mho.emulator.matrix.Products;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The split of a layer into arrays changes no device, and arrays share no noise. */
class TilingTest {
  private static final Products PRODUCTS = new Products(Workers.single());
  private static final Matrix WEIGHTS = TestMatrix.random(70, 100, 1, 1);

  private static TileGrid grid(AnalogTileSpec spec) {
    return new TileGrid(spec, WEIGHTS, 30, 32, TestArray.STREAM, PRODUCTS);
  }

  @Test
  void tilingDoesNotRedrawADevice() {
    AnalogTileSpec spec = FlawedDevice.array().spec();
    AnalogTile one = TestArray.tile(spec, WEIGHTS, PRODUCTS);
    for (AnalogTile tile : grid(spec).tiles()) {
      for (Role role : List.of(Role.PLUS, Role.MINUS)) {
        DeviceArray part = tile.devices(role);
        DeviceArray whole = one.devices(role);
        for (int device = 0; device < part.size(); device++) {
          int same = (int) part.placement().globalIndex(device);
          assertEquals(whole.state(same), part.state(device));
          assertEquals(whole.low(same), part.low(device));
          assertEquals(whole.high(same), part.high(device));
          assertEquals(whole.isStuck(same), part.isStuck(device));
          assertEquals(whole.conductance(same, 3600), part.conductance(device, 3600));
        }
      }
    }
  }

  /** With one magnitude on all lines the arrays plan alike, so the trains are the same. */
  @Test
  void tilingDoesNotRedrawPulses() {
    AnalogTileSpec spec = FlawedDevice.array().spec();
    AnalogTile one = TestArray.tile(spec, WEIGHTS, PRODUCTS);
    TileGrid grid = grid(spec);
    Matrix rows = TestMatrix.constant(3, 100, 0.5);
    Matrix columns = TestMatrix.constant(3, 70, -0.25);
    one.update(rows, columns, 0.4);
    grid.update(rows, columns, 0.4);
    TestMatrix.assertClose(one.weights(), grid.weights(), 0);
  }

  /**
   * Arrays that add up to one backward output are different ones, so their noise is independent:
   * three of σ make σ√3.
   */
  @Test
  void readNoiseOfArraysIsIndependent() {
    double sigma = 0.01;
    AnalogTileSpec spec =
        TestArray.of(TestDevice.plain().readNoise(new WhiteReadNoise(sigma, 0))).spec();
    TileGrid grid =
        new TileGrid(spec, Matrix.zeros(6, 4, Precision.FLOAT64), 2, 2, TestArray.STREAM, PRODUCTS);
    int reads = 20_000;
    Matrix forward = grid.forward(TestMatrix.constant(reads, 4, 1));
    Matrix backward = grid.backward(TestMatrix.constant(reads, 6, 1));
    for (int k = 0; k < 6; k++) {
      Sample.assertNormal(0, sigma * Math.sqrt(2 * 4), TestMatrix.column(forward, k));
      for (int other = 0; other < k; other++) {
        Sample.assertUncorrelated(
            TestMatrix.column(forward, k),
            TestMatrix.column(forward, other),
            "of outputs " + k + " and " + other);
      }
    }
    for (int j = 0; j < 4; j++) {
      Sample.assertNormal(0, sigma * Math.sqrt(2 * 6), TestMatrix.column(backward, j));
    }
  }
}
