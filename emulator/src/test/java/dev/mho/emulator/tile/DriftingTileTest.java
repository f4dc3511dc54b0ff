package dev.mho.emulator.tile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mho.device.ConductanceRange;
import dev.mho.device.TestDevice;
import dev.mho.device.array.Workers;
import dev.mho.device.response.ConstantStep;
import dev.mho.device.retention.PowerLawDrift;
import dev.mho.emulator.TestArray;
import dev.mho.emulator.TestMatrix;
import dev.mho.emulator.cell.Role;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import dev.mho.emulator.matrix.Products;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Weights shrink as (t/t₀)^−ν, t being emulated time since they were written. */
class DriftingTileTest {
  private static final double NU = 0.06;
  private static final Matrix WEIGHTS = TestMatrix.random(6, 9, 1, 1);
  private static final Matrix IDENTITY = Matrix.identity(9, Precision.FLOAT64);
  private static final double ROUNDING = 3e-7;

  private AnalogTile tile;

  private static AnalogTile made() {
    return TestArray.of(
            TestDevice.plain()
                .range(ConductanceRange.of(1e-6, 5e-6))
                .response(
                    new ConstantStep(0.01, Optional.of(0.01), Optional.empty(), Optional.empty()))
                .drift(new PowerLawDrift(10, NU, 0)))
        .trains(31)
        .tile(WEIGHTS, new Products(Workers.single()));
  }

  @BeforeEach
  void make() {
    tile = made();
  }

  /** The offset G_min drifts too, and cancels in the difference. */
  @ParameterizedTest
  @ValueSource(doubles = {100, 3600, 3.15e7})
  void weightsShrinkByAPower(double seconds) {
    tile.idle(seconds);
    Matrix shrunk = shrunk(WEIGHTS, Math.pow(seconds / 10, -NU));
    TestMatrix.assertClose(shrunk, tile.weights(), ROUNDING);
    TestMatrix.assertClose(shrunk.transposed(), tile.forward(IDENTITY), ROUNDING);
    TestMatrix.assertClose(shrunk, tile.backward(Matrix.identity(6, Precision.FLOAT64)), ROUNDING);
  }

  @Test
  void nothingHappensBeforeTheOnset() {
    tile.idle(9.9);
    TestMatrix.assertClose(WEIGHTS, tile.weights(), ROUNDING);
  }

  @Test
  void twoWaitsAreOne() {
    AnalogTile other = made();
    tile.idle(3600);
    other.idle(1800);
    other.weights();
    other.idle(1800);
    assertEquals(tile.clock(), other.clock());
    TestMatrix.assertClose(tile.weights(), other.weights(), 0);
    TestMatrix.assertClose(tile.forward(IDENTITY), other.forward(IDENTITY), 0);
  }

  @Test
  void readsTakeTime() {
    for (int i = 0; i < 3; i++) {
      tile.forward(IDENTITY);
      tile.backward(Matrix.identity(6, Precision.FLOAT64));
    }
    assertEquals(3 * (9 + 6) * 1e-7, tile.clock(), 1e-15);
  }

  @Test
  void writingStartsTheClockAgain() {
    tile.idle(3600);
    tile.program(WEIGHTS);
    TestMatrix.assertClose(WEIGHTS, tile.weights(), ROUNDING);
    TestMatrix.assertClose(WEIGHTS.transposed(), tile.forward(IDENTITY), ROUNDING);
    tile.idle(100);
    TestMatrix.assertClose(shrunk(WEIGHTS, Math.pow(10, -NU)), tile.weights(), ROUNDING);
  }

  /** Input 0 alone is pulsed after an hour: its cells stay, the others go on. */
  @Test
  void aPulseStartsTheClockOfItsDeviceAgain() {
    tile.idle(3600);
    Matrix x = Matrix.zeros(1, 9, Precision.FLOAT64);
    x.set(0, 0, 1);
    tile.update(x, TestMatrix.constant(1, 6, 1), 0.02);
    double hour = Math.pow(360, -NU);
    tile.idle(5);
    Matrix expected = shrunk(WEIGHTS, Math.pow(360.5, -NU));
    for (int k = 0; k < 6; k++) {
      expected.set(k, 0, moved(k, hour, Role.PLUS) - moved(k, hour, Role.MINUS));
    }
    TestMatrix.assertClose(expected, tile.weights(), ROUNDING);
    TestMatrix.assertClose(expected.transposed(), tile.forward(IDENTITY), ROUNDING);
  }

  /** The device drifts with its offset of a quarter range, then makes one step down the weight. */
  private static double moved(int output, double factor, Role role) {
    double g = (1 + role.sign() * WEIGHTS.get(output, 0)) / 2;
    double drifted = (g + 0.25) * factor - 0.25;
    return Math.min(1, Math.max(0, drifted - role.sign() * 0.01));
  }

  private static Matrix shrunk(Matrix weights, double factor) {
    Matrix shrunk = weights.copy();
    shrunk.updateRows(
        Workers.single(),
        (k, row) -> {
          for (int j = 0; j < row.length; j++) {
            row[j] *= factor;
          }
        });
    return shrunk;
  }
}
