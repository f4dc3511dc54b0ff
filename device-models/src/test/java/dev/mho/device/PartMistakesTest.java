package dev.mho.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.mho.device.curve.ClippedLogarithm;
import dev.mho.device.curve.ClippedPower;
import dev.mho.device.curve.Constant;
import dev.mho.device.curve.Curve;
import dev.mho.device.curve.Interpolation;
import dev.mho.device.curve.Polynomial;
import dev.mho.device.curve.Saturating;
import dev.mho.device.curve.Split;
import dev.mho.device.fault.Endurance;
import dev.mho.device.format.BadInputException;
import dev.mho.device.noise.FlickerNoise;
import dev.mho.device.noise.ProgrammingError;
import dev.mho.device.noise.Reach;
import dev.mho.device.noise.StateReadNoise;
import dev.mho.device.noise.TelegraphNoise;
import dev.mho.device.noise.WriteNoise;
import dev.mho.device.response.AbruptReset;
import dev.mho.device.response.CumulativeExponential;
import dev.mho.device.response.CycleToCycle;
import dev.mho.device.response.DeviceToDevice;
import dev.mho.device.response.ExponentialStep;
import dev.mho.device.response.JumpTable;
import dev.mho.device.response.LinearStep;
import dev.mho.device.response.PiecewiseStep;
import dev.mho.device.response.PowerStep;
import dev.mho.device.response.PulseResponse;
import dev.mho.device.response.Reference;
import dev.mho.device.response.SoftBounds;
import dev.mho.device.response.TabulatedStep;
import dev.mho.device.retention.Decay;
import dev.mho.device.retention.Diffusion;
import dev.mho.device.retention.PowerLawDrift;
import dev.mho.device.retention.Temperature;
import dev.mho.device.spread.Spread;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each part of a device refuses, and the line that says so. */
class PartMistakesTest {
  private static final Optional<DeviceToDevice> SHAPED =
      Optional.of(new DeviceToDevice(Spread.none(), 0, Spread.normal(0.2)));
  private static final Curve ONE = Curve.constant(1);

  static Stream<Arguments> curves() {
    return Stream.of(
        mistake("value: found NaN; allowed: a finite number", () -> new Constant(Double.NaN)),
        mistake(
            "coefficients: found a list of 0; allowed: at least 1 number",
            () -> new Polynomial(List.of())),
        mistake(
            "x: found a list of 1; allowed: at least 2 numbers",
            () -> new Interpolation(List.of(0.0), List.of(0.0))),
        mistake(
            "f: found 3 values; allowed: 2 values, one for each x",
            () -> new Interpolation(List.of(0.0, 1.0), List.of(0.0, 1.0, 2.0))),
        mistake(
            "high: found 0.1; allowed: more than low, 0.1",
            () -> new ClippedLogarithm(1, 0, 0.1, 0.1)),
        mistake(
            "exponent: found 11.0; allowed: -10.0 to 10.0", () -> new ClippedPower(1, 11, 1, 1)),
        mistake(
            "floor: found 0.0; allowed: a finite number > 0", () -> new ClippedPower(1, 1, 0, 1)),
        mistake("scale: found 0.0; allowed: a finite number > 0", () -> new Saturating(1, 0)),
        mistake("from: missing", () -> new Split(0.5, ONE, null)));
  }

