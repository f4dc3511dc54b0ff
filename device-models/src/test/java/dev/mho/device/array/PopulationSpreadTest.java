package dev.mho.device.array;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.ConductanceRange;
import dev.mho.device.Sample;
import dev.mho.device.TestDevice;
import dev.mho.device.random.NoiseStream;
import dev.mho.device.response.ConstantStep;
import dev.mho.device.response.CycleToCycle;
import dev.mho.device.response.DeviceToDevice;
import dev.mho.device.response.Polarity;
import dev.mho.device.response.PulseResponse;
import dev.mho.device.response.SoftBounds;
import dev.mho.device.spread.Spread;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** How the devices of a population differ: steps and bounds. */
class PopulationSpreadTest {
  private static final int DEVICES = 100_000;
  private static final double STEP = 0.1;

  @Test
  void stepsSpreadTogetherAndApart() {
    double[] up = multipliers(DeviceToDevice.ofStep(0.12, 0.05), Polarity.UP);
    double[] down = multipliers(DeviceToDevice.ofStep(0.12, 0.05), Polarity.DOWN);
    Sample.assertNormal(1, 0.13, up);
    Sample.assertNormal(1, 0.13, down);
    double[] common = each(i -> (up[i] + down[i]) / 2);
    double[] imbalance = each(i -> (up[i] - down[i]) / 2);
    Sample.assertNormal(1, 0.12, common);
    Sample.assertNormal(0, 0.05, imbalance);
    Sample.assertUncorrelated(common, imbalance, "of common part and imbalance");
  }

  /** |1 + ξ| has mean 2φ(1) + 2Φ(1) − 1 = 1.166630 and second moment 2. */
  @Test
  void stepsKeepTheirDirectionWhereSpreadIsLarge() {
    double[] up = multipliers(DeviceToDevice.ofStep(1, 0), Polarity.UP);
    assertTrue(Arrays.stream(up).allMatch(m -> m >= 0));
    double variance = 2 - 1.166630 * 1.166630;
    assertEquals(
        1.166630, Arrays.stream(up).average().orElseThrow(), 5 * Math.sqrt(variance / DEVICES));
  }

  /** At its own bound a device makes no step, however large its multiplier. */
  @Test
  void theLargestSpreadLeavesNumbers() {
    PulseResponse soft =
        new SoftBounds(
            STEP,
            Optional.of(STEP),
            0.5,
            Optional.of(CycleToCycle.ofStep(1)),
            Optional.of(new DeviceToDevice(Spread.logNormal(10), 0, Spread.none())));
    DeviceArray devices =
        new DeviceArray(
            TestDevice.plain().response(soft).model(),
            Placement.whole(1000, DEVICES / 1000),
            NoiseStream.root(6));
    for (int i = 0; i < DEVICES; i++) {
      devices.pulse(i, 20, Polarity.UP, 0);
      assertTrue(devices.state(i) >= 0 && devices.state(i) <= 1);
    }
  }

  @Test
  void boundsSpreadAroundTheNominalRange() {
    DeviceArray devices = population(TestDevice.spread(0, 1, 0.06, 0.1));
    double[] low = each(devices::low);
    double[] high = each(devices::high);
    Sample.assertNormal(0, 0.06, low);
    Sample.assertNormal(1, 0.1, high);
    Sample.assertUncorrelated(low, high, "of bounds");
  }

  @Test
  void boundsNeverCross() {
    DeviceArray devices = population(TestDevice.spread(0, 1, 1, 1));
    for (int i = 0; i < DEVICES; i++) {
      assertTrue(devices.low(i) <= 0.5 && 0.5 <= devices.high(i));
    }
  }

  @Test
  void devicesStartInTheMiddleOfTheirOwnRange() {
    DeviceArray devices = population(TestDevice.spread(0, 1, 0.3, 0.3));
    for (int i = 0; i < DEVICES; i++) {
      assertEquals((devices.low(i) + devices.high(i)) / 2, devices.state(i), 1e-7);
    }
  }

  @Test
  void stepsAndBoundsAreIndependent() {
    DeviceArray devices =
        new DeviceArray(
            TestDevice.plain()
                .range(TestDevice.spread(0, 1, 0.1, 0.1))
                .response(constantStep(DeviceToDevice.ofStep(0.1, 0.1)))
                .model(),
            Placement.whole(1, DEVICES),
            NoiseStream.root(5));
    double[] high = each(devices::high);
    double[] low = each(devices::low);
    double[] step = pulsed(devices, Polarity.UP);
    Sample.assertUncorrelated(step, high, "of step and upper bound");
    Sample.assertUncorrelated(step, low, "of step and lower bound");
  }

  @Test
  void withoutSpreadAllDevicesAreNominal() {
    DeviceArray devices = population(ConductanceRange.of(1e-6, 1e-5));
    assertEquals(0, devices.low(DEVICES - 1));
    assertEquals(1, devices.high(DEVICES - 1));
    assertEquals(0.5f, devices.state(DEVICES - 1));
  }

  private static DeviceArray population(ConductanceRange range) {
    return new DeviceArray(
        TestDevice.plain().range(range).model(),
        Placement.whole(1000, DEVICES / 1000),
        NoiseStream.root(7));
  }

  private static double[] multipliers(DeviceToDevice spread, Polarity polarity) {
    DeviceArray devices =
        new DeviceArray(
            TestDevice.plain().response(constantStep(spread)).model(),
            Placement.whole(1000, DEVICES / 1000),
            NoiseStream.root(6));
    return pulsed(devices, polarity);
  }

  private static double[] pulsed(DeviceArray devices, Polarity polarity) {
    return each(
        i -> {
          float before = devices.state(i);
          devices.pulse(i, 1, polarity, 0);
          return polarity.sign() * (devices.state(i) - before) / STEP;
        });
  }

  private static ConstantStep constantStep(DeviceToDevice spread) {
    return new ConstantStep(STEP, Optional.of(STEP), Optional.empty(), Optional.of(spread));
  }

  private static double[] each(IntToDoubleFunction value) {
    double[] all = new double[DEVICES];
    Arrays.setAll(all, value);
    return all;
  }
}
