package dev.mho.emulator.tile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.TestDevice;
import dev.mho.device.array.Workers;
import dev.mho.device.format.BadInputException;
import dev.mho.device.noise.WhiteReadNoise;
import dev.mho.device.programming.Outcome;
import dev.mho.device.programming.ProgrammingReport;
import dev.mho.device.programming.PulseAndVerify;
import dev.mho.device.response.ConstantStep;
import dev.mho.device.response.CycleToCycle;
import dev.mho.emulator.TestArray;
import dev.mho.emulator.TestMatrix;
import dev.mho.emulator.cell.SingleDevice;
import dev.mho.emulator.cell.SingleDevice.Against;
import dev.mho.emulator.cell.Subtraction;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Products;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Arrays that are programmed by pulses and verifying reads. */
class VerifiedTileTest {
  private static final Products PRODUCTS = new Products(Workers.single());
  private static final double TOLERANCE = 0.01;
  private static final PulseAndVerify HOW = new PulseAndVerify(TOLERANCE, 500, 4, 1e-7, 1e-6);

  private static final TestDevice DEVICE =
      TestDevice.plain()
          .response(
              new ConstantStep(
                  0.008,
                  Optional.of(0.009),
                  Optional.of(CycleToCycle.ofStep(0.3)),
                  Optional.empty()))
          .readNoise(new WhiteReadNoise(0.002, 0));

  private final Matrix weights = TestMatrix.random(6, 8, 1, 1);

  /** Both devices of a pair are within the tolerance, but for noise of σ = 0.001 of four reads. */
  @Test
  void weightsAreWithinTheTolerance() {
    AnalogTile tile = TestArray.of(DEVICE).verify(HOW).tile(weights, PRODUCTS);
    TestMatrix.assertClose(weights, tile.weights(), 2 * (TOLERANCE + 0.005));
    assertEquals(2, tile.programming().size());
    double longest = 0;
    for (ProgrammingReport report : tile.programming()) {
      assertEquals(48, report.counts().get(Outcome.VERIFIED));
      assertTrue(report.totalPulses() > 48);
      longest = Math.max(longest, report.seconds());
    }
    assertEquals(longest, tile.clock());
  }

  @Test
  void whatAReadSeesIsWhatWasWritten() {
    AnalogTile tile =
        TestArray.of(
                TestDevice.plain()
                    .response(
                        new ConstantStep(
                            0.008, Optional.of(0.009), Optional.empty(), Optional.empty())))
            .verify(HOW)
            .tile(weights, PRODUCTS);
    Matrix x = TestMatrix.random(3, 8, 1, 2);
    TestMatrix.assertClose(PRODUCTS.timesTransposed(x, tile.weights()), tile.forward(x), 2e-6);
  }

  /** Another split into arrays finds the same devices and the same reads. */
  @Test
  void tilingChangesNothing() {
    AnalogTileSpec spec = TestArray.of(DEVICE).verify(HOW).spec();
    TileGrid one = new TileGrid(spec, weights, 8, 6, TestArray.STREAM, PRODUCTS);
    TileGrid four = new TileGrid(spec, weights, 5, 4, TestArray.STREAM, PRODUCTS);
    TestMatrix.assertClose(one.weights(), four.weights(), 0);
  }

  @Test
  void everyWriteIsAnotherOne() {
    AnalogTile tile = TestArray.of(DEVICE).verify(HOW).tile(weights, PRODUCTS);
    Matrix first = tile.weights();
    tile.program(TestMatrix.constant(6, 8, 0));
    tile.program(weights);
    TestMatrix.assertClose(weights, tile.weights(), 2 * (TOLERANCE + 0.005));
    assertTrue(first.get(0, 0) != tile.weights().get(0, 0));
  }

  @Test
  void aUnitColumnIsVerifiedToo() {
    AnalogTile tile =
        TestArray.of(DEVICE)
            .cell(new SingleDevice(1, 0.5, Against.FIXED, Subtraction.UNIT_COLUMN))
            .verify(HOW)
            .tile(TestMatrix.constant(6, 8, 0), PRODUCTS);
    Matrix y = tile.forward(TestMatrix.constant(1, 8, 1));
    assertTrue(Math.abs(y.get(0, 0)) < 2 * 8 * 2 * (TOLERANCE + 0.005));
  }

  @Test
  void needsPulses() {
    Exception e =
        assertThrows(
            BadInputException.class, () -> TestArray.plain().verify(HOW).tile(weights, PRODUCTS));
    assertEquals("device test has no pulse response: pulses cannot program it", e.getMessage());
  }
}
