package dev.mho.device.array;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mho.device.Sample;
import dev.mho.device.TestDevice;
import dev.mho.device.random.NoiseStream;
import dev.mho.device.response.ConstantStep;
import dev.mho.device.response.CycleToCycle;
import dev.mho.device.response.DeviceToDevice;
import dev.mho.device.response.LinearStep;
import dev.mho.device.response.Polarity;
import dev.mho.device.response.PulseResponse;
import dev.mho.device.spread.Spread;
import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.math3.stat.StatUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the pulses on one device differ. */
class CycleToCycleTest {
  private static final int PULSES = 100_000;
  private static final double UP = 0.004;
  private static final double DOWN = 0.002;

  @ParameterizedTest
  @EnumSource(Polarity.class)
  void relativeToTheStep(Polarity polarity) {
    double step = polarity == Polarity.UP ? UP : DOWN;
    double[] moves = moves(CycleToCycle.ofStep(0.5), polarity);
    Sample.assertNormal(polarity.sign() * step, 0.5 * step, moves);
    assertIndependent(moves);
  }

  @ParameterizedTest
  @EnumSource(Polarity.class)
  void relativeToTheRange(Polarity polarity) {
    double step = polarity == Polarity.UP ? UP : DOWN;
    double[] moves = moves(CycleToCycle.ofRange(0.03), polarity);
    Sample.assertNormal(polarity.sign() * step, 0.03, moves);
    assertIndependent(moves);
  }

  /** A step that has lost half its size on the way to ½ keeps the noise of its full size. */
  @ParameterizedTest
  @EnumSource(Polarity.class)
  void relativeToTheScale(Polarity polarity) {
    double step = (polarity == Polarity.UP ? UP : DOWN) / 2;
    CycleToCycle noise = new CycleToCycle(0, 0.5, 0, 0);
    double[] moves = moves(device(shrinking(noise), 1), polarity, 0.5f);
    Sample.assertNormal(polarity.sign() * step, step, moves);
    assertIndependent(moves);
  }

  @ParameterizedTest
  @ValueSource(floats = {0.2f, 0.5f, 0.7f})
  void relativeToTheState(float g) {
    double[] moves = moves(device(constant(new CycleToCycle(0, 0, 0, 0.02)), 1), Polarity.UP, g);
    Sample.assertNormal(UP, 0.02 * g, moves);
  }

  /** They add as they are, not in quadrature: at ½, 0.5 · 0.002 + 0.25 · 0.004 + 0.003 + 0.02/2. */
  @Test
  void theFourTermsAdd() {
    CycleToCycle noise = new CycleToCycle(0.5, 0.25, 0.003, 0.02);
    double[] moves = moves(device(shrinking(noise), 1), Polarity.UP, 0.5f);
    Sample.assertNormal(UP / 2, 0.001 + 0.001 + 0.003 + 0.01, moves);
  }

  /** A device of twice the step has twice the noise that refers to step or scale. */
  @Test
  void noiseOfTheStepGrowsWithTheDevicesMultiplier() {
    ConstantStep response =
        new ConstantStep(
            1e-4,
            Optional.of(1e-4),
            Optional.of(new CycleToCycle(0.2, 0.3, 0, 0)),
            Optional.of(new DeviceToDevice(Spread.logNormal(0.5), 0, Spread.none())));
    DeviceArray devices = device(response, PULSES);
    double[] relative = new double[PULSES];
    for (int i = 0; i < PULSES; i++) {
      float before = devices.state(i);
      double own = devices.specimen(i).upScale() * 1e-4;
      devices.pulse(i, 1, Polarity.UP, 0);
      relative[i] = (devices.state(i) - before) / own;
    }
    // A state of ½ is a float: a step of 1e-4 is off by 6e-4 of itself at most, 0.1 % of the noise.
    assertEquals(1, StatUtils.mean(relative), 5 * 0.5 / Math.sqrt(PULSES) + 6e-4);
    assertEquals(
        0.5, Math.sqrt(StatUtils.variance(relative)), 5 * 0.5 / Math.sqrt(2.0 * PULSES) + 6e-4);
  }

  @Test
  void devicesAreIndependent() {
    DeviceArray devices = devices(CycleToCycle.ofRange(0.03), PULSES);
    double[] states = new double[PULSES];
    for (int i = 0; i < PULSES; i++) {
      devices.pulse(i, 1, Polarity.UP, 0);
      states[i] = devices.state(i);
    }
    Sample.assertNormal(0.5 + UP, 0.03, states);
    assertIndependent(states);
  }

  @Test
  void trainEqualsSinglePulses() {
    DeviceArray train = devices(CycleToCycle.ofStep(0.5), 1);
    DeviceArray singles = devices(CycleToCycle.ofStep(0.5), 1);
    train.pulse(0, 20, Polarity.UP, 0);
    for (int i = 0; i < 20; i++) {
      singles.pulse(0, 1, Polarity.UP, 0);
    }
    assertEquals(singles.state(0), train.state(0));
    assertEquals(20, train.pulseCount(0));
    assertEquals(20, singles.pulseCount(0));
  }

  /** Each move starts in the middle, where neither bound is within ten standard deviations. */
  private static double[] moves(CycleToCycle noise, Polarity polarity) {
    return moves(devices(noise, 1), polarity, 0.5f);
  }

  private static double[] moves(DeviceArray device, Polarity polarity, float from) {
    double[] moves = new double[PULSES];
    Arrays.setAll(
        moves,
        i -> {
          device.program(new float[] {from}, 0);
          device.pulse(0, 1, polarity, 0);
          return device.state(0) - (double) from;
        });
    return moves;
  }

  private static DeviceArray devices(CycleToCycle noise, int count) {
    return device(constant(noise), count);
  }

  private static ConstantStep constant(CycleToCycle noise) {
    return new ConstantStep(UP, Optional.of(DOWN), Optional.of(noise), Optional.empty());
  }

  private static LinearStep shrinking(CycleToCycle noise) {
    return new LinearStep(
        new LinearStep.Branch(UP, 1),
        Optional.of(new LinearStep.Branch(DOWN, 1)),
        Optional.of(noise),
        Optional.empty());
  }

  private static DeviceArray device(PulseResponse response, int count) {
    return new DeviceArray(
        TestDevice.plain().response(response).model(),
        Placement.whole(count, 1),
        NoiseStream.root(8));
  }

  private static void assertIndependent(double[] moves) {
    Sample.assertUncorrelated(
        Arrays.copyOf(moves, moves.length - 1),
        Arrays.copyOfRange(moves, 1, moves.length),
        "of neighbours");
  }
}
