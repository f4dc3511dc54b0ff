package dev.mho.device.array;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.DeviceModel;
import dev.mho.device.Sample;
import dev.mho.device.TestDevice;
import dev.mho.device.curve.Curve;
import dev.mho.device.noise.FlickerNoise;
import dev.mho.device.noise.ProgrammingError;
import dev.mho.device.noise.Reach;
import dev.mho.device.noise.TelegraphNoise;
import dev.mho.device.random.NoiseStream;
import dev.mho.device.response.ConstantStep;
import dev.mho.device.response.Polarity;
import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.math3.distribution.UniformRealDistribution;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;

/** What is seen of a device and what exists beneath: noises of writes, reads and traps. */
class SeenAndStateTest {
  private static final int DEVICES = 20_000;
  private static final ConstantStep STEP =
      new ConstantStep(0.01, Optional.of(0.01), Optional.empty(), Optional.empty());

  @Test
  void writeNoiseIsSeenButNeverEntersTheState() {
    DeviceArray devices = written(TestDevice.plain().response(STEP).writeNoise(0.05).model());
    Sample.assertNormal(0.5, 0.05, seen(devices, 0));
    for (int i = 0; i < DEVICES; i++) {
      assertEquals(0.5f, devices.state(i));
      devices.pulse(i, 3, Polarity.UP, 1);
      assertEquals(0.53, devices.state(i), 1e-6, "pulses start from the state");
    }
    Sample.assertNormal(0.53, 0.05, seen(devices, 1));
  }

  @Test
  void writeNoiseStaysUntilTheNextPulseOrWrite() {
    DeviceArray devices = written(TestDevice.plain().response(STEP).writeNoise(0.05).model());
    double[] first = seen(devices, 0);
    assertTrue(Arrays.equals(first, seen(devices, 1e6)), "reads and waiting leave it");
    for (int i = 0; i < DEVICES; i++) {
      devices.pulse(i, 1, Polarity.UP, 1);
      devices.pulse(i, 1, Polarity.DOWN, 1);
    }
    Sample.assertUncorrelated(first, seen(devices, 1), "before and after pulses");
    double[] pulsed = seen(devices, 1);
    devices.program(targets(0.5f), 1);
    Sample.assertUncorrelated(pulsed, seen(devices, 1), "before and after a write");
  }

  /** A verified write: nothing beyond √3 σ, and flat within. */
  @Test
  void boundedProgrammingErrorIsUniform() {
    ProgrammingError error =
        new ProgrammingError(Curve.constant(0.01), ProgrammingError.Shape.UNIFORM, Reach.BOUNDS);
    double[] seen = seen(written(TestDevice.plain().programmingError(error).model()), 0);
    double edge = 0.01 * Math.sqrt(3);
    double p =
        new KolmogorovSmirnovTest()
            .kolmogorovSmirnovTest(
                new UniformRealDistribution(0.5 - edge - 1e-7, 0.5 + edge + 1e-7), seen);
    assertTrue(p > 1e-6, "Kolmogorov-Smirnov p = " + p);
  }

  @Test
  void errorsThatReachZeroPassTheUpperBound() {
    ProgrammingError error =
        new ProgrammingError(Curve.constant(0.1), ProgrammingError.Shape.NORMAL, Reach.ZERO);
    DeviceArray devices = array(TestDevice.plain().programmingError(error).model());
    devices.program(targets(1), 0);
    long above = Arrays.stream(seen(devices, 0)).filter(g -> g > 1).count();
    Sample.assertCount(0.5, DEVICES, above);
    devices.program(targets(0), 0);
    long atZero = Arrays.stream(seen(devices, 0)).filter(g -> g == 0).count();
    Sample.assertCount(0.5, DEVICES, atZero);
  }

  @Test
  void traps() {
    TelegraphNoise noise = new TelegraphNoise(Curve.constant(0.1), 3, 1, 1);
    DeviceArray devices =
        written(TestDevice.plain().parts(b -> b.telegraph(Optional.of(noise))).model());
    double[] early = seen(devices, 100);
    double[] soon = seen(devices, 100 + 0.5);
    double[] late = seen(devices, 1000);
    Sample.assertCount(0.75, DEVICES, high(early));
    Sample.assertCount(0.75, DEVICES, high(late));
    assertEquals(0.5, Arrays.stream(late).average().orElseThrow(), 5 * 0.0434 / Math.sqrt(DEVICES));
    // P(still high) = p + (1 − p) e^(−λt) with λ = 4/3 per second.
    double stays = 0.75 + 0.25 * Math.exp(-0.5 * 4 / 3.0);
    long both = 0;
    for (int i = 0; i < DEVICES; i++) {
      both += early[i] > 0.5 && soon[i] > 0.5 ? 1 : 0;
    }
    Sample.assertCount(stays, (int) high(early), both);
    assertTrue(Arrays.equals(early, seen(devices, 100)), "asked again, the same");
    assertEquals(0.5f, devices.state(0));
  }

  @Test
  void onlyAShareOfTheDevicesHasATrap() {
    TelegraphNoise noise = new TelegraphNoise(Curve.constant(0.1), 1, 1, 0.2);
    DeviceArray devices =
        written(TestDevice.plain().parts(b -> b.telegraph(Optional.of(noise))).model());
    long quiet = Arrays.stream(seen(devices, 7)).filter(g -> g == 0.5f).count();
    Sample.assertCount(0.8, DEVICES, quiet);
  }

  /** A √(ln((t + t_r)/2t_r)) of the present conductance, counted from the last write or pulse. */
  @Test
  void flickerNoiseGrowsFromTheWriteOn() {
    FlickerNoise noise =
        new FlickerNoise(Curve.constant(0.02), FlickerNoise.Reference.CONDUCTANCE, 1e-6);
    DeviceArray devices = written(TestDevice.plain().response(STEP).readNoise(noise).model());
    double expected = 0.01 * Math.sqrt(Math.log((10 + 1e-6) / 2e-6));
    assertEquals(expected * expected, devices.readVariance(0, 0.5, 10), 1e-12);
    assertEquals(0, devices.readVariance(0, 0.5, 0));
    devices.pulse(0, 1, Polarity.UP, 10);
    assertEquals(0, devices.readVariance(0, 0.51, 10), "a pulse starts it anew");
    assertNotEquals(0, devices.readVariance(1, 0.5, 10));
    assertTrue(devices.changes(11));
  }

  private static long high(double[] seen) {
    return Arrays.stream(seen).filter(g -> g > 0.5).count();
  }

  private static DeviceArray array(DeviceModel model) {
    return new DeviceArray(model, Placement.whole(DEVICES / 100, 100), NoiseStream.root(21));
  }

  private static DeviceArray written(DeviceModel model) {
    DeviceArray devices = array(model);
    devices.program(targets(0.5f), 0);
    return devices;
  }

  private static float[] targets(float g) {
    float[] targets = new float[DEVICES];
    Arrays.fill(targets, g);
    return targets;
  }

  private static double[] seen(DeviceArray devices, double now) {
    double[] seen = new double[DEVICES];
    Arrays.setAll(seen, i -> devices.conductance(i, now));
    return seen;
  }
}
