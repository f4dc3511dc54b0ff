package dev.mho.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.array.DeviceArray;
import dev.mho.device.array.Placement;
import dev.mho.device.array.Workers;
import dev.mho.device.curve.ClippedLogarithm;
import dev.mho.device.curve.ClippedPower;
import dev.mho.device.curve.Curve;
import dev.mho.device.curve.Interpolation;
import dev.mho.device.curve.Polynomial;
import dev.mho.device.curve.Saturating;
import dev.mho.device.curve.Split;
import dev.mho.device.fault.Endurance;
import dev.mho.device.fault.Faults;
import dev.mho.device.format.BadInputException;
import dev.mho.device.noise.FlickerNoise;
import dev.mho.device.noise.ProgrammingError;
import dev.mho.device.noise.Reach;
import dev.mho.device.noise.ReadNoise;
import dev.mho.device.noise.StateReadNoise;
import dev.mho.device.noise.TelegraphNoise;
import dev.mho.device.noise.WhiteReadNoise;
import dev.mho.device.noise.WriteNoise;
import dev.mho.device.random.NoiseStream;
import dev.mho.device.response.AbruptReset;
import dev.mho.device.response.ConstantStep;
import dev.mho.device.response.CumulativeExponential;
import dev.mho.device.response.CycleToCycle;
import dev.mho.device.response.DeviceToDevice;
import dev.mho.device.response.ExponentialStep;
import dev.mho.device.response.JumpTable;
import dev.mho.device.response.LinearStep;
import dev.mho.device.response.PiecewiseStep;
import dev.mho.device.response.Polarity;
import dev.mho.device.response.PowerStep;
import dev.mho.device.response.PulseResponse;
import dev.mho.device.response.Reference;
import dev.mho.device.response.SoftBounds;
import dev.mho.device.response.Specimen;
import dev.mho.device.response.TabulatedStep;
import dev.mho.device.retention.Decay;
import dev.mho.device.retention.Diffusion;
import dev.mho.device.retention.Drift;
import dev.mho.device.retention.PowerLawDrift;
import dev.mho.device.retention.Relaxation;
import dev.mho.device.retention.Temperature;
import dev.mho.device.spread.Spread;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for a device of any parts: its file, its bits, its bounds. */
class EveryPartTest {
  private static final Optional<CycleToCycle> CYCLE =
      Optional.of(new CycleToCycle(0.1, 0.2, 1e-3, 2e-3));
  private static final Optional<DeviceToDevice> SHAPED =
      Optional.of(new DeviceToDevice(Spread.logNormal(0.2), 0.05, Spread.normal(0.1)));
  private static final Optional<DeviceToDevice> UNSHAPED =
      Optional.of(new DeviceToDevice(Spread.normal(0.2), 0.05, Spread.none()));
  private static final JumpTable TABLE =
      new JumpTable(
          List.of(0.0, 1.0), List.of(0.0, 1.0), List.of(List.of(0.0, -0.01), List.of(0.05, 0.01)));

  static List<PulseResponse> responses() {
    return List.of(
        new ConstantStep(0.01, Optional.of(0.02), CYCLE, UNSHAPED),
        new LinearStep(
            new LinearStep.Branch(0.01, 0.5),
            Optional.of(new LinearStep.Branch(0.02, -0.5)),
            CYCLE,
            SHAPED),
        new SoftBounds(0.01, Optional.of(0.02), 0.4, CYCLE, UNSHAPED),
        new ExponentialStep(
            new ExponentialStep.Branch(0.01, -2, -3),
            Optional.of(new ExponentialStep.Branch(0.02, 0.1, 1)),
            CYCLE,
            SHAPED),
        new PowerStep(
            new PowerStep.Branch(0.02, 1.5),
            Optional.of(new PowerStep.Branch(0.02, 2)),
            CYCLE,
            SHAPED),
        new PiecewiseStep(
            List.of(0.03, 0.01, 0.0), Optional.of(List.of(0.0, 0.02)), CYCLE, UNSHAPED),
        new CumulativeExponential(
            new CumulativeExponential.Branch(2.4, 97),
            Optional.of(new CumulativeExponential.Branch(1.2, 80)),
            CYCLE,
            SHAPED),
        new TabulatedStep(TABLE, Optional.of(TABLE), TabulatedStep.Draw.QUANTILE, UNSHAPED),
        Presets.get("compact-vteam-2015").response().orElseThrow());
  }

