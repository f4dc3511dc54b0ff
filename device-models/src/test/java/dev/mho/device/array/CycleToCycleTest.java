package dev.mho.device.array;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mho.device.Sample;
import dev.mho.device.TestDevice;
import dev.mho.device.random.NoiseStream;
import dev.mho.device.response.ConstantStep;
import dev.mho.device.response.CycleToCycle;
import dev.mho.device.response.Polarity;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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
    DeviceArray device = devices(noise, 1);
    double[] moves = new double[PULSES];
    Arrays.setAll(
        moves,
        i -> {
          device.program(new float[] {0.5f}, 0);
          device.pulse(0, 1, polarity, 0);
          return device.state(0) - 0.5;
        });
    return moves;
  }

  private static DeviceArray devices(CycleToCycle noise, int count) {
    ConstantStep response =
        new ConstantStep(UP, Optional.of(DOWN), Optional.of(noise), Optional.empty());
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
