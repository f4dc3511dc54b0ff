package dev.mho.emulator.tile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.DeviceModel;
import dev.mho.device.Presets;
import dev.mho.device.TestDevice;
import dev.mho.device.array.DeviceArray;
import dev.mho.device.array.Placement;
import dev.mho.device.array.Workers;
import dev.mho.device.fault.Faults;
import dev.mho.device.random.NoiseStream;
import dev.mho.device.response.AbruptReset;
import dev.mho.device.response.SoftBounds;
import dev.mho.emulator.TestArray;
import dev.mho.emulator.TestMatrix;
import dev.mho.emulator.cell.CellArray;
import dev.mho.emulator.cell.DifferentialPair;
import dev.mho.emulator.cell.Refresh;
import dev.mho.emulator.cell.Role;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Products;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Pairs of devices that pulses only raise. */
class OneDirectionalTest {
  private static final TestDevice RISING =
      TestDevice.plain()
          .response(new SoftBounds(0.02, Optional.empty(), 0, Optional.empty(), Optional.empty()))
          .parts(b -> b.reset(Optional.of(new AbruptReset(0, 0, 0))));

  private static final double STEP = 0.02;

  @Test
  void eachSignRaisesItsOwnDevice() {
    CellArray pairs = pairs(RISING.model(), 2);
    pairs.program(new float[][] {new float[] {0, 0}, new float[] {0, 0}}, 0);
    pairs.pulse(0, 3, true, 0, 0);
    pairs.pulse(1, 2, false, 0, 0);
    assertEquals(risen(3), pairs.devices(Role.PLUS).state(0), 1e-6);
    assertEquals(0, pairs.devices(Role.MINUS).state(0));
    assertEquals(0, pairs.devices(Role.PLUS).state(1));
    assertEquals(risen(2), pairs.devices(Role.MINUS).state(1), 1e-6);
  }

  /** Both reset, and what is left of the difference is off by half a step at most. */
  @Test
  void refreshKeepsTheDifference() {
    CellArray pairs = pairs(RISING.model(), 4);
    pairs.program(
        new float[][] {new float[] {0.8f, 0.4f, 0.9f, 0.3f}, new float[] {0.35f, 0.8f, 0.2f, 0.3f}},
        0);
    assertEquals(2, pairs.refresh(Refresh.usual(), 0));
    double[] before = {0.45, -0.4, 0.7, 0};
    for (int cell = 0; cell < 4; cell++) {
      assertEquals(before[cell], pairs.difference(cell, 0), STEP / 2, "cell " + cell);
    }
    assertEquals(0, pairs.devices(Role.MINUS).state(0));
    assertEquals(0, pairs.devices(Role.PLUS).state(1));
    assertEquals(0.2f, pairs.devices(Role.MINUS).state(2), "not due: the lower one is low");
  }

  @Test
  void stuckPairsStayAsTheyAre() {
    DeviceModel stuck = RISING.model().but().faults(Optional.of(allStuck())).build();
    CellArray pairs = pairs(stuck, 1);
    DeviceArray plus = pairs.devices(Role.PLUS);
    pairs.refresh(Refresh.usual(), 0);
    assertEquals(1, plus.state(0));
  }

  /** Alternating updates fill both devices; without room the weight would stop following. */
  @Test
  void trainingGoesOnBeyondWhatTheDevicesCanHold() {
    AnalogTile tile =
        TestArray.of(RISING)
            .trains(31)
            .tile(TestMatrix.constant(1, 1, 0), new Products(Workers.single()));
    Matrix x = TestMatrix.constant(1, 1, 1);
    for (int cycle = 0; cycle < 200; cycle++) {
      tile.update(x, TestMatrix.constant(1, 1, -1), 0.2);
      tile.update(x, TestMatrix.constant(1, 1, 1), 0.2);
    }
    assertTrue(tile.activity().refreshes() > 5, tile.activity().toString());
    assertEquals(0, tile.activity().downPulses());
    double before = tile.weights().get(0, 0);
    tile.update(x, TestMatrix.constant(1, 1, -1), 0.2);
    assertTrue(tile.weights().get(0, 0) > before + 0.05, "the weight still moves");
  }

  @Test
  void publishedPhaseChangeMemoryCanBeRefreshed() {
    CellArray pairs = pairs(Presets.get("pcm-nandakumar-2020"), 1000);
    float[] high = new float[1000];
    Arrays.fill(high, 0.9f);
    pairs.program(new float[][] {high, high}, 0);
    assertTrue(pairs.refresh(Refresh.usual(), 0) > 900);
  }

  private static Faults allStuck() {
    return new Faults(0, 1, 0);
  }

  private static double risen(int pulses) {
    return 1 - Math.pow(1 - STEP, pulses);
  }

  private static CellArray pairs(DeviceModel model, int cells) {
    return new CellArray(
        new DifferentialPair(1, DifferentialPair.Rest.MINIMUM),
        model,
        Placement.whole(1, cells),
        NoiseStream.root(3),
        Workers.single());
  }
}