  static Stream<Arguments> noises() {
    return Stream.of(
        mistake(
            "sigma: found a largest value of 1.5; allowed: a sigma above 0 and at most 1 of G_max,"
                + " somewhere from G = 0 to G_max",
            () ->
                new ProgrammingError(
                    Curve.constant(1.5), ProgrammingError.Shape.UNIFORM, Reach.ZERO)),
        mistake(
            "reach: missing",
            () -> new ProgrammingError(ONE, ProgrammingError.Shape.UNIFORM, null)),
        mistake(
            "sigma: found a largest value of 2.0; allowed: at most 1 of G_max, from G = 0 to G_max",
            () -> new StateReadNoise(Curve.constant(2))),
        mistake(
            "read_seconds: found 0.0; allowed: a finite number > 0",
            () -> new FlickerNoise(ONE, FlickerNoise.Reference.MAXIMUM, 0)),
        mistake("of: missing", () -> new FlickerNoise(ONE, null, 1)),
        mistake("of_range: found 11.0; allowed: 0.0 to 10.0", () -> new WriteNoise(11)),
        mistake(
            "high_seconds: found 0.0; allowed: a finite number > 0",
            () -> new TelegraphNoise(ONE, 0, 1, 1)),
        mistake(
            "low_seconds: found -1.0; allowed: a finite number > 0",
            () -> new TelegraphNoise(ONE, 1, -1, 1)),
        mistake(
            "amplitude: found values from 0.0 to 0.0; allowed: at least 0 everywhere and above 0"
                + " somewhere from G = 0 to G_max",
            () -> new TelegraphNoise(Curve.constant(0), 1, 1, 1)));
  }

  static Stream<Arguments> times() {
    return Stream.of(
        mistake(
            "nu_spread: found values from -1.0 to 0.0; allowed: 0.0 to 1.0 from G = 0 to G_max",
            () -> new PowerLawDrift(1, ONE, new Polynomial(List.of(-1.0, 1.0)))),
        mistake(
            "t0_seconds: found 0.0; allowed: a finite number > 0",
            () -> new PowerLawDrift(0, 0.1, 0)),
        mistake(
            "lifetime_seconds: found Infinity; allowed: a finite number > 0",
            () -> new Decay(Double.POSITIVE_INFINITY, Spread.none(), 1, 0)),
        mistake("stretch: found 6.0; allowed: 0.0 to 5.0", () -> new Decay(1, Spread.none(), 6, 0)),
        mistake("rest: found -2.0; allowed: -1.0 to 2.0", () -> new Decay(1, Spread.none(), 1, -2)),
        mistake(
            "of_range_per_root_second: found 0.0; allowed: a finite number > 0",
            () -> new Diffusion(0)),
        mistake(
            "activation_electron_volts: found 11.0; allowed: 0.0 to 10.0",
            () -> new Temperature(11, 300, 300)),
        mistake(
            "acceleration: found Infinity; allowed: a finite number",
            () -> new Temperature(10, 77, 400)),
        mistake("fails_at: missing", () -> new Endurance(10, Spread.none(), null)),
        mistake("spread: found 11.0; allowed: 0.0 to 10.0", () -> Spread.logNormal(11)));
  }

  static Stream<Arguments> responses() {
    return Stream.of(
        mistake(
            "slope: found -101.0; allowed: -100.0 to 1000000.0",
            () -> new LinearStep.Branch(0.1, -101)),
        mistake("exponent: found 21.0; allowed: 0.0 to 20.0", () -> new PowerStep.Branch(0.1, 21)),
        mistake(
            "rate: found 101.0; allowed: -100.0 to 100.0",
            () -> new ExponentialStep.Branch(0.1, 1, 101)),
        mistake(
            "amplitude: found NaN; allowed: a finite number",
            () -> new ExponentialStep.Branch(0.1, Double.NaN, 1)),
        mistake(
            "pivot: found 0.0; allowed: above 0 and below 1 (0 for a one-directional device)",
            () -> new SoftBounds(0.1, Optional.of(0.1), 0, Optional.empty(), Optional.empty())),
        mistake(
            "label: found 10.5; allowed: -10.0 to 10.0",
            () -> new CumulativeExponential.Branch(10.5, 10)),
        mistake(
            "pulses: found 0; allowed: a whole number from 1 to 1000000000",
            () -> new CumulativeExponential.Branch(1, 0)),
        mistake(
            "device_to_device.shape: found a spread of a label that is 0; allowed: a label other"
                + " than 0",
            () ->
                new CumulativeExponential(
                    new CumulativeExponential.Branch(0, 10),
                    Optional.empty(),
                    Optional.empty(),
                    SHAPED)),
        mistake(
            "up: found a list of 1; allowed: at least 2 numbers", () -> piecewise(List.of(0.1))),
        mistake("up[1]: found 1.5; allowed: 0.0 to 1.0", () -> piecewise(List.of(0.1, 1.5))),
        mistake(
            "up: found only zeros; allowed: at least one step above 0",
            () -> piecewise(List.of(0.0, 0.0))),
        mistake(
            "of_state: found -1.0; allowed: a finite number >= 0",
            () -> new CycleToCycle(0, 0, 0, -1)),
        mistake(
            "asymmetry: found 11.0; allowed: 0.0 to 10.0",
            () -> new DeviceToDevice(Spread.none(), 11, Spread.none())),
        mistake("to: found 2.0; allowed: 0.0 to 1.0", () -> new AbruptReset(2, 0, 0)),
        mistake("device_spread: found -1.0; allowed: 0.0 to 1.0", () -> new AbruptReset(0, -1, 0)),
        mistake("spread: found 2.0; allowed: 0.0 to 1.0", () -> new AbruptReset(0, 0, 2)),
        mistake("offset: found 2.0; allowed: -1.0 to 1.0", () -> new Reference(false, 2, 0)),
        mistake("spread: found -0.1; allowed: 0.0 to 1.0", () -> new Reference(false, 0, -0.1)));
  }

