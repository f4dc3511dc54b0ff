package dev.mho.device.response;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.TestDevice;
import dev.mho.device.array.DeviceArray;
import dev.mho.device.array.Placement;
import dev.mho.device.random.NoiseStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** What holds for every response, whatever its parameters: 300 random ones of each family. */
class PulseResponsePropertiesTest {
  private final SplittableRandom random = new SplittableRandom(17);

  @Test
  void stepIsNeverNegative() {
    forRandomResponses(
        response -> {
          Specimen own = bounded(-0.3 + random.nextDouble(), 0.7 + random.nextDouble(), response);
          for (double g = -0.5; g <= 1.5; g += 0.05) {
            assertTrue(response.step(Polarity.UP, g, own) >= 0);
            assertTrue(response.step(Polarity.DOWN, g, own) >= 0);
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

  /** Noise-free twice gives the same, whatever the seed. */
  @Test
  void withoutNoiseTheSeedDoesNotMatter() {
    forRandomResponses(
        response -> {
          DeviceArray once = nominalDevice(response, 1);
          DeviceArray again = nominalDevice(response, 2);
          for (int pulse = 0; pulse < 10; pulse++) {
            Polarity polarity = anyPolarity();
            once.pulse(0, 1, polarity, 0);
            again.pulse(0, 1, polarity, 0);
            assertEquals(once.state(0), again.state(0));
          }
        });
  }

  private static DeviceArray nominalDevice(PulseResponse response, long seed) {
    return new DeviceArray(
        TestDevice.plain().response(response).model(),
        Placement.whole(1, 1),
        NoiseStream.root(seed));
  }

  /** s_up of a response at g is s_down of its mirror image at 1 − g. */
  @Test
  void directionsMirrorEachOther() {
    forRandomResponses(
        response -> {
          PulseResponse mirrored = mirrored(response);
          for (double g = 0; g <= 1; g += 0.0625) {
            assertEquals(
                response.step(Polarity.UP, g, bounded(0.125, 0.75, response)),
                mirrored.step(Polarity.DOWN, 1 - g, bounded(0.25, 0.875, mirrored)),
                1e-15);
          }
        });
  }

  /** A device whose own rate is out of all proportion still makes a step, if none. */
  @Test
  void noRateLeavesNoNumber() {
    for (double amplitude : new double[] {0, 1e-300, -1e100, 1e100}) {
      ExponentialStep.Branch branch = new ExponentialStep.Branch(0.1, amplitude, 100);
      ExponentialStep response =
          new ExponentialStep(branch, Optional.of(branch), Optional.empty(), Optional.empty());
      Specimen wild = new Specimen(0, 1, 1, 1, 1e6, 1e6);
      for (double g : new double[] {0, 0.5, 1}) {
        assertTrue(Double.isFinite(response.step(Polarity.UP, g, wild)), amplitude + " at " + g);
        assertTrue(Double.isFinite(response.step(Polarity.DOWN, g, wild)), amplitude + " at " + g);
      }
    }
  }

  @Test
  void nominalStepIsTheOneInTheMiddle() {
    forRandomResponses(
        response ->
            assertEquals(
                response.step(Polarity.DOWN, 0.5, Specimen.nominal(response)),
                response.nominalStep(Polarity.DOWN)));
  }

  @Test
  void softBoundsVanishAtTheBound() {
    SoftBounds soft = soft(0.1, 0.2, 0.5);
    Specimen own = bounded(0.125, 0.8, soft);
    assertEquals(0, soft.step(Polarity.UP, 0.8, own));
    assertEquals(0, soft.step(Polarity.DOWN, 0.125, own));
    assertEquals(0.1, soft.step(Polarity.UP, 0.5, own));
    assertEquals(0.2, soft.step(Polarity.DOWN, 0.5, own));
  }

  private void forRandomResponses(Consumer<PulseResponse> claim) {
    for (int i = 0; i < 300; i++) {
      for (PulseResponse response :
          List.of(
              anyConstant(),
              anyLinear(),
              anySoft(),
              anyExponential(),
              anyPower(),
              anyPiecewise(),
              anyCumulative(),
              anyTabulated())) {
        claim.accept(response);
      }
    }
  }

  private PulseResponse anyConstant() {
    return new ConstantStep(anyStep(), Optional.of(anyStep()), Optional.empty(), Optional.empty());
  }

  private PulseResponse anySoft() {
    return soft(anyStep(), anyStep(), random.nextDouble(0.1, 0.9));
  }

  private PulseResponse anyLinear() {
    return new LinearStep(
        anyLinearBranch(), Optional.of(anyLinearBranch()), Optional.empty(), Optional.empty());
  }

  private LinearStep.Branch anyLinearBranch() {
    return new LinearStep.Branch(anyStep(), random.nextDouble(-2, 2));
  }

  private PulseResponse anyPower() {
    return new PowerStep(
        anyPowerBranch(), Optional.of(anyPowerBranch()), Optional.empty(), Optional.empty());
  }

  private PowerStep.Branch anyPowerBranch() {
    return new PowerStep.Branch(anyStep(), random.nextDouble(0, 4));
  }

  private PulseResponse anyExponential() {
    return new ExponentialStep(
        anyExponentialBranch(),
        Optional.of(anyExponentialBranch()),
        Optional.empty(),
        Optional.empty());
  }

  private ExponentialStep.Branch anyExponentialBranch() {
    return new ExponentialStep.Branch(
        anyStep(), random.nextDouble(-20, 2), random.nextDouble(-10, 10));
  }

  private PulseResponse anyPiecewise() {
    return new PiecewiseStep(
        anyNodes(), Optional.of(anyNodes()), Optional.empty(), Optional.empty());
  }

  private List<Double> anyNodes() {
    return DoubleStream.generate(this::anyStep).limit(2 + random.nextInt(5)).boxed().toList();
  }

  private PulseResponse anyCumulative() {
    return new CumulativeExponential(
        anyLabel(), Optional.of(anyLabel()), Optional.empty(), Optional.empty());
  }

  private CumulativeExponential.Branch anyLabel() {
    return new CumulativeExponential.Branch(random.nextDouble(-9, 9), 1 + random.nextInt(300));
  }

  private PulseResponse anyTabulated() {
    return new TabulatedStep(
        anyTable(), Optional.of(anyTable()), TabulatedStep.Draw.MEAN, Optional.empty());
  }

  /** Three quantiles at three conductances, a third of them against the pulse. */
  private JumpTable anyTable() {
    List<List<Double>> rows = new ArrayList<>();
    double[] quantile = new double[3];
    Arrays.setAll(quantile, j -> -anyStep() / 3);
    for (int k = 0; k < 3; k++) {
      rows.add(Arrays.stream(quantile).boxed().toList());
      Arrays.setAll(quantile, j -> quantile[j] + anyStep());
    }
    return new JumpTable(
        List.of(0.0, random.nextDouble(0.1, 0.9), 1.0),
        List.of(0.0, random.nextDouble(0.1, 0.9), 1.0),
        rows);
  }

  private double anyStep() {
    return Math.pow(10, random.nextDouble(-4, 0));
  }

  private Polarity anyPolarity() {
    return random.nextBoolean() ? Polarity.UP : Polarity.DOWN;
  }

  private static Specimen bounded(double low, double high, PulseResponse response) {
    Specimen nominal = Specimen.nominal(response);
    return new Specimen(low, high, 1, 1, nominal.upShape(), nominal.downShape());
  }

  private PulseResponse noisy(PulseResponse response) {
    Optional<CycleToCycle> cycle =
        Optional.of(
            new CycleToCycle(
                3 * random.nextDouble(),
                random.nextDouble(),
                random.nextDouble(),
                random.nextDouble()));
    Optional<DeviceToDevice> device =
        Optional.of(DeviceToDevice.ofStep(random.nextDouble(), random.nextDouble()));
    return spread(response, cycle, device);
  }

  private static PulseResponse spread(
      PulseResponse response, Optional<CycleToCycle> cycle, Optional<DeviceToDevice> device) {
    if (response instanceof ConstantStep r) {
      return new ConstantStep(r.up(), r.down(), cycle, device);
    }
    if (response instanceof LinearStep r) {
      return new LinearStep(r.up(), r.down(), cycle, device);
    }
    if (response instanceof SoftBounds r) {
      return new SoftBounds(r.up(), r.down(), r.pivot(), cycle, device);
    }
    if (response instanceof PowerStep r) {
      return new PowerStep(r.up(), r.down(), cycle, device);
    }
    if (response instanceof PiecewiseStep r) {
      return new PiecewiseStep(r.up(), r.down(), cycle, device);
    }
    if (response instanceof CumulativeExponential r) {
      return new CumulativeExponential(r.up(), r.down(), cycle, device);
    }
    if (response instanceof TabulatedStep r) {
      return new TabulatedStep(r.up(), r.down(), TabulatedStep.Draw.QUANTILE, device);
    }
    ExponentialStep r = (ExponentialStep) response;
    return new ExponentialStep(r.up(), r.down(), cycle, device);
  }

  private static SoftBounds soft(double up, double down, double pivot) {
    return new SoftBounds(up, Optional.of(down), pivot, Optional.empty(), Optional.empty());
  }

  private static PulseResponse mirrored(PulseResponse response) {
    Optional<CycleToCycle> exact = Optional.empty();
    Optional<DeviceToDevice> alike = Optional.empty();
    if (response instanceof ConstantStep r) {
      return new ConstantStep(r.down().get(), Optional.of(r.up()), exact, alike);
    }
    if (response instanceof LinearStep r) {
      return new LinearStep(r.down().get(), Optional.of(r.up()), exact, alike);
    }
    if (response instanceof SoftBounds r) {
      return new SoftBounds(r.down().get(), Optional.of(r.up()), 1 - r.pivot(), exact, alike);
    }
    if (response instanceof PowerStep r) {
      return new PowerStep(r.down().get(), Optional.of(r.up()), exact, alike);
    }
    if (response instanceof PiecewiseStep r) {
      return new PiecewiseStep(
          reversed(r.down().get()), Optional.of(reversed(r.up())), exact, alike);
    }
    if (response instanceof CumulativeExponential r) {
      return new CumulativeExponential(
          opposite(r.down().get()), Optional.of(opposite(r.up())), exact, alike);
    }
    if (response instanceof TabulatedStep r) {
      return new TabulatedStep(
          mirrored(r.down().get()), Optional.of(mirrored(r.up())), r.draw(), alike);
    }
    ExponentialStep r = (ExponentialStep) response;
    return new ExponentialStep(r.down().get(), Optional.of(r.up()), exact, alike);
  }

  private static List<Double> reversed(List<Double> values) {
    List<Double> reversed = new ArrayList<>(values);
    Collections.reverse(reversed);
    return reversed;
  }

  /** The sign of a label is that of the change of steps with the conductance. */
  private static CumulativeExponential.Branch opposite(CumulativeExponential.Branch branch) {
    return new CumulativeExponential.Branch(-branch.label(), branch.pulses());
  }

  private static JumpTable mirrored(JumpTable table) {
    return new JumpTable(
        reversed(table.g()).stream().map(g -> 1 - g).toList(),
        table.cdf(),
        table.change().stream().map(PulseResponsePropertiesTest::reversed).toList());
  }

  private DeviceArray spreadDevices(PulseResponse response) {
    return new DeviceArray(
        TestDevice.plain().range(TestDevice.spread(0, 1, 0.4, 0.4)).response(response).model(),
        Placement.whole(2, 2),
        NoiseStream.root(random.nextLong()));
  }
}
