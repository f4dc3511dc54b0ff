package dev.mho.device.array;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.mho.device.Sample;
import dev.mho.device.TestDevice;
import dev.mho.device.fault.Faults;
import dev.mho.device.random.NoiseStream;
import dev.mho.device.response.ConstantStep;
import dev.mho.device.response.CycleToCycle;
import dev.mho.device.response.Polarity;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StuckDevicesTest {
  private static final int DEVICES = 100_000;
  private static final Faults FAULTS = new Faults(0.02, 0.03, 0.1);

  private final DeviceArray devices =
      new DeviceArray(
          TestDevice.plain()
              .response(
                  new ConstantStep(
                      0.1,
                      Optional.of(0.1),
                      Optional.of(CycleToCycle.ofStep(0.3)),
                      Optional.empty()))
              .programmingError(TestDevice.error(0.01))
              .faults(FAULTS)
              .model(),
          Placement.whole(100, DEVICES / 100),
          NoiseStream.root(9));

  @Test
  void fractionsAreThoseAskedFor() {
    Sample.assertCount(0.02, DEVICES, stuck().filter(i -> devices.state(i) == 0).count());
    Sample.assertCount(0.03, DEVICES, stuck().filter(i -> devices.state(i) == 1).count());
    Sample.assertCount(0.15, DEVICES, stuck().count());
  }

  @Test
  void thoseBetweenAreUniform() {
    Sample.assertUniform(
        stuck().mapToDouble(devices::state).filter(g -> g != 0 && g != 1).toArray());
  }

  @Test
  void nothingMovesThem() {
    float[] before = states();
    float[] target = new float[DEVICES];
    Arrays.fill(target, 0.7f);
    devices.program(target, 1);
    for (int i = 0; i < DEVICES; i++) {
      devices.pulse(i, 3, i % 2 == 0 ? Polarity.UP : Polarity.DOWN, 2);
      devices.shift(i, 0.01, i % 3 == 0, 3);
    }
    for (int i = 0; i < DEVICES; i++) {
      assertEquals(devices.isStuck(i), before[i] == devices.state(i), "device " + i);
    }
  }

  @Test
  void pulsesOnThemCount() {
    int device = stuck().findFirst().orElseThrow();
    devices.pulse(device, 3, Polarity.UP, 0);
    assertEquals(3, devices.pulseCount(device));
  }

  @Test
  void allMayBeStuck() {
    DeviceArray dead =
        new DeviceArray(
            TestDevice.plain().faults(new Faults(0.25, 0.25, 0.5)).model(),
            Placement.whole(10, 10),
            NoiseStream.root(1));
    assertEquals(100, IntStream.range(0, 100).filter(dead::isStuck).count());
  }

  @Test
  void noneIsStuckWithoutFaults() {
    DeviceArray healthy =
        new DeviceArray(
            TestDevice.plain().faults(FAULTS).model().withoutFaults(),
            Placement.whole(10, 10),
            NoiseStream.root(1));
    for (int i = 0; i < healthy.size(); i++) {
      assertFalse(healthy.isStuck(i));
    }
  }

  private IntStream stuck() {
    return IntStream.range(0, DEVICES).filter(devices::isStuck);
  }

  private float[] states() {
    float[] states = new float[DEVICES];
    for (int i = 0; i < DEVICES; i++) {
      states[i] = devices.state(i);
    }
    return states;
  }
}
