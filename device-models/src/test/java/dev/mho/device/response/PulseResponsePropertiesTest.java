package dev.mho.device.response;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.ConductanceRange;
import dev.mho.device.TestDevice;
import dev.mho.device.array.DeviceArray;
import dev.mho.device.array.Placement;
import dev.mho.device.random.NoiseStream;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What holds for every response, whatever its parameters: 300 random ones of each family. */
class PulseResponsePropertiesTest {
  private final SplittableRandom random = new SplittableRandom(17);

  @Test
  void stepIsNeverNegative() {
    forRandomResponses(
        response -> {
          double low = -0.3 + random.nextDouble();
          double high = 0.7 + random.nextDouble();
          for (double g = -0.5; g <= 1.5; g += 0.05) {
            assertTrue(response.step(Polarity.UP, g, low, high) >= 0);
            assertTrue(response.step(Polarity.DOWN, g, low, high) >= 0);
          }
        });
  }

  @Test
  void stateStaysWithinOwnBounds() {
    forRandomResponses(
        response -> {
          DeviceArray devices = spreadDevices(noisy(response));
          for (int pulse = 0; pulse < 20; pulse++) {
            for (int i = 0; i < devices.size(); i++) {
              devices.pulse(i, 1 + random.nextInt(3), anyPolarity(), 0);
              double g = devices.state(i);
              assertTrue(devices.low(i) <= g && g <= devices.high(i));
            }
          }
        });
  }

  @Test
  void withoutNoisePulsesMoveTheirWay() {
    forRandomResponses(
        response -> {
          DeviceArray devices = spreadDevices(response);
          for (int pulse = 0; pulse < 20; pulse++) {
            for (int i = 0; i < devices.size(); i++) {
              Polarity polarity = anyPolarity();
              float before = devices.state(i);
              devices.pulse(i, 1, polarity, 0);
              assertTrue(polarity.sign() * (devices.state(i) - before) >= 0);
            }
          }
        });
  }

  /** s_up of a response at g is s_down of its mirror image at 1 − g. */
  @Test
  void directionsMirrorEachOther() {
    forRandomResponses(
        response -> {
          PulseResponse mirrored = mirrored(response);
          for (double g = 0; g <= 1; g += 0.0625) {
            assertEquals(
                response.step(Polarity.UP, g, 0.125, 0.75),
                mirrored.step(Polarity.DOWN, 1 - g, 0.25, 0.875));
          }
        });
  }

  @Test
  void nominalStepIsTheOneInTheMiddle() {
    forRandomResponses(
        response ->
            assertEquals(
                response.step(Polarity.DOWN, 0.5, 0, 1), response.nominalStep(Polarity.DOWN)));
  }

  @Test
  void softBoundsVanishAtTheBound() {
    SoftBounds soft = soft(new SoftBounds.Branch(0.1, 1), new SoftBounds.Branch(0.2, 1));
    assertEquals(0, soft.step(Polarity.UP, 0.8, 0.1, 0.8));
    assertEquals(0, soft.step(Polarity.DOWN, 0.125, 0.125, 0.8));
    assertEquals(0.1, soft.step(Polarity.UP, 0, 0.1, 0.8));
    assertEquals(0.2, soft.step(Polarity.DOWN, 1, 0.1, 0.8));
  }

  private void forRandomResponses(Consumer<PulseResponse> claim) {
    for (int i = 0; i < 300; i++) {
      for (PulseResponse response : List.of(anyConstant(), anySoft(), anyExponential())) {
        claim.accept(response);
      }
    }
  }

  private PulseResponse anyConstant() {
    return new ConstantStep(anyStep(), anyStep(), Optional.empty(), Optional.empty());
  }

  private PulseResponse anySoft() {
    return soft(
        new SoftBounds.Branch(anyStep(), 1 + 3 * random.nextDouble()),
        new SoftBounds.Branch(anyStep(), 1 + 3 * random.nextDouble()));
  }

  private PulseResponse anyExponential() {
    return new ExponentialStep(
        anyExponentialBranch(), anyExponentialBranch(), Optional.empty(), Optional.empty());
  }

  private ExponentialStep.Branch anyExponentialBranch() {
    return new ExponentialStep.Branch(
        anyStep(), random.nextDouble(-20, 2), random.nextDouble(-10, 10));
  }

  private double anyStep() {
    return Math.pow(10, random.nextDouble(-4, 0));
  }

  private Polarity anyPolarity() {
    return random.nextBoolean() ? Polarity.UP : Polarity.DOWN;
  }

  private PulseResponse noisy(PulseResponse response) {
    CycleToCycle.Reference[] references = CycleToCycle.Reference.values();
    return response.withSpreads(
        Optional.of(
            new CycleToCycle(
                3 * random.nextDouble(), references[random.nextInt(references.length)])),
        Optional.of(new DeviceToDevice(random.nextDouble(), random.nextDouble())));
  }

  private static SoftBounds soft(SoftBounds.Branch up, SoftBounds.Branch down) {
    return new SoftBounds(up, down, Optional.empty(), Optional.empty());
  }

  private static PulseResponse mirrored(PulseResponse response) {
    if (response instanceof ConstantStep constant) {
      return new ConstantStep(constant.down(), constant.up(), Optional.empty(), Optional.empty());
    }
    if (response instanceof SoftBounds soft) {
      return soft(soft.down(), soft.up());
    }
    ExponentialStep exponential = (ExponentialStep) response;
    return new ExponentialStep(
        exponential.down(), exponential.up(), Optional.empty(), Optional.empty());
  }

  private DeviceArray spreadDevices(PulseResponse response) {
    return new DeviceArray(
        TestDevice.plain().range(new ConductanceRange(0, 1, 0.4, 0.4)).response(response).model(),
        Placement.whole(2, 2),
        NoiseStream.root(random.nextLong()));
  }
}
