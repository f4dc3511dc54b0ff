package dev.mho.experiments.model;

import dev.mho.device.Presets;
import dev.mho.device.compact.CompactModel;
import dev.mho.device.response.IntegratedPulse;
import dev.mho.experiments.figure.Curve;
import dev.mho.experiments.figure.Figure;
import dev.mho.experiments.figure.Sheet;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/** Current against voltage of the compact models, once round. */
final class CompactSheet {
  private static final int LEG = 300;

  private CompactSheet() {}

  static Sheet sheet() {
    return new Sheet(
        "Compact models: current along one loop of voltage",
        List.of(
            "Each starts in its off state; the voltage rises to the first peak, falls through 0 V to the second and"
                + " returns, in steps that are held and then read."),
        List.of(
            loop("compact-ion-drift-2008", "linear-ion-drift", 1, -1, 5e-3, 5e-3),
            loop("compact-vteam-2015", "vteam", -0.3, 0.1, 1e-10, 1e-8),
            loop("compact-stanford-pku-2016", "stanford-pku", 1.6, -1.6, 5e-9, 5e-9),
            loop("compact-messaris-2018", "data-driven", -1.4, 1, 1e-4, 1e-4),
            loop("compact-quadratic-2020", "quadratic-data-driven", 1.6, -1.6, 1e-6, 1e-6)),
        List.of(
            "The parameters are those of the published devices that come with mho.",
            "How long a step is held differs by model, for their speeds do: 5 ms (linear-ion-drift), 100 ps and 10 ns"
                + " (vteam, to the first peak and to the second), 5 ns (stanford-pku), 100 µs (data-driven), 1 µs"
                + " (quadratic-data-driven). A slower loop switches at lower voltages.",
            "A device that uses one of them as its response takes the state through a rectangular pulse and reads the"
                + " conductance before and after at its read voltage."));
  }

  private static Figure loop(
      String preset, String model, double first, double second, double toFirst, double toSecond) {
    IntegratedPulse pulse = (IntegratedPulse) Presets.get(preset).response().orElseThrow();
    CompactModel device = pulse.device();
    double[] volts = new double[4 * LEG + 1];
    for (int i = 0; i < volts.length; i++) {
      double quarter = (double) i / LEG;
      double up = Math.max(0, 1 - Math.abs(quarter - 1));
      double down = Math.max(0, 1 - Math.abs(quarter - 3));
      volts[i] = first * up + second * down;
    }
    double[] half = Arrays.copyOf(volts, 2 * LEG);
    double[] rest = Arrays.copyOfRange(volts, 2 * LEG, volts.length);
    CompactModel.Sweep there =
        device.sweep(device.offState(), half, toFirst, Math.min(toFirst, pulse.timeStep()));
    double state = there.state()[half.length - 1];
    CompactModel.Sweep back =
        device.sweep(state, rest, toSecond, Math.min(toSecond, pulse.timeStep()));
    double[] amperes =
        DoubleStream.concat(DoubleStream.of(there.amperes()), DoubleStream.of(back.amperes()))
            .toArray();
    double[] milliamperes = new double[amperes.length];
    for (int i = 0; i < amperes.length; i++) {
      milliamperes[i] = 1e3 * amperes[i];
    }
    return Grid.panel(
        model,
        "volts",
        "milliamperes",
        part("to the first peak", volts, milliamperes, 0, LEG),
        part("back to 0 V", volts, milliamperes, LEG, 2 * LEG),
        part("to the second peak", volts, milliamperes, 2 * LEG, 3 * LEG),
        part("back to 0 V again", volts, milliamperes, 3 * LEG, 4 * LEG));
  }

  private static Curve part(String name, double[] x, double[] y, int from, int to) {
    return Curve.line(
        name, Arrays.copyOfRange(x, from, to + 1), Arrays.copyOfRange(y, from, to + 1));
  }
}
