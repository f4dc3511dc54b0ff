package dev.mho.experiments.model;

import dev.mho.device.DeviceModel;
import dev.mho.device.Presets;
import dev.mho.device.array.DeviceArray;
import dev.mho.device.array.Placement;
import dev.mho.device.curve.ClippedLogarithm;
import dev.mho.device.curve.ClippedPower;
import dev.mho.device.curve.Curve;
import dev.mho.device.curve.Interpolation;
import dev.mho.device.curve.Polynomial;
import dev.mho.device.curve.Saturating;
import dev.mho.device.curve.Split;
import dev.mho.device.noise.ProgrammingError;
import dev.mho.device.noise.Reach;
import dev.mho.device.noise.ReadNoise;
import dev.mho.device.noise.TelegraphNoise;
import dev.mho.device.noise.WhiteReadNoise;
import dev.mho.device.random.NoiseStream;
import dev.mho.device.response.Polarity;
import dev.mho.experiments.figure.Figure;
import dev.mho.experiments.figure.Sheet;
import java.util.List;
import java.util.Locale;

/** What writes and reads add, and the curves that say how much. */
final class NoiseSheet {
  private static final Grid X = Grid.linear(0, 1);
  private static final double DAY = 86_400;

  private NoiseSheet() {}

  static Sheet sheet() {
    return new Sheet(
        "What writes and reads add",
        List.of(
            "x is G over the nominal G_max. Curves of programming errors are those of published devices; state-dependent"
                + " is that of sonos-agrawal-2022, flicker that of pcm-nandakumar-2019, white 0.005 and 0.02 x."),
        List.of(programming(), shapes(), reads(), writeNoise(), telegraph(), curves()),
        List.of());
  }

  private static dev.mho.experiments.figure.Curve error(String preset) {
    ProgrammingError error = Presets.get(preset).programmingError().orElseThrow();
    return X.line(preset, error::level);
  }

  private static Figure programming() {
    return Grid.panel(
        "programming_error: how far a write misses",
        "target x",
        "σ, fraction of G_max",
        error("pcm-nandakumar-2019"),
        error("reram-wan-2022"),
        error("reram-milo-2021"),
        error("sonos-xiao-2022"));
  }

  private static Figure shapes() {
    Curve one = Curve.constant(0.1);
    NoiseStream stream = TestDevices.SEED.child("writes");
    return Grid.panel(
        "programming_error.shape, both with σ = 0.1",
        "error, fraction of G_max",
        "density",
        shape(new ProgrammingError(one, ProgrammingError.Shape.NORMAL, Reach.BOUNDS), stream),
        shape(new ProgrammingError(one, ProgrammingError.Shape.UNIFORM, Reach.BOUNDS), stream));
  }

  private static dev.mho.experiments.figure.Curve shape(
      ProgrammingError error, NoiseStream stream) {
    double[] draws = new double[200_000];
    for (int i = 0; i < draws.length; i++) {
      draws[i] = error.drawn(0.5, stream, i, 0);
    }
    return Grid.density(error.shape().name().toLowerCase(Locale.ROOT), -0.35, 0.35, draws);
  }

  private static Figure reads() {
    ReadNoise white = new WhiteReadNoise(0.005, 0.02);
    ReadNoise state = Presets.get("sonos-agrawal-2022").readNoise().orElseThrow();
    ReadNoise flicker = Presets.get("pcm-nandakumar-2019").readNoise().orElseThrow();
    return Grid.panel(
        "read_noise: standard deviation of one read",
        "x",
        "σ, fraction of G_max",
        X.line("white", x -> white.sigma(x, x, 0)),
        X.line("state-dependent", x -> state.sigma(x, x, 0)),
        X.line("flicker after 1 s", x -> flicker.sigma(x, x, 1)),
        X.line("flicker after a day", x -> flicker.sigma(x, x, DAY)));
  }

  private static Figure writeNoise() {
    DeviceModel device = Presets.get("reram-gong-2018");
    DeviceArray devices =
        new DeviceArray(device, Placement.whole(1, 1), TestDevices.SEED.child("write noise"));
    devices.program(new float[1], 0);
    double[] state = new double[301];
    double[] seen = new double[301];
    for (int pulse = 0; pulse < state.length; pulse++) {
      state[pulse] = devices.state(0);
      seen[pulse] = devices.conductance(0, 0);
      devices.pulse(0, 1, Polarity.UP, 0);
    }
    double[] pulses = Grid.linear(0, 300, 301).x();
    return Grid.panel(
        "write_noise: reram-gong-2018, one device",
        "pulse up",
        "g",
        dev.mho.experiments.figure.Curve.line("state", pulses, state),
        dev.mho.experiments.figure.Curve.line("seen", pulses, seen));
  }

  private static Figure telegraph() {
    TelegraphNoise noise = new TelegraphNoise(Curve.constant(0.04), 3, 1, 1);
    NoiseStream stream = TestDevices.SEED.child("traps");
    Grid time = Grid.linear(0, 40, 2001);
    return Grid.panel(
        "telegraph: amplitude 0.04, 3 s high, 1 s low",
        "seconds",
        "offset, fraction of G_max",
        time.line("device 1", t -> noise.offset(0.5, t, stream, 0)),
        time.line("device 2, drawn 0.06 lower", t -> noise.offset(0.5, t, stream, 1) - 0.06));
  }

  private static Figure curves() {
    return Grid.panel(
        "Curves: what a noise or an exponent may depend on x by",
        "x",
        "f(x)",
        X.line("polynomial", new Polynomial(List.of(0.1, 0.8, -0.5))::at),
        X.line(
            "table",
            new Interpolation(List.of(0.1, 0.3, 0.6, 0.9), List.of(0.6, 0.75, 0.5, 0.55))::at),
        X.line("clipped-logarithm", new ClippedLogarithm(-0.2, 0.05, 0.1, 0.9)::at),
        X.line("clipped-power", new ClippedPower(0.1, 0.8, 0.1, 0.7)::at),
        X.line("saturating", new Saturating(0.4, 0.2)::at),
        X.line(
            "split", new Split(0.5, Curve.constant(0.2), new Polynomial(List.of(0.05, 0.25)))::at));
  }
}