  static Stream<Arguments> tables() {
    List<Double> ends = List.of(0.0, 1.0);
    return Stream.of(
        mistake(
            "cdf: found 0.5 before 0.5; allowed: ascending values",
            () -> new JumpTable(ends, List.of(0.0, 0.5, 0.5), List.of())),
        mistake(
            "change: found 1 rows; allowed: 2 rows, one for each probability",
            () -> new JumpTable(ends, ends, List.of(ends))),
        mistake(
            "g: found a list of 1; allowed: at least 2 numbers",
            () -> new JumpTable(List.of(0.0), ends, List.of(ends, ends))),
        mistake(
            "draw: missing",
            () ->
                new TabulatedStep(
                    new JumpTable(ends, ends, List.of(ends, ends)),
                    Optional.empty(),
                    null,
                    Optional.empty())),
        mistake(
            "device_to_device.shape: found 0.2; allowed: 0, since a tabulated-step response has no"
                + " shape parameter",
            () ->
                new TabulatedStep(
                    new JumpTable(ends, ends, List.of(ends, ends)),
                    Optional.empty(),
                    TabulatedStep.Draw.MEAN,
                    SHAPED)));
  }

  static Stream<Arguments> whole() {
    PulseResponse raised =
        new SoftBounds(0.1, Optional.empty(), 0, Optional.empty(), Optional.empty());
    return Stream.of(
        mistake(
            "reference.symmetry_point: found true, for a device that is not pulsed both ways;"
                + " allowed: false, or a response with up and down",
            () ->
                TestDevice.plain()
                    .response(raised)
                    .parts(
                        parts ->
                            parts
                                .reset(Optional.of(new AbruptReset(0, 0, 0)))
                                .reference(Optional.of(new Reference(true, 0, 0))))
                    .model()),
        mistake(
            "reference.symmetry_point: found true, for a device that is not pulsed both ways;"
                + " allowed: false, or a response with up and down",
            () ->
                TestDevice.plain()
                    .parts(parts -> parts.reference(Optional.of(new Reference(true, 0, 0))))
                    .model()),
        mistake(
            "max_spread: found 1.5; allowed: 0.0 to 1.0",
            () ->
                new ConductanceRange(
                    0, 1, Spread.none(), Spread.logNormal(1.5), Optional.empty())));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"curves", "noises", "times", "responses", "tables", "whole"})
  void isRefused(String message, Executable mistake) {
    assertEquals(message, assertThrows(BadInputException.class, mistake).getMessage());
  }

  private static PiecewiseStep piecewise(List<Double> up) {
    return new PiecewiseStep(up, Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static Arguments mistake(String message, Executable mistake) {
    return arguments(message, mistake);
  }
}