  /** Those whose steps up and down are equal within the range, not at a bound. */
  static Stream<PulseResponse> responsesThatTurn() {
    return responses().stream()
        .filter(
            response -> {
              double g = response.symmetryPoint(Specimen.nominal(response));
              return g > 0.1 && g < 0.9;
            });
  }

  static List<DeviceModel> devices() {
    List<ReadNoise> reads =
        List.of(
            new WhiteReadNoise(0.01, 0.02),
            new StateReadNoise(new Polynomial(List.of(0.01, 0.02))),
            new FlickerNoise(
                new ClippedPower(0.0088, 0.65, 1e-3, 0.2),
                FlickerNoise.Reference.CONDUCTANCE,
                1e-6));
    List<Curve> sigmas =
        List.of(
            new Interpolation(List.of(0.0, 0.5, 1.0), List.of(0.01, 0.02, 0.0)),
            new Saturating(0.02, 0.3),
            new Split(0.3, Curve.constant(0.01), new Polynomial(List.of(0.02, 0.01))));
    List<Drift> drifts =
        List.of(
            new PowerLawDrift(
                1, new ClippedLogarithm(-0.0155, 0.0244, 0.049, 0.1), Curve.constant(0.01)),
            new Relaxation(
                List.of(
                    new Relaxation.Snapshot(1, Curve.constant(0), Curve.constant(0.01)),
                    new Relaxation.Snapshot(100, new Saturating(-0.1, 0.4), Curve.constant(0.03))),
                Relaxation.TimeScale.LOGARITHMIC),
            new Decay(1e3, Spread.logNormal(0.3), 0.7, -0.1));
    List<DeviceModel> devices = new ArrayList<>();
    for (int i = 0; i < responses().size(); i++) {
      boolean compact = i == responses().size() - 1;
      int kind = i % 3;
      ConductanceRange range =
          compact
              ? Presets.get("compact-vteam-2015").conductance()
              : new ConductanceRange(
                  1e-6,
                  2e-5,
                  Spread.logNormal(0.05),
                  Spread.normal(0.1),
                  i == 0 ? Optional.of(4096) : Optional.empty());
      PulseResponse response = responses().get(i);
      devices.add(
          TestDevice.plain()
              .range(range)
              .response(response)
              .readNoise(reads.get(kind))
              .programmingError(
                  new ProgrammingError(
                      sigmas.get(kind),
                      ProgrammingError.Shape.values()[i % 2],
                      Reach.values()[i % 2]))
              .drift(drifts.get(kind))
              .faults(
                  new Faults(
                      0.02,
                      0.02,
                      0.02,
                      Optional.of(
                          new Endurance(50, Spread.logNormal(1), Endurance.End.values()[kind]))))
              .parts(
                  parts ->
                      parts
                          .reset(Optional.of(new AbruptReset(0.1, 0.01, 0.02)))
                          .reference(Optional.of(new Reference(true, 0.01, 0.02)))
                          .writeNoise(Optional.of(new WriteNoise(0.03)))
                          .telegraph(
                              Optional.of(
                                  new TelegraphNoise(Curve.constant(0.02), 1e-3, 2e-3, 0.4)))
                          .diffusion(Optional.of(new Diffusion(1e-3)))
                          .temperature(Optional.of(new Temperature(0.5, 300, 340))))
              .model());
    }
    return devices;
  }

