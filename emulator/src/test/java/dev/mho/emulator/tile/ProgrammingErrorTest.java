package dev.mho.emulator.tile;

import dev.mho.device.Sample;
import dev.mho.device.TestDevice;
import dev.mho.device.array.Workers;
import dev.mho.emulator.TestArray;
import dev.mho.emulator.TestMatrix;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Products;
import org.junit.jupiter.api.Test;

/** A written weight misses by the errors of its two devices, another time at every writing. */
class ProgrammingErrorTest {
  private static final Matrix WEIGHTS = TestMatrix.random(120, 100, 0.5, 1);

  /** σ(g) = 0.02 + 0.01 g; the devices stay 12 σ away from their bounds. */
  private final AnalogTile tile =
      TestArray.of(TestDevice.plain().programmingError(TestDevice.error(0.02, 0.01)))
          .tile(WEIGHTS, new Products(Workers.single()));

  @Test
  void weightsMissByTheErrorOfTwoDevices() {
    double[] once = misses();
    Sample.assertNormal(0, 1, once);
    tile.program(WEIGHTS);
    double[] again = misses();
    Sample.assertNormal(0, 1, again);
    Sample.assertUncorrelated(once, again, "of two writings");
  }

  /** In standard deviations. */
  private double[] misses() {
    double[] got = tile.weights().toArray();
    double[] wanted = WEIGHTS.toArray();
    for (int i = 0; i < got.length; i++) {
      double plus = 0.02 + 0.01 * (1 + wanted[i]) / 2;
      double minus = 0.02 + 0.01 * (1 - wanted[i]) / 2;
      got[i] = (got[i] - wanted[i]) / Math.hypot(plus, minus);
    }
    return got;
  }

  /** What was written is what is read. */
  @Test
  void readsSeeTheErrorOfTheWriting() {
    Matrix identity = Matrix.identity(100, WEIGHTS.precision());
    TestMatrix.assertClose(tile.weights().transposed(), tile.forward(identity), 1.2e-7);
  }
}