  @ParameterizedTest
  @MethodSource("devices")
  void aFileAloneReproducesTheDevice(DeviceModel model) {
    assertEquals(model, DeviceFile.parse(DeviceFile.print(model), "printed"));
  }

  /** A device keeps its bits whatever the tile that it falls into and the threads beside it. */
  @ParameterizedTest
  @MethodSource("devices")
  void sameBitsInAnyTileOnAnyThreads(DeviceModel model) {
    float[] whole = history(model, new Placement(0, 0, 12, 40, 40), 1);
    try (Workers workers = new Workers(3)) {
      assertTrue(Arrays.equals(whole, history(model, new Placement(0, 0, 12, 40, 40), workers)));
    }
    float[] part = history(model, new Placement(4, 10, 5, 20, 40), 1);
    for (int row = 0; row < 5; row++) {
      for (int col = 0; col < 20; col++) {
        assertEquals(whole[(row + 4) * 40 + col + 10], part[row * 20 + col]);
      }
    }
  }

  private static float[] history(DeviceModel model, Placement placement, int threads) {
    try (Workers workers = new Workers(threads)) {
      return history(model, placement, workers);
    }
  }

  private static float[] history(DeviceModel model, Placement placement, Workers workers) {
    DeviceArray devices = new DeviceArray(model, placement, NoiseStream.root(5), workers);
    float[] targets = new float[devices.size()];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = placement.globalIndex(i) % 11 / 10f;
    }
    devices.program(targets, 1);
    float[] seen = new float[devices.size()];
    workers.forBlocks(
        devices.size(),
        7,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            devices.pulse(i, 3, Polarity.UP, 2);
            devices.pulse(i, 2, Polarity.DOWN, 50);
            if (placement.globalIndex(i) % 3 == 0) {
              devices.reset(i, 60);
            }
            seen[i] = devices.conductance(i, 4000) + (float) devices.reference(i);
          }
        });
    return seen;
  }

  /** Pulses, however noisy, never push a device beyond its own bounds. */
  @ParameterizedTest
  @MethodSource("responses")
  void pulsesStayWithinBounds(PulseResponse response) {
    boolean compact = response.equals(responses().get(responses().size() - 1));
    DeviceArray devices =
        new DeviceArray(
            TestDevice.plain()
                .range(
                    compact
                        ? Presets.get("compact-vteam-2015").conductance()
                        : TestDevice.spread(0, 1, 0.1, 0.1))
                .response(response)
                .model(),
            Placement.whole(10, 10),
            NoiseStream.root(6));
    for (int i = 0; i < devices.size(); i++) {
      for (int k = 0; k < 60; k++) {
        devices.pulse(i, 4, k % 20 < 10 ? Polarity.UP : Polarity.DOWN, 0);
        assertTrue(devices.state(i) >= (float) devices.low(i));
        assertTrue(devices.state(i) <= (float) devices.high(i));
      }
    }
  }

  /** At the symmetry point a pulse up and a pulse down cancel in the mean. */
  @ParameterizedTest
  @MethodSource("responses")
  void oppositePulsesCancelAtTheSymmetryPoint(PulseResponse response) {
    PulseResponse mean = response.withoutCycleToCycle().withoutDeviceToDevice();
    double g = mean.symmetryPoint(Specimen.nominal(mean));
    double up = mean.step(Polarity.UP, g, Specimen.nominal(mean));
    double down = mean.step(Polarity.DOWN, g, Specimen.nominal(mean));
    boolean atABound = g < 1e-9 || g > 1 - 1e-9;
    assertTrue(atABound || Math.abs(up - down) < 1e-7, g + ": " + up + " up, " + down + " down");
  }

  /** So do noisy ones: the changes of one population up and of another down add to nothing. */
  @ParameterizedTest
  @MethodSource("responsesThatTurn")
  void noisyOppositePulsesCancelInTheMean(PulseResponse response) {
    PulseResponse alike = response.withoutDeviceToDevice();
    double g = alike.symmetryPoint(Specimen.nominal(alike));
    DeviceArray devices =
        new DeviceArray(
            TestDevice.plain().response(alike).model(),
            Placement.whole(100, 400),
            NoiseStream.root(7));
    float[] targets = new float[devices.size()];
    Arrays.fill(targets, (float) g);
    devices.program(targets, 0);
    SummaryStatistics up = new SummaryStatistics();
    SummaryStatistics down = new SummaryStatistics();
    for (int i = 0; i < devices.size(); i++) {
      devices.pulse(i, 1, i % 2 == 0 ? Polarity.UP : Polarity.DOWN, 0);
      (i % 2 == 0 ? up : down).addValue(devices.state(i) - targets[i]);
    }
    double error = Math.sqrt((up.getVariance() + down.getVariance()) / up.getN());
    assertTrue(up.getMean() > 0 && down.getMean() < 0);
    assertEquals(0, up.getMean() + down.getMean(), 5 * error + 1e-6);
  }

  @Test
  void aShapeThatIsNotThereCannotBeSpread() {
    Exception e =
        assertThrows(
            BadInputException.class,
            () -> new ConstantStep(0.1, Optional.of(0.1), Optional.empty(), SHAPED));
    assertEquals(
        "device_to_device.shape: found 0.1; allowed: 0, since a constant-step response has no shape"
            + " parameter",
        e.getMessage());
  }

  /** One mistake in the printed file of the first device. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"levels\" : 4096 | \"levels\" : 1 | conductance: levels: found 1; allowed: a whole number from 2 to 16777216",
        "\"log_normal\" : 0.05 | \"lognormal\" : 0.05 | conductance.min_spread: found {\"lognormal\":0.05}; allowed: a number, or { \"log_normal\": a number }",
        "\"shape\" : \"normal\" | \"shape\" : \"flat\" | programming_error.shape: found \"flat\"; allowed: normal, uniform",
        "\"reach\" : \"bounds\" | \"reach\" : \"far\" | programming_error.reach: found \"far\"; allowed: bounds, zero",
        "\"of_range\" : 0.03 | \"of_range\" : 0 | write_noise: of_range: found 0.0; allowed: a finite number > 0",
        "\"share\" : 0.4 | \"share\" : 2 | telegraph: share: found 2.0; allowed: above 0 and at most 1",
        "\"amplitude\" : 0.02 | \"amplitude\" : -1 | telegraph: amplitude: found values from -1.0 to -1.0; allowed: at least 0 everywhere and above 0 somewhere from G = 0 to G_max",
        "\"kelvin\" : 340.0 | \"kelvin\" : 0 | temperature: kelvin: found 0.0; allowed: 1.0 to 2000.0",
        "\"fails_at\" : \"minimum\" | \"fails_at\" : \"min\" | faults.endurance.fails_at: found \"min\"; allowed: minimum, maximum, in-place",
        "\"pulses\" : 50.0 | \"pulses\" : 0 | faults.endurance: pulses: found 0.0; allowed: 1.0 to 1.0E15",
        "\"x\" : [ 0.0, 0.5, 1.0 ] | \"x\" : [ 0.0, 0.5, 0.5 ] | programming_error.sigma: x: found 0.5 before 0.5; allowed: ascending values",
        "\"model\" : \"table\" | \"model\" : \"tabel\" | programming_error.sigma: curve: found {\"x\":[0.0,0.5,1.0],\"f\":[0.01,0.02,0.0]}; allowed: a number, or a block with model: polynomial, table, clipped-logarithm, clipped-power, saturating, split"
      })
  void mistakes(String right, String wrong, String message) {
    String text = DeviceFile.print(devices().get(0));
    assertTrue(text.contains(right), right);
    Exception e =
        assertThrows(
            BadInputException.class, () -> DeviceFile.parse(text.replace(right, wrong), "x"));
    assertEquals("x: " + message, e.getMessage());
  }
}
